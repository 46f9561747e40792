package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.RoundTrips;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import dev.gossamer.tflite.WriteOptions.Sparsity;
import dev.gossamer.tflite.WriteOptions.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A graph that goes through a .goss file is the graph that went in. */
class GossRoundTripTest extends RoundTrips {
  private static final List<WriteOptions> OPTIONS =
      List.of(
          WriteOptions.AS_STORED,
          WriteOptions.AS_STORED.withWeights(Weights.FLOAT16),
          WriteOptions.AS_STORED.withSparsity(Sparsity.OFF).withWeights(Weights.FLOAT32));

  @Override
  protected void check(OperatorCase given) {
    for (WriteOptions options : OPTIONS) {
      Graph tflite = TfliteReader.read(TfliteWriter.write(given.graph(), options));
      Graph goss = GossReader.read(GossWriter.write(given.graph(), options));
      // Empty sparse constants are written to .tflite with a zero in them, so it is .tflite that
      // both are compared in.
      assertThat(GraphEquality.difference(tflite, throughTflite(goss))).as("%s", options).isNull();

      Graph again = GossReader.read(GossWriter.write(tflite, WriteOptions.AS_STORED));
      assertThat(GraphEquality.difference(tflite, again)).as("again, %s", options).isNull();

      float[][] expected = new Interpreter(tflite).run(given.inputs());
      float[][] actual = new Interpreter(goss).run(given.inputs());
      for (int i = 0; i < expected.length; i++) {
        assertThat(GraphEquality.sameBits(actual[i], expected[i]))
            .as("output %d, %s", i, options)
            .isTrue();
      }
    }
  }

  private static Graph throughTflite(Graph graph) {
    return TfliteReader.read(TfliteWriter.write(graph, WriteOptions.AS_STORED));
  }

  @Override
  protected void checkModel(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Graph graph = TfliteReader.read(bytes);

    byte[] goss = GossWriter.write(graph, WriteOptions.AS_STORED);
    Graph read = GossReader.read(goss);

    assertThat(GraphEquality.difference(graph, read)).isNull();
    assertThat(TfliteWriter.write(read, WriteOptions.AS_STORED))
        .isEqualTo(TfliteWriter.write(graph, WriteOptions.AS_STORED));
    assertThat(goss.length).isLessThanOrEqualTo(bytes.length);
  }
}
