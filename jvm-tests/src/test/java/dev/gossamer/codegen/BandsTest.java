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
import dev.gossamer.plan.BandsKernel;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Step;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.ThreadedGraph;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Three convolutions done band after band give what they give one after another. */
class BandsTest {
  private static final PlanOptions ALL = new PlanOptions(true, 0, 0);

  private final Graph.Builder builder = Graph.builder("bands");
  private Random random;
  private boolean sparse;

  /** A chain of a first convolution, a depthwise one and a 1x1 one. */
  private Graph chain(
      int height, int width, int first, int kernel, int stride, boolean same, boolean residual) {
    int c = 3 + random.nextInt(6);
    int wide = 4 + random.nextInt(9);
    int out = residual ? c : 1 + random.nextInt(9);
    Stride strides = Stride.of(stride);
    Value x = builder.input("x", Shape.of(1, height, width, c));
    // What reads x is an 1x1 convolution too, so that x is laid out in bands.
    Value narrow = builder.add("narrow", pointwise(Activation.NONE), x, weights(c, 1, 1, c));
    Stride firstStride = Stride.of(first == 1 ? 1 : 2);
    Value y =
        builder.add(
            "first",
            new Op.Conv2d(
                firstStride, Stride.ONE, padding(narrow, first, firstStride, same), 1, pick()),
            narrow,
            weights(wide, first, first, c),
            bias(wide));
    y =
        builder.add(
            "depthwise",
            new Op.DepthwiseConv2d(
                strides, Stride.ONE, padding(y, kernel, strides, same), 1, pick()),
            y,
            weights(1, kernel, kernel, wide),
            bias(wide));
    y = builder.add("last", pointwise(pick()), y, weights(out, 1, 1, wide), bias(out));
    if (residual) {
      y = builder.add("sum", new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE), y, narrow);
    }
    return builder.output(y).build();
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chainsAgreeWithTheDefinitionAndWithThreads(int seed) throws Exception {
    random = new Random(seed);
    sparse = seed % 3 != 0;
    int kernel = seed % 4 == 3 ? 5 : 3;
    int stride = 1 + seed % 2;
    int first = seed % 5 == 4 ? 3 : 1;
    int most = 4 * stride * (first == 1 ? 1 : 2);
    int width = most * (first == 1 ? 4 + random.nextInt(4) : 4);
    int height = most * (4 + random.nextInt(4)) / 2 * 2;
    boolean residual = stride == 1 && first == 1 && random.nextBoolean();
    Graph graph = chain(height, width, first, kernel, stride, random.nextBoolean(), residual);
    CodegenOptions options = seed % 2 == 0 ? CodegenOptions.SIMD : CodegenOptions.RELAXED;
    CompiledGraph compiled = CompiledGraph.of(graph, options, ALL);
    float[] input = floats(graph.inputs().get(0).shape().elements(), 1);

    compiled.run(floats(input.length, 100));
    float[][] actual = compiled.run(input);

    double[][] expected = NaiveReference.run(graph, new float[][] {input});
    assertThat(Agreement.difference(actual, expected)).as("%s", graph.nodes()).isNull();
    assertThat(inBands(compiled.model().plan().steps())).isEqualTo(1);
    PlanOptions threads = new PlanOptions(true, 100, 0);
    try (ThreadedGraph threaded = new ThreadedGraph(graph, seed % 2 == 1, threads, 1 + seed % 3)) {
      threaded.run("lead", floats(input.length, 100));
      assertThat(threaded.run("lead", input)).isEqualTo(actual);
      assertThat(threaded.run("run", input)).isEqualTo(actual);
    }
  }

  /** The default threshold, at the sizes of networks. */
  @ParameterizedTest
  @CsvSource({
    // size, input channels, wide channels, stride, whether in bands
    "112, 4, 40, 2, 1",
    "56, 4, 144, 1, 1",
    "56, 4, 96, 1, 0",
    "28, 4, 144, 1, 0",
    "14, 8, 64, 1, 0",
  })
  void onlyPicturesThatACacheDoesNotHold(int size, int c, int wide, int stride, long bands) {
    random = new Random(size);
    sparse = true;
    Stride strides = Stride.of(stride);
    Value x = builder.input("x", Shape.of(1, size, size, c));
    Value y = builder.add("narrow", pointwise(Activation.NONE), x, weights(c, 1, 1, c));
    y = builder.add("expand", pointwise(Activation.RELU6), y, weights(wide, 1, 1, c), bias(wide));
    Padding padding = padding(y, 3, strides, true);
    y =
        builder.add(
            "depthwise",
            new Op.DepthwiseConv2d(strides, Stride.ONE, padding, 1, Activation.RELU6),
            y,
            weights(1, 3, 3, wide),
            bias(wide));
    y = builder.add("project", pointwise(Activation.NONE), y, weights(c, 1, 1, wide), bias(c));
    Graph graph = builder.output(y).build();
    CompiledGraph compiled = CompiledGraph.of(graph, CodegenOptions.SIMD);
    float[] input = floats(x.shape().elements(), 1);

    assertThat(inBands(compiled.model().plan().steps())).isEqualTo(bands);
    float[][] actual = compiled.run(input);
    double[][] expected = NaiveReference.run(graph, new float[][] {input});
    assertThat(Agreement.difference(actual, expected)).isNull();
  }

  /** Whoever else reads a picture needs it as a whole. */
  @Test
  void picturesWithOtherReadersAreWritten() {
    random = new Random(1);
    Value x = builder.input("x", Shape.of(1, 24, 24, 3));
    Value y = builder.add("expand", pointwise(Activation.NONE), x, weights(6, 1, 1, 3), bias(6));
    Padding padding = padding(y, 3, Stride.ONE, true);
    Op depthwise = new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, padding, 1, Activation.NONE);
    Value z = builder.add("depthwise", depthwise, y, weights(1, 3, 3, 6), bias(6));
    z = builder.add("project", pointwise(Activation.NONE), z, weights(3, 1, 1, 6), bias(3));
    builder.output(builder.add("other", new Op.Unary(Op.Unary.Kind.TANH), y));
    Graph graph = builder.output(z).build();
    CompiledGraph compiled = CompiledGraph.of(graph, CodegenOptions.SIMD, ALL);
    float[] input = floats(x.shape().elements(), 1);

    double[][] expected = NaiveReference.run(graph, new float[][] {input});
    assertThat(Agreement.difference(compiled.run(input), expected)).isNull();
    assertThat(inBands(compiled.model().plan().steps())).isZero();
  }

  private static long inBands(List<Step> steps) {
    return steps.stream().filter(step -> step.kernel() instanceof BandsKernel).count();
  }

  private Activation pick() {
    Activation[] all = {Activation.NONE, Activation.RELU, Activation.RELU6, Activation.HARD_SWISH};
    return all[random.nextInt(all.length)];
  }

  private static Op pointwise(Activation activation) {
    return new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, activation);
  }

  /** As TFLite's SAME has it, or the same on all sides. */
  private static Padding padding(Value x, int kernel, Stride stride, boolean same) {
    int border = kernel / 2;
    return same
        ? Padding.same(x.shape().dim(1), x.shape().dim(2), kernel, kernel, stride, Stride.ONE)
        : new Padding(border, border, border, border);
  }

  private Value weights(int... dims) {
    float[] data = floats(Shape.of(dims).elements(), 1);
    for (int i = 0; sparse && dims[0] > 1 && i < data.length; i++) {
      data[i] = random.nextInt(3) == 0 ? data[i] : 0;
    }
    return builder.constant("weights", Constant.Floats.of(Shape.of(dims), data));
  }

  private Value bias(int channels) {
    return builder.constant("bias", Constant.Floats.of(Shape.of(channels), floats(channels, 1)));
  }

  private float[] floats(int count, float scale) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = scale * (random.nextFloat() - 0.5f);
    }
    return floats;
  }
}
