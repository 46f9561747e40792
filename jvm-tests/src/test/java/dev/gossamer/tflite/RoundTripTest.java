package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.RoundTrips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is written means the same when it is read again. */
class RoundTripTest extends RoundTrips {
  private static final List<WriteOptions> OPTIONS =
      List.of(
          WriteOptions.AS_STORED,
          WriteOptions.DEFAULT,
          WriteOptions.DEFAULT.withSparsity(WriteOptions.Sparsity.OFF),
          WriteOptions.DEFAULT.withBlocks(2, 1).withWeights(WriteOptions.Weights.FLOAT32));

  @Override
  protected void check(OperatorCase given) {
    Graph graph = given.graph();
    float[][] expected = new Interpreter(graph).run(given.inputs());
    for (WriteOptions options : OPTIONS) {
      Graph read = TfliteReader.read(TfliteWriter.write(graph, options));

      assertThat(read.name()).isEqualTo(graph.name());
      assertThat(names(read.inputs())).isEqualTo(names(graph.inputs()));
      assertThat(shapes(read.inputs())).isEqualTo(shapes(graph.inputs()));
      assertThat(shapes(read.outputs())).isEqualTo(shapes(graph.outputs()));
      float[][] actual = new Interpreter(read).run(given.inputs());
      for (int i = 0; i < expected.length; i++) {
        double[] wanted = widen(expected[i]);
        assertThat(Agreement.difference(actual[i], wanted, Agreement.tolerance(wanted)))
            .as("output %d with %s", i, options)
            .isNull();
      }
      Graph again = TfliteReader.read(TfliteWriter.write(read, WriteOptions.AS_STORED));
      assertThat(GraphEquality.difference(read, again)).as("read again, %s", options).isNull();
    }
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  private static List<Object> shapes(List<Value> values) {
    return values.stream().<Object>map(Value::shape).toList();
  }

  private static double[] widen(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  /** Rewriting changes how weights are stored in the graph, and padding, and what is fused. */
  @Override
  protected void checkModel(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Graph graph = TfliteReader.read(bytes);

    byte[] written = TfliteWriter.write(graph, WriteOptions.AS_STORED);

    assertThat(GraphEquality.difference(graph, TfliteReader.read(written))).isNull();
    assertThat(written.length).isLessThan(bytes.length + 256);

    Graph rewritten = RewriteOptions.ALL.rewriter().rewrite(graph).graph();
    Graph read = TfliteReader.read(TfliteWriter.write(rewritten, WriteOptions.AS_STORED));
    Graph again = RewriteOptions.ALL.rewriter().rewrite(read).graph();
    float[][] input = {SeededInput.floats(1, graph.inputs().get(0).shape().elements())};
    float[][] expected = new Interpreter(rewritten).run(input);
    float[][] actual = new Interpreter(again).run(input);
    for (int i = 0; i < expected.length; i++) {
      assertThat(GraphEquality.sameBits(actual[i], expected[i])).as("output %d", i).isTrue();
    }
  }
}
