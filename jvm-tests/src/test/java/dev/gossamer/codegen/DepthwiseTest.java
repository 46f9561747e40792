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
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.testing.CompiledGraph;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Depthwise kernels compute what the interpreter computes, whoever reads what they write. */
class DepthwiseTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 28};

  /** Who reads the output, and so chooses its layout. */
  private enum Reader {
    GRAPH_OUTPUT,
    POINTWISE,
    DEPTHWISE,
    STRIDED,
    STRIDED_BY_3,
    SEVERAL
  }

  private enum Padded {
    SAME,
    VALID,
    ASYMMETRIC
  }

  /** What is zero in the weights. */
  private enum Zeros {
    NONE,
    WEIGHTS,
    CHANNELS,
    TAPS
  }

  /** What the task ends with. */
  private enum Ending {
    PLAIN,
    PRELU,
    RESIDUAL
  }

  private record Case(
      int height,
      int width,
      int channels,
      int multiplier,
      int kernelHeight,
      int kernelWidth,
      Stride stride,
      Stride dilation,
      Padded padded,
      Zeros zeros,
      int zeroPercent,
      Activation activation,
      Ending ending,
      Reader reader,
      boolean relaxed) {}

  static Stream<Case> random() {
    return IntStream.range(0, 440).mapToObj(seed -> seed < 400 ? draw(seed) : drawWide(seed));
  }

  private static Case draw(int seed) {
    Random random = new Random(seed);
    int kernel = pick(random, 1, 3, 3, 3, 3, 5, 5, 7, 9);
    int stride = pick(random, 1, 1, 2, 2, 3);
    boolean odd = random.nextInt(6) == 0;
    Ending ending = Ending.values()[random.nextInt(3)];
    return new Case(
        pick(random, SIZES),
        pick(random, SIZES),
        pick(random, 1, 2, 3, 5, 8, 17),
        pick(random, 1, 1, 1, 1, 2, 3),
        kernel,
        odd ? pick(random, 1, 2, 3, 4) : kernel,
        odd ? new Stride(pick(random, 1, 2), pick(random, 1, 2, 4)) : Stride.of(stride),
        Stride.of(kernel == 9 ? 1 : pick(random, 1, 1, 1, 2, 4)),
        Padded.values()[random.nextInt(3)],
        Zeros.values()[random.nextInt(4)],
        pick(random, 20, 55, 80, 100),
        ending == Ending.PRELU
            ? Activation.NONE
            : Activation.values()[random.nextInt(Activation.values().length)],
        ending,
        Reader.values()[random.nextInt(Reader.values().length)],
        random.nextBoolean());
  }

  /** Rows so wide that a band of the reader is one or two of them, and a tile spans several. */
  private static Case drawWide(int seed) {
    Random random = new Random(seed);
    Case small = draw(seed);
    int kernel = pick(random, 3, 5);
    return new Case(
        pick(random, 5, 7, 10, 13),
        pick(random, 56, 96, 112),
        2,
        1,
        kernel,
        kernel,
        Stride.of(pick(random, 1, 1, 2)),
        Stride.ONE,
        small.padded,
        small.zeros,
        small.zeroPercent,
        small.activation,
        small.ending,
        Reader.POINTWISE,
        small.relaxed);
  }

  private static int pick(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }

  @ParameterizedTest
  @MethodSource("random")
  void agreesWithTheInterpreter(Case test) {
    Random random = new Random(test.hashCode());
    Graph graph = graph(test, random);
    float[][] inputs = new float[graph.inputs().size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = floats(random, graph.inputs().get(i).shape().elements());
    }
    float[][] expected = new Interpreter(graph).run(inputs);
    CodegenOptions options = test.relaxed ? CodegenOptions.RELAXED : CodegenOptions.SIMD;
    CompiledGraph compiled = CompiledGraph.of(graph, options);
    compiled.run(inputs);
    float[][] second = compiled.run(inputs);
    for (int i = 0; i < expected.length; i++) {
      assertClose(second[i], expected[i]);
    }
  }

  private static Graph graph(Case test, Random random) {
    Graph.Builder builder = Graph.builder("depthwise");
    Shape shape = Shape.of(1, height(test), width(test), test.channels);
    Value x = builder.input("x", shape);
    Op.DepthwiseConv2d conv =
        new Op.DepthwiseConv2d(
            test.stride,
            test.dilation,
            padding(test, shape),
            test.multiplier,
            test.ending == Ending.RESIDUAL ? Activation.NONE : test.activation);
    Value y =
        depthwise(
            builder,
            random,
            conv,
            x,
            test.kernelHeight,
            test.kernelWidth,
            test.zeros,
            test.zeroPercent);
    if (test.ending == Ending.PRELU) {
      Shape slopes = Shape.of(1, 1, y.shape().dim(3));
      float[] values = floats(random, slopes.elements());
      Value slope = builder.constant("slopes", Constant.Floats.of(slopes, values));
      y = builder.add("prelu", new Op.Prelu(), y, slope);
    } else if (test.ending == Ending.RESIDUAL) {
      Value other = builder.input("residual", y.shape());
      Activation last = test.activation;
      y = builder.add("add", new Op.Binary(Op.Binary.Kind.ADD, fused(last)), y, other);
    }
    switch (test.reader) {
      case GRAPH_OUTPUT -> builder.output(y);
      case POINTWISE -> builder.output(pointwise(builder, random, y));
      case DEPTHWISE -> builder.output(reader(builder, random, y, 1));
      case STRIDED -> builder.output(reader(builder, random, y, 2));
      case STRIDED_BY_3 -> builder.output(reader(builder, random, y, 3));
      case SEVERAL -> {
        Value a = reader(builder, random, y, 1);
        Value b = reader(builder, random, y, 2);
        builder.output(a, b, y);
      }
    }
    return builder.build();
  }

  /** Activations that TFLite fuses into an addition. */
  private static Activation fused(Activation activation) {
    return activation.isClamp() ? activation : Activation.NONE;
  }

  /** Large enough for one window. */
  private static int height(Case test) {
    return Math.max(test.height, (test.kernelHeight - 1) * test.dilation.height() + 1);
  }

  private static int width(Case test) {
    return Math.max(test.width, (test.kernelWidth - 1) * test.dilation.width() + 1);
  }

  private static Padding padding(Case test, Shape shape) {
    return switch (test.padded) {
      case SAME ->
          Padding.same(
              shape.dim(1),
              shape.dim(2),
              test.kernelHeight,
              test.kernelWidth,
              test.stride,
              test.dilation);
      case VALID -> Padding.NONE;
      case ASYMMETRIC -> new Padding(2, 0, 1, 3);
    };
  }

  private static Value depthwise(
      Graph.Builder builder,
      Random random,
      Op.DepthwiseConv2d conv,
      Value x,
      int kernelHeight,
      int kernelWidth,
      Zeros zeros,
      int zeroPercent) {
    int channels = x.shape().dim(3) * conv.multiplier();
    Shape shape = Shape.of(1, kernelHeight, kernelWidth, channels);
    float[] weights = floats(random, shape.elements());
    clear(weights, channels, zeros, zeroPercent, random);
    float[] bias = floats(random, channels);
    return builder.add(
        "depthwise",
        conv,
        x,
        builder.constant("w", Constant.Floats.of(shape, weights)),
        builder.constant("b", Constant.Floats.of(Shape.of(channels), bias)));
  }

  /** Zeroes weights one by one, by channels, or by taps that alternate channels lack. */
  private static void clear(
      float[] weights, int channels, Zeros zeros, int zeroPercent, Random random) {
    boolean[] lacking = new boolean[weights.length];
    for (int i = 0; i < lacking.length; i++) {
      lacking[i] = random.nextInt(100) < zeroPercent;
    }
    for (int i = 0; i < weights.length; i++) {
      int channel = i % channels;
      int tap = i / channels;
      boolean zero =
          switch (zeros) {
            case NONE -> false;
            case WEIGHTS -> lacking[i];
            case CHANNELS -> lacking[channel];
            case TAPS -> channel % 2 == 0 && lacking[tap];
          };
      weights[i] = zero ? 0 : weights[i];
    }
  }

  private static Value reader(Graph.Builder builder, Random random, Value x, int stride) {
    Shape shape = x.shape();
    Padding padding = Padding.same(shape.dim(1), shape.dim(2), 3, 3, Stride.of(stride), Stride.ONE);
    return depthwise(
        builder,
        random,
        new Op.DepthwiseConv2d(Stride.of(stride), Stride.ONE, padding, 1, Activation.RELU),
        x,
        3,
        3,
        Zeros.NONE,
        0);
  }

  private static Value pointwise(Graph.Builder builder, Random random, Value x) {
    int channels = x.shape().dim(3);
    Shape shape = Shape.of(3, 1, 1, channels);
    return builder.add(
        "pointwise",
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
        x,
        builder.constant("w", Constant.Floats.of(shape, floats(random, shape.elements()))));
  }

  private static float[] floats(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = 2 * random.nextFloat() - 1;
    }
    return floats;
  }

  /** Sums of at most 200 products below 1 in size: 1e-5 of the largest result. */
  private static void assertClose(float[] actual, float[] expected) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= 1e-5f * largest)) {
        assertThat(actual[i]).as("element " + i).isEqualTo(expected[i]);
      }
    }
  }
}
