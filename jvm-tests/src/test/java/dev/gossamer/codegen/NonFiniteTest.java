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
import dev.gossamer.plan.BandsKernel;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.testing.CompiledGraph;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled code makes a NaN, an infinity or zero where the interpreter does. */
class NonFiniteTest {
  private static final int CHANNELS = 6;
  private static final int SIZE = 32;
  private static final PlanOptions BANDS = new PlanOptions(true, 0, 0);

  private final Random random = new Random(7);

  /** What computes something and applies an activation to it. */
  enum Kernel {
    POINTWISE,
    WINDOW,
    WITH_RESIDUAL,
    DEPTHWISE,
    BANDS,
    TRANSPOSED_TILES,
    TRANSPOSED,
    FULLY_CONNECTED,
    ELEMENTWISE,
    SUM,
    AVERAGE_POOL,
    MEAN,
    RESIZE,
    TWICE
  }

  @ParameterizedTest
  @EnumSource
  void aNanPassesThroughEveryActivation(Kernel kernel) {
    for (Activation activation : Activation.values()) {
      for (boolean relaxed : new boolean[] {false, true}) {
        Graph graph = graph(kernel, activation);
        float[] input = floats(graph.inputs().get(0).shape().elements());
        for (int c = 0; c < CHANNELS; c++) {
          input[input.length / 2 / CHANNELS * CHANNELS + c] = Float.NaN;
        }
        CodegenOptions options = relaxed ? CodegenOptions.RELAXED : CodegenOptions.SIMD;
        CompiledGraph compiled =
            CompiledGraph.of(graph, options, kernel == Kernel.BANDS ? BANDS : PlanOptions.DEFAULT);
        assertThat(compiled.model().plan().steps())
            .as("only the chain goes band by band")
            .matches(
                steps ->
                    steps.stream().anyMatch(step -> step.kernel() instanceof BandsKernel)
                        == (kernel == Kernel.BANDS));

        float[] expected = new Interpreter(graph).run(new float[][] {input})[0];
        float[] actual = compiled.run(input)[0];

        assertThat(nans(expected)).contains("x");
        assertThat(nans(actual)).as(kernel + " " + activation).isEqualTo(nans(expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void expIsThatOfFloatsUpToItsOverflow(boolean relaxed) {
    float[] x = new float[4000];
    for (int i = 0; i < x.length; i++) {
      x[i] = -110 + 0.055f * i;
    }
    float[] edges = {
      88f,
      88.3762f,
      88.3763f,
      88.5f,
      88.72f,
      88.7228f,
      88.73f,
      89f,
      1e30f,
      -86.9f,
      -86.99f,
      -87f,
      -87.34f,
      -104f,
      -1e30f,
      0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY
    };
    System.arraycopy(edges, 0, x, 0, edges.length);
    Graph.Builder builder = Graph.builder("exp");
    Value input = builder.input("x", Shape.of(x.length));
    Value y = builder.add("y", new Op.Unary(Op.Unary.Kind.EXP, 0), input);
    Graph graph = builder.output(y).build();
    CodegenOptions options = relaxed ? CodegenOptions.RELAXED : CodegenOptions.SIMD;

    float[] expected = new Interpreter(graph).run(new float[][] {x})[0];
    float[] actual = CompiledGraph.of(graph, options).run(x)[0];

    for (int i = 0; i < x.length; i++) {
      if (Math.abs(expected[i]) < 1.7e-38f) {
        assertThat(actual[i]).as("e^%s", x[i]).isBetween(0f, 1.7e-38f);
      } else if (Float.isNaN(expected[i]) || Float.isInfinite(expected[i])) {
        assertThat(actual[i]).as("e^%s", x[i]).isEqualTo(Float.valueOf(expected[i]));
      } else {
        // x * log2(e) is exact to half an ulp of n, 2e-7 is what the function promises.
        assertThat(actual[i] / (double) expected[i]).as("e^%s", x[i]).isBetween(1 - 3e-7, 1 + 3e-7);
      }
    }
  }

  private Graph graph(Kernel kernel, Activation activation) {
    Graph.Builder builder = Graph.builder("non-finite");
    Value x = builder.input("x", Shape.of(1, SIZE, SIZE, CHANNELS));
    Value y =
        switch (kernel) {
          case POINTWISE -> convolution(builder, x, 1, activation);
          case WINDOW -> convolution(builder, x, 3, activation);
          case WITH_RESIDUAL ->
              builder.add(
                  "sum",
                  new Op.Binary(Op.Binary.Kind.ADD, activation),
                  convolution(builder, x, 1, Activation.NONE),
                  x);
          case DEPTHWISE -> depthwise(builder, x, activation);
          case BANDS ->
              convolution(
                  builder,
                  depthwise(
                      builder,
                      convolution(
                          builder, convolution(builder, x, 1, Activation.NONE), 1, activation),
                      activation),
                  1,
                  activation);
          case TRANSPOSED_TILES -> transposed(builder, x, 2, activation);
          case TRANSPOSED -> transposed(builder, x, 3, activation);
          case FULLY_CONNECTED ->
              builder.add(
                  "y",
                  new Op.FullyConnected(true, activation),
                  x,
                  constant(builder, 5, CHANNELS),
                  constant(builder, 5));
          case ELEMENTWISE -> unary(builder, x, activation);
          case SUM -> builder.add("y", new Op.Binary(Op.Binary.Kind.ADD, activation), x, x);
          case AVERAGE_POOL ->
              builder.add(
                  "y",
                  new Op.Pool2d(
                      Op.Pool2d.Kind.AVERAGE, 2, 2, Stride.of(2), Padding.NONE, activation),
                  x);
          case MEAN ->
              unary(
                  builder,
                  builder.add("mean", new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1), true), x),
                  activation);
          case RESIZE -> unary(builder, resize(builder, x, SIZE + 8), activation);
          case TWICE -> unary(builder, resize(builder, x, 2 * SIZE), activation);
        };
    return builder.output(y).build();
  }

  private static Value resize(Graph.Builder builder, Value x, int size) {
    Op.Resize.Kind kind = Op.Resize.Kind.BILINEAR;
    return builder.add("resize", new Op.Resize(kind, size, size, false, true), x);
  }

  private Value transposed(Graph.Builder builder, Value x, int kernel, Activation activation) {
    return builder.add(
        "transposed",
        new Op.TransposeConv2d(Stride.of(2), 0, 0, 2 * SIZE, 2 * SIZE, activation),
        x,
        constant(builder, 4, kernel, kernel, CHANNELS),
        constant(builder, 4));
  }

  private static Value unary(Graph.Builder builder, Value x, Activation activation) {
    Op.Unary.Kind kind =
        switch (activation) {
          case NONE -> Op.Unary.Kind.NEG;
          case RELU -> Op.Unary.Kind.RELU;
          case RELU6 -> Op.Unary.Kind.RELU6;
          case RELU_N1_TO_1 -> Op.Unary.Kind.RELU_N1_TO_1;
          case HARD_SWISH -> Op.Unary.Kind.HARD_SWISH;
          case LOGISTIC -> Op.Unary.Kind.LOGISTIC;
          case TANH -> Op.Unary.Kind.TANH;
        };
    return builder.add("activation", new Op.Unary(kind, 0), x);
  }

  private Value convolution(Graph.Builder builder, Value x, int kernel, Activation activation) {
    return builder.add(
        "convolution",
        new Op.Conv2d(Stride.ONE, Stride.ONE, same(kernel), 1, activation),
        x,
        constant(builder, CHANNELS, kernel, kernel, CHANNELS),
        constant(builder, CHANNELS));
  }

  private Value depthwise(Graph.Builder builder, Value x, Activation activation) {
    return builder.add(
        "depthwise",
        new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, same(3), 1, activation),
        x,
        constant(builder, 1, 3, 3, CHANNELS),
        constant(builder, CHANNELS));
  }

  private static Padding same(int kernel) {
    return Padding.same(SIZE, SIZE, kernel, kernel, Stride.ONE, Stride.ONE);
  }

  private Value constant(Graph.Builder builder, int... dims) {
    Shape shape = Shape.of(dims);
    return builder.constant("c", Constant.Floats.of(shape, floats(shape.elements())));
  }

  /** None of them zero. */
  private float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (random.nextBoolean() ? 1 : -1) * (0.1f + random.nextFloat());
    }
    return floats;
  }

  private static String nans(float[] values) {
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(Float.isNaN(value) ? 'x' : '.');
    }
    return text.toString();
  }
}
