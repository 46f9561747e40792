package dev.gossamer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.plan.Layer.Zeros;
import dev.gossamer.testing.GoldenFiles;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which kernels transposed convolutions, fully connected layers and chains of convolutions get, as
 * {@link DispatchTest} has it of convolutions.
 */
class MoreDispatchTest {
  private static final List<Zeros> ZEROS =
      Stream.concat(
              Stream.of(0, 50, 80, 90).map(Zeros::unstructured),
              Stream.of(Zeros.pairs(50), Zeros.pairs(80), Zeros.EMPTY_ROWS, Zeros.EMPTY_COLUMNS))
          .toList();

  @Test
  void transposedConvolutions() {
    StringBuilder table = new StringBuilder();
    add(table, "6x6x16->32 2x2 s2, tiles", zeros -> transposed(6, 2, 2, 16, 32, zeros));
    add(table, "56x56x64->32 2x2 s2, tiles", zeros -> transposed(56, 2, 2, 64, 32, zeros));
    add(table, "128x128x16->1 2x2 s2, tiles", zeros -> transposed(128, 2, 2, 16, 1, zeros));
    add(table, "28x28x64->32 3x3 s2", zeros -> transposed(28, 3, 2, 64, 32, zeros));
    add(table, "28x28x64->32 3x3 s1", zeros -> transposed(28, 3, 1, 64, 32, zeros));
    assertGolden("dispatch-transposed", table);
  }

  @Test
  void fullyConnectedLayers() {
    StringBuilder table = new StringBuilder();
    add(table, "1 x 1024->1000", zeros -> fullyConnected(1, 1024, 1000, zeros));
    add(table, "1 x 1152->63", zeros -> fullyConnected(1, 1152, 63, zeros));
    add(table, "1 x 672->1", zeros -> fullyConnected(1, 672, 1, zeros));
    add(table, "49 x 256->256", zeros -> fullyConnected(49, 256, 256, zeros));
    assertGolden("dispatch-fully-connected", table);
  }

  @Test
  void chainsInBandsOfRows() {
    StringBuilder table = new StringBuilder();
    add(table, "112x112 16->96->24 s2", zeros -> chain(112, 2, 16, 96, 24, zeros));
    add(table, "112x112 32->64->64", zeros -> chain(112, 1, 32, 64, 64, zeros));
    add(table, "56x56 24->144->24", zeros -> chain(56, 1, 24, 144, 24, zeros));
    add(table, "56x56 24->144->32 s2", zeros -> chain(56, 2, 24, 144, 32, zeros));
    add(table, "28x28 32->192->32", zeros -> chain(28, 1, 32, 192, 32, zeros));
    assertGolden("dispatch-bands", table);
  }

  /** What four rows list is less than 0.3 of all columns only where nearly everything is zero. */
  @Test
  void fullyConnectedLayersAreDenseUnlessBlocksOfFourRowsAreEmpty() {
    for (Zeros zeros : ZEROS) {
      Kernel kernel = planned(fullyConnected(1, 1024, 1000, zeros)).get(0).kernel();
      assertThat(((FullyConnectedKernel) kernel).sparse()).as(zeros.name()).isFalse();
    }
    Kernel kernel = planned(fullyConnected(1, 1024, 1000, Zeros.unstructured(95))).get(0).kernel();
    assertThat(((FullyConnectedKernel) kernel).sparse()).isTrue();
  }

  /** 1.7 MB: 112x112x64 are 3.2 MB, 56x56x144 1.8, 28x28x192 0.6. */
  @Test
  void onlyPicturesBeyondTheSecondLevelCacheGoInBands() {
    for (Zeros zeros : ZEROS) {
      assertThat(planned(chain(112, 1, 32, 64, 64, zeros)))
          .anyMatch(step -> step.kernel() instanceof BandsKernel);
      assertThat(planned(chain(28, 1, 32, 192, 32, zeros)))
          .noneMatch(step -> step.kernel() instanceof BandsKernel);
    }
  }

  private static void add(StringBuilder table, String name, Function<Zeros, Graph> layer) {
    table.append(name).append('\n');
    for (Zeros zeros : ZEROS) {
      for (Step step : planned(layer.apply(zeros))) {
        table.append(
            String.format(
                Locale.ROOT,
                "  %-18s  %s  %.2f of all multiply-adds\n",
                zeros.name(),
                step.kernel().label(),
                (double) step.executedMacs() / step.macs()));
      }
    }
  }

  private static void assertGolden(String name, StringBuilder table) {
    GoldenFiles.assertMatches(
        "jvm-tests/src/test/resources/golden/plan/" + name + ".txt", table.toString());
  }

  /** The steps of the layers that are looked at. */
  private static List<Step> planned(Graph graph) {
    return Planner.plan(graph, PlanOptions.DEFAULT).steps().stream()
        .filter(step -> step.name().startsWith("layer") && !step.isAuxiliary())
        .toList();
  }

  private static Graph transposed(
      int size, int kernel, int stride, int inputs, int outputs, Zeros zeros) {
    Graph.Builder builder = Graph.builder("transposed");
    Value x = builder.input("x", Shape.of(1, size, size, inputs));
    int out = size * stride;
    int before = (kernel - stride) / 2;
    Value y =
        builder.add(
            "layer",
            new Op.TransposeConv2d(Stride.of(stride), before, before, out, out, Activation.RELU),
            x,
            weights(builder, zeros, outputs, kernel, inputs),
            bias(builder, outputs));
    return builder.output(y).build();
  }

  private static Graph fullyConnected(int rows, int inputs, int outputs, Zeros zeros) {
    Graph.Builder builder = Graph.builder("fully connected");
    Value x = builder.input("x", Shape.of(rows, inputs));
    Shape shape = Shape.of(outputs, inputs);
    Value y =
        builder.add(
            "layer",
            new Op.FullyConnected(true, Activation.NONE),
            x,
            builder.constant("w", Constant.Floats.of(shape, zeros.weights(outputs, inputs))),
            bias(builder, outputs));
    return builder.output(y).build();
  }

  /** An inverted bottleneck behind a 1x1 convolution, whose input lies in bands. */
  private static Graph chain(int size, int stride, int inputs, int wide, int outputs, Zeros zeros) {
    Graph.Builder builder = Graph.builder("chain");
    Value x = builder.input("x", Shape.of(1, size, size, inputs));
    Value before = pointwise(builder, "before", x, inputs, zeros);
    Value y = pointwise(builder, "layer.expand", before, wide, zeros);
    Stride strides = Stride.of(stride);
    y =
        builder.add(
            "layer.depthwise",
            new Op.DepthwiseConv2d(
                strides,
                Stride.ONE,
                Padding.same(size, size, 3, 3, strides, Stride.ONE),
                1,
                Activation.RELU6),
            y,
            weights(builder, Zeros.unstructured(0), 1, 3, wide),
            bias(builder, wide));
    y = pointwise(builder, "layer.project", y, outputs, zeros);
    return builder.output(pointwise(builder, "behind", y, 4, zeros)).build();
  }

  private static Value pointwise(
      Graph.Builder builder, String name, Value x, int outputs, Zeros zeros) {
    return builder.add(
        name,
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU6),
        x,
        weights(builder, zeros, outputs, 1, x.shape().dim(3)),
        bias(builder, outputs));
  }

  private static Value weights(
      Graph.Builder builder, Zeros zeros, int outputs, int kernel, int inputs) {
    float[] weights = zeros.weights(outputs, kernel * kernel * inputs);
    return builder.constant(
        "w", Constant.Floats.of(Shape.of(outputs, kernel, kernel, inputs), weights));
  }

  private static Value bias(Graph.Builder builder, int outputs) {
    return builder.constant("b", Constant.Floats.of(Shape.of(outputs), new float[outputs]));
  }
}
