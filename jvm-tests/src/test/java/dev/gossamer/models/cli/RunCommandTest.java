package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.SeededInput;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
  private static final String SMALL = "face_detection_short_range";

  @TempDir Path folder;

  /** GraalWasm interprets: the smallest model is large enough. */
  @ParameterizedTest
  @CsvSource({"hand_landmark_sparse, portable", "face_detection_short_range, wasm"})
  void seededRunMatchesTheIndependentRuntime(String model, String backend) throws IOException {
    ZooFiles.require(model);
    Path oracle = SharedData.require("oracles/" + model + ".json");
    Cli cli = run(model, "--seed", "12345", "--output", out(), "--backend", backend);
    assertThat(cli.exitCode()).as(cli.err()).isZero();

    JsonNode outputs = new ObjectMapper().readTree(oracle.toFile()).get("outputs");
    assertThat(folder.resolve("out").toFile().list()).hasSize(outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      float[] expected = floats(oracle.resolveSibling(outputs.get(i).get("file").textValue()));
      float[] found = floats(folder.resolve("out/out" + i + ".f32"));
      assertThat(found).hasSameSizeAs(expected);
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int j = 0; j < expected.length; j++) {
        // the tolerance that the oracle's README derives
        assertThat((double) Math.abs(found[j] - expected[j]))
            .as("output %d, element %d", i, j)
            .isLessThanOrEqualTo(2e-5 * largest + 1e-6);
      }
      assertThat(cli.outLines().get(1 + i))
          .startsWith(outputs.get(i).get("name").textValue())
          .contains(outputs.get(i).get("shape").toString());
    }
    assertThat(cli.out().strip()).endsWith(" ms, " + backend + " backend");
  }

  @Test
  void inputFileGivesTheSameAsTheSeedThatMadeIt() throws IOException {
    ZooFiles.require(SMALL);
    Path input = folder.resolve("x.f32");
    FloatFile.write(input, SeededInput.floats(7, 128 * 128 * 3));
    assertThat(run(SMALL, "--seed", "7", "--output", out()).exitCode()).isZero();
    byte[] seeded = Files.readAllBytes(folder.resolve("out/out0.f32"));
    for (String argument : List.of(input.toString(), "input=" + input)) {
      Cli cli = run(SMALL, "--input", argument, "-o", out());
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(folder.resolve("out/out0.f32")).hasBinaryContent(seeded);
    }
  }

  @Test
  void reportGivesRangeAndTime() {
    ZooFiles.require(SMALL);
    Cli cli = run(SMALL, "--seed", "7", "--output", out(), "--repeat", "2");
    assertThat(cli.outLines().get(0)).containsSubsequence("output", "shape", "min", "max", "mean");
    assertThat(cli.outLines().get(cli.outLines().size() - 1))
        .matches("first [\\d.]+ ms, best of 2 [\\d.]+ ms, portable backend");
  }

  @Test
  void inputOfAnotherSizeIsRefusedWithBothSizes() throws IOException {
    ZooFiles.require(SMALL);
    Path input = Files.write(folder.resolve("x.f32"), new byte[100]);
    Cli cli = run(SMALL, "--input", input.toString(), "--output", out());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err())
        .contains("expected 196608 bytes (float32 [1,128,128,3])")
        .contains("found 100 bytes in " + input);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aFileThatIsNoModelIsRefusedByTheCompilerToo() throws IOException {
    Path model = Files.writeString(folder.resolve("x.tflite"), "just some text, no model");
    Cli cli = run(model.toString(), "--seed", "1", "--output", out(), "--backend", "wasm");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("TFL3").doesNotContain("internal error");
  }

  @Test
  void backendsAreListedWithTheOneThatIsUnknown() {
    Cli cli = run("x.tflite", "--seed", "1", "--output", out(), "--backend", "cuda");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("'--backend'", "'portable' or 'wasm'", "'cuda'");
  }

  @Test
  void absentInputFileIsNamed() {
    ZooFiles.require(SMALL);
    Cli cli = run(SMALL, "--input", folder.resolve("no.f32").toString(), "--output", out());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("no.f32").contains("found no readable file");
  }

  @Test
  void unknownInputNameListsTheKnownOnes() {
    ZooFiles.require(SMALL);
    Cli cli = run(SMALL, "--input", "picture=x.f32", "--output", out());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("'picture=x.f32'").contains("one of the names 'input'");
  }

  @Test
  void outputFolderThatIsAFileIsRefused() throws IOException {
    ZooFiles.require(SMALL);
    Files.writeString(folder.resolve("out"), "in the way");
    Cli cli = run(SMALL, "--seed", "1", "--output", out());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("outputs cannot be written to").doesNotContain("internal error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.tflite --output o",
        "x.tflite --seed 1",
        "x.tflite --seed 1 --input x.f32 --output o",
        "x.tflite --seed one --output o",
        "x.tflite --seed 1 --output o --backend cuda",
        "x.tflite --seed 1 --output o --repeat 0",
        "--seed 1 --output o"
      })
  void wrongUsage(String line) {
    Cli cli = run(line.split(" "));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.errLines()).hasSize(2);
    assertThat(cli.errLines().get(1)).isEqualTo("try 'gossamer run --help'");
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static Cli run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(List.of(arguments));
    return Cli.run(Zoo.standard(), line.toArray(String[]::new));
  }

  private static float[] floats(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }
}
