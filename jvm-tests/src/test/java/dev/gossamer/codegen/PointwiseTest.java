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
import dev.gossamer.testing.CompiledGraph;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pointwise kernels, whatever shape they serve, compute what a double-precision loop over NHWC
 * computes.
 */
class PointwiseTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 12, 13, 14, 16, 17, 28};
  private static final int[] CHANNELS = {1, 2, 3, 4, 5, 7, 8, 16, 19, 24, 33};

  /** A convolution, perhaps followed by a pointwise one with a residual from before it. */
  private record Case(
      int height,
      int width,
      int inputs,
      int outputs,
      int kernel,
      int stride,
      int dilation,
      double sparsity,
      int block,
      Activation activation,
      boolean chained,
      boolean relaxed) {}

  private static final int[] LARGE_SIZES = {31, 56, 61, 112, 113};
  private static final int[] MANY_CHANNELS = {127, 240, 577, 1151, 1152};

  static Stream<Arguments> random() {
    Stream<Case> cases =
        Stream.concat(
            IntStream.range(0, 240).mapToObj(PointwiseTest::draw),
            IntStream.range(0, 40).mapToObj(PointwiseTest::drawLarge));
    return cases.map(Arguments::of);
  }

  /**
   * Large pictures of few channels, or small ones of many: GraalWasm runs 30 million products a
   * second.
   */
  private static Case drawLarge(int seed) {
    Random random = new Random(1000 + seed);
    boolean picture = seed % 2 == 0;
    int height = picture ? pick(random, LARGE_SIZES) : pick(random, 1, 2, 3, 7);
    int width = picture ? pick(random, LARGE_SIZES) : pick(random, 1, 4, 5, 7);
    int kernel = picture && seed % 3 == 0 ? 3 : 1;
    return new Case(
        height,
        width,
        picture ? pick(random, 1, 2, 3) : pick(random, MANY_CHANNELS),
        picture ? pick(random, 1, 2, 5) : pick(random, 1, 7, 23),
        kernel,
        kernel == 1 ? 1 : pick(random, 1, 2),
        1,
        pick(random, 0, 30, 50, 80, 100) / 100.0,
        pick(random, 1, 2),
        Activation.values()[random.nextInt(Activation.values().length)],
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static Case draw(int seed) {
    Random random = new Random(seed);
    int kernel = seed % 3 == 0 ? pick(random, 2, 3, 5) : 1;
    return new Case(
        pick(random, SIZES),
        pick(random, SIZES),
        pick(random, CHANNELS),
        pick(random, CHANNELS),
        kernel,
        kernel == 1 && seed % 2 == 0 ? 1 : pick(random, 1, 2, 3),
        kernel == 1 ? 1 : pick(random, 1, 1, 2, 4),
        pick(random, 0, 10, 30, 50, 70, 80, 90, 97, 100) / 100.0,
        pick(random, 1, 1, 2, 4),
        Activation.values()[random.nextInt(Activation.values().length)],
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static int pick(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }

  @ParameterizedTest
  @MethodSource("random")
  void agreesWithANaiveLoop(Case test) {
    Random random = new Random(test.hashCode());
    Graph.Builder builder = Graph.builder("pointwise");
    Value x = builder.input("x", Shape.of(1, test.height, test.width, test.inputs));
    float[] input = floats(random, x.shape().elements());
    float[] weights =
        sparse(
            random,
            test.outputs,
            test.kernel * test.kernel * test.inputs,
            test.sparsity,
            test.block);
    float[] bias = floats(random, test.outputs);
    Stride stride = Stride.of(test.stride);
    Stride dilation = Stride.of(test.dilation);
    Padding padding =
        Padding.same(test.height, test.width, test.kernel, test.kernel, stride, dilation);
    Op.Conv2d conv = new Op.Conv2d(stride, dilation, padding, 1, test.activation);
    Shape kernelShape = Shape.of(test.outputs, test.kernel, test.kernel, test.inputs);
    Value y =
        builder.add(
            "conv",
            conv,
            x,
            builder.constant("w", Constant.Floats.of(kernelShape, weights)),
            builder.constant("b", Constant.Floats.of(Shape.of(test.outputs), bias)));
    double[] expected = convolve(widen(input), x.shape(), weights, kernelShape, bias, conv);
    if (test.chained) {
      float[] second = sparse(random, test.outputs, test.outputs, test.sparsity, test.block);
      Shape secondShape = Shape.of(test.outputs, 1, 1, test.outputs);
      Op.Conv2d plain = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
      double[] branch = convolve(expected, y.shape(), second, secondShape, bias, plain);
      Value z =
          builder.add(
              "second",
              plain,
              y,
              builder.constant("w2", Constant.Floats.of(secondShape, second)),
              builder.constant("b2", Constant.Floats.of(Shape.of(test.outputs), bias)));
      y = builder.add("add", new Op.Binary(Op.Binary.Kind.ADD, Activation.RELU), y, z);
      for (int i = 0; i < branch.length; i++) {
        expected[i] = Math.max(0, expected[i] + branch[i]);
      }
    }
    CodegenOptions options = test.relaxed ? CodegenOptions.RELAXED : CodegenOptions.SIMD;
    CompiledGraph compiled = CompiledGraph.of(builder.output(y).build(), options);
    assertClose(compiled.run(input)[0], expected);
    assertClose(compiled.run(input)[0], expected);
  }

  @Test
  void manyInputChannelsAreCutIntoBlocks() {
    Random random = new Random(5);
    Graph.Builder builder = Graph.builder("blocks");
    Value x = builder.input("x", Shape.of(1, 7, 7, 1152));
    float[] weights = sparse(random, 10, 1152, 0.5, 1);
    float[] bias = floats(random, 10);
    Op.Conv2d conv = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU6);
    Shape kernelShape = Shape.of(10, 1, 1, 1152);
    Value y =
        builder.add(
            "conv",
            conv,
            x,
            builder.constant("w", Constant.Floats.of(kernelShape, weights)),
            builder.constant("b", Constant.Floats.of(Shape.of(10), bias)));
    float[] input = floats(random, x.shape().elements());
    CompiledGraph compiled = CompiledGraph.of(builder.output(y).build(), CodegenOptions.RELAXED);
    assertThat(compiled.model().plan().steps().toString()).contains("blocks=");
    assertClose(
        compiled.run(input)[0],
        convolve(widen(input), x.shape(), weights, kernelShape, bias, conv));
  }

  /** Rounding grows with the number of terms: 1e-5 of the largest value covers 1152 of them. */
  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("element %d", i)
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5 * largest));
    }
  }

  private static double[] convolve(
      double[] x, Shape shape, float[] weights, Shape k, float[] bias, Op.Conv2d conv) {
    int height = shape.dim(1);
    int width = shape.dim(2);
    int inputs = shape.dim(3);
    int sh = conv.stride().height();
    int dilation = conv.dilation().height();
    Padding padding = conv.padding();
    int span = (k.dim(1) - 1) * dilation + 1;
    int oh = (height + padding.top() + padding.bottom() - span) / sh + 1;
    int ow = (width + padding.left() + padding.right() - span) / sh + 1;
    double[] result = new double[oh * ow * k.dim(0)];
    for (int i = 0; i < result.length; i++) {
      int o = i % k.dim(0);
      int ox = i / k.dim(0) % ow;
      int oy = i / k.dim(0) / ow;
      double sum = bias[o];
      for (int ky = 0; ky < k.dim(1); ky++) {
        for (int kx = 0; kx < k.dim(2); kx++) {
          int iy = oy * sh + ky * dilation - padding.top();
          int ix = ox * sh + kx * dilation - padding.left();
          if (iy >= 0 && ix >= 0 && iy < height && ix < width) {
            for (int c = 0; c < inputs; c++) {
              sum +=
                  (double) weights[((o * k.dim(1) + ky) * k.dim(2) + kx) * inputs + c]
                      * x[(iy * width + ix) * inputs + c];
            }
          }
        }
      }
      result[i] = activate(sum, conv.activation());
    }
    return result;
  }

  private static double activate(double x, Activation activation) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(6, Math.max(0, x));
      case RELU_N1_TO_1 -> Math.min(1, Math.max(-1, x));
      case TANH -> Math.tanh(x);
      case HARD_SWISH -> x * Math.min(6, Math.max(0, x + 3)) / 6;
      case LOGISTIC -> 1 / (1 + Math.exp(-x));
    };
  }

  private static float[] sparse(Random random, int rows, int columns, double sparsity, int block) {
    float[] weights = new float[rows * columns];
    for (int row = 0; row < rows; row += block) {
      for (int column = 0; column < columns; column++) {
        boolean kept = random.nextDouble() >= sparsity;
        for (int r = row; kept && r < Math.min(rows, row + block); r++) {
          weights[r * columns + column] = (float) (random.nextGaussian() / Math.sqrt(columns));
        }
      }
    }
    return weights;
  }

  private static float[] floats(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = 2 * random.nextFloat() - 1;
    }
    return floats;
  }

  private static double[] widen(float[] floats) {
    return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
  }
}
