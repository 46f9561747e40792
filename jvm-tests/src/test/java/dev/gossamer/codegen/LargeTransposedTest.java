package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoders: enlargements so large that 1x1 convolutions behind them would like to read bands. */
class LargeTransposedTest {
  private static final int CHANNELS = 3;

  private final Graph.Builder builder = Graph.builder("decoder");
  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({
    // input size, kernel, what reads the result
    "7, 2, pointwise",
    "10, 2, pointwise",
    "10, 3, pointwise",
    "14, 4, pointwise",
    "24, 2, pointwise",
    "28, 3, pointwise",
    "14, 2, transposed",
    "13, 3, transposed",
    "16, 2, pool",
    "16, 2, concatenation",
    "16, 3, nothing",
    "20, 4, depthwise",
  })
  void agreesWithTheDefinition(int size, int kernel, String reader) {
    Value x = builder.input("x", Shape.of(1, size, size, CHANNELS));
    Value large = transposed("large", x, kernel);
    Value y =
        switch (reader) {
          case "pointwise" -> pointwise("1x1", large);
          case "transposed" -> transposed("larger", large, kernel);
          case "pool" ->
              builder.add(
                  "pool",
                  new Op.Pool2d(
                      Op.Pool2d.Kind.MAX, 2, 2, new Stride(2, 2), Padding.NONE, Activation.NONE),
                  large);
          case "concatenation" ->
              builder.add(
                  "both",
                  new Op.Concatenation(3, Activation.NONE),
                  large,
                  pointwise("beside", large));
          case "depthwise" ->
              builder.add(
                  "depthwise",
                  new Op.DepthwiseConv2d(
                      Stride.ONE,
                      Stride.ONE,
                      Padding.same(2 * size, 2 * size, 3, 3, Stride.ONE, Stride.ONE),
                      1,
                      Activation.NONE),
                  large,
                  weights(1, 3, 3, CHANNELS));
          default -> large;
        };
    Graph graph = builder.output(y).build();
    float[] input = floats(size * size * CHANNELS);

    float[][] actual = CompiledGraph.of(graph, CodegenOptions.SIMD).run(input);

    double[][] expected = NaiveReference.run(graph, new float[][] {input});
    assertThat(Agreement.difference(actual, expected)).isNull();
  }

  private Value transposed(String name, Value x, int kernel) {
    int height = 2 * x.shape().dim(1);
    int width = 2 * x.shape().dim(2);
    int before = (kernel - 2) / 2;
    Op op =
        new Op.TransposeConv2d(new Stride(2, 2), before, before, height, width, Activation.NONE);
    return builder.add(name, op, x, weights(CHANNELS, kernel, kernel, CHANNELS));
  }

  private Value pointwise(String name, Value x) {
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU);
    return builder.add(name, op, x, weights(5, 1, 1, CHANNELS));
  }

  private Value weights(int... dims) {
    Shape shape = Shape.of(dims);
    return builder.constant("w", Constant.Floats.of(shape, floats(shape.elements())));
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
