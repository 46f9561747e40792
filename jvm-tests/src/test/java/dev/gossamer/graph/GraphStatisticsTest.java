package dev.gossamer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GraphStatisticsTest {
  @Test
  void countsMultiplyAddsOfEveryKindOfLayer() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 8, 6, 3));
    Value conv =
        builder.add(
            "conv",
            new Op.Conv2d(Stride.of(2), Stride.ONE, new Padding(0, 1, 0, 1), 1, Activation.NONE),
            x,
            half(builder, 4, 3, 3, 3),
            half(builder, 4));
    Value depthwise =
        builder.add(
            "depthwise",
            new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
            conv,
            half(builder, 1, 3, 3, 4));
    Value pointwise =
        builder.add(
            "pointwise",
            new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
            depthwise,
            half(builder, 10, 1, 1, 4));
    Value up =
        builder.add(
            "up",
            new Op.TransposeConv2d(Stride.of(2), 0, 0, 4, 2, Activation.NONE),
            pointwise,
            half(builder, 2, 2, 2, 10));
    Value fc =
        builder.add(
            "fc",
            new Op.FullyConnected(false, Activation.NONE),
            builder.add("relu", new Op.Unary(Op.Unary.Kind.RELU), up),
            half(builder, 5, 16));
    GraphStatistics statistics = GraphStatistics.of(builder.output(fc).build());

    assertThat(statistics.layers())
        .extracting(LayerStatistics::macs)
        .containsExactly(4L * 3 * 108, 2L * 1 * 36, 2L * 40, 2L * 80, 0L, 80L);
    assertThat(statistics.layers())
        .extracting(LayerStatistics::kind)
        .containsExactly(
            LayerStatistics.Kind.OTHER,
            LayerStatistics.Kind.DEPTHWISE,
            LayerStatistics.Kind.POINTWISE,
            LayerStatistics.Kind.OTHER,
            LayerStatistics.Kind.NONE,
            LayerStatistics.Kind.OTHER);
    assertThat(statistics.macsOnNonZeros()).isEqualTo(statistics.macs() / 2);
    assertThat(statistics.weights()).isEqualTo(108 + 36 + 40 + 80 + 80);
    assertThat(statistics.zeros()).isEqualTo(statistics.weights() / 2);
    assertThat(statistics.share(LayerStatistics.Kind.DEPTHWISE))
        .isCloseTo(72.0 / (1296 + 72 + 80 + 160 + 80), within(1e-12));
    assertThat(statistics.layers().get(0).density()).isEqualTo(0.5);
  }

  @Test
  void aConstantThatTwoNodesReadCountsOnceInTheTotal() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 4));
    Value w = half(builder, 4, 4);
    Op fc = new Op.FullyConnected(false, Activation.NONE);
    Value y = builder.add("b", fc, builder.add("a", fc, x, w), w);
    GraphStatistics statistics = GraphStatistics.of(builder.output(y).build());

    assertThat(statistics.weights()).isEqualTo(16);
    assertThat(statistics.layers()).extracting(LayerStatistics::weights).containsExactly(16L, 16L);
  }

  /** Every other element is zero. */
  private static Value half(Graph.Builder builder, int... dims) {
    Shape shape = Shape.of(dims);
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i += 2) {
      floats[i] = 1;
    }
    return builder.constant("w", Constant.Floats.of(shape, floats));
  }
}
