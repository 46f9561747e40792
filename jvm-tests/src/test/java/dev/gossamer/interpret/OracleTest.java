package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Shape;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Real models give the outputs of an independent runtime, as read from the file and after
 * rewriting. Expected outputs, input generator and tolerance: README of the shared folder {@code
 * oracles}.
 */
class OracleTest {
  @TestFactory
  Stream<DynamicTest> modelsGiveTheKnownAnswers() throws IOException {
    Path folder = SharedData.require("oracles");
    List<String> models;
    try (Stream<Path> files = Files.list(folder)) {
      models =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .sorted()
              .toList();
    }
    assertThat(models).isNotEmpty();
    return models.stream()
        .flatMap(
            model ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        model + ", as in the file", () -> check(folder, model, read(model))),
                    DynamicTest.dynamicTest(
                        model + ", rewritten",
                        () ->
                            check(
                                folder,
                                model,
                                RewriteOptions.ALL.rewriter().rewrite(read(model)).graph()))));
  }

  private static Graph read(String model) throws IOException {
    return TfliteReader.read(Files.readAllBytes(ZooFiles.require(model)));
  }

  private static void check(Path folder, String model, Graph graph) throws IOException {
    JsonNode oracle = new ObjectMapper().readTree(folder.resolve(model + ".json").toFile());
    int seed = oracle.get("input").get("seed").asInt();
    assertThat(graph.inputs()).hasSize(1);
    Shape shape = graph.inputs().get(0).shape();
    assertThat(shape).isEqualTo(shape(oracle.get("input")));

    float[][] outputs =
        new Interpreter(graph).run(new float[][] {SeededInput.floats(seed, shape.elements())});

    assertThat(outputs).hasNumberOfRows(oracle.get("outputs").size());
    for (int i = 0; i < outputs.length; i++) {
      JsonNode output = oracle.get("outputs").get(i);
      assertThat(graph.outputs().get(i).shape()).isEqualTo(shape(output));
      double[] expected = readFloats(folder.resolve(output.get("file").asText()));
      // Its outputs saturate near 0 on this input, so a relative tolerance would mean nothing.
      double tolerance = model.startsWith("selfie") ? 1e-5 : Agreement.tolerance(expected);
      assertThat(Agreement.difference(outputs[i], expected, tolerance)).as("output %d", i).isNull();
    }
  }

  private static Shape shape(JsonNode described) {
    JsonNode dims = described.get("shape");
    int[] extents = new int[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dims.get(i).asInt();
    }
    return Shape.of(extents);
  }

  private static double[] readFloats(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] floats = new double[bytes.remaining() / Float.BYTES];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes.getFloat();
    }
    return floats;
  }
}
