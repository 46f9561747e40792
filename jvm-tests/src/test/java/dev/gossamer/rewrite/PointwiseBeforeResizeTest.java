package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.NaiveReference;
import org.junit.jupiter.api.Test;

class PointwiseBeforeResizeTest {
  private static final Op TWICE = new Op.Resize(Op.Resize.Kind.BILINEAR, 6, 10, false, true);

  @Test
  void theConvolutionRunsOnTheSmallPictureAndGivesTheSame() {
    Graph graph = graph(TWICE, Activation.RELU6, false);

    Graph result = Graphs.settle(new PointwiseBeforeResize(), graph);

    assertThat(Graphs.labels(result)).containsExactly("CONV_2D", "RESIZE_BILINEAR", "RELU6");
    assertThat(result.nodes().get(0).output().shape()).isEqualTo(Shape.of(1, 3, 5, 4));
    assertThat(result.outputs().get(0).name()).isEqualTo("conv");
    float[][] input = {new float[3 * 5 * 8]};
    for (int i = 0; i < input[0].length; i++) {
      input[0][i] = (i * 7 % 5 - 2) / 64f;
    }
    float[] actual = new float[6 * 10 * 4];
    double[] computed = NaiveReference.run(result, input)[0];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = (float) computed[i];
    }
    assertThat(Agreement.difference(new float[][] {actual}, NaiveReference.run(graph, input)))
        .isNull();
  }

  @Test
  void aPictureThatOthersReadIsLeft() {
    Graph graph = graph(TWICE, Activation.NONE, true);

    assertThat(Graphs.apply(new PointwiseBeforeResize(), graph)).isSameAs(graph);
  }

  @Test
  void aShrunkPictureIsConvolvedAfterwards() {
    Op half = new Op.Resize(Op.Resize.Kind.BILINEAR, 2, 2, false, true);
    Graph graph = graph(half, Activation.NONE, false);

    assertThat(Graphs.apply(new PointwiseBeforeResize(), graph)).isSameAs(graph);
  }

  private static Graph graph(Op resize, Activation activation, boolean readTwice) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 3, 5, 8));
    Value large = builder.add("resize", resize, x);
    Value weights = Graphs.counting(builder, "weights", 4, 1, 1, 8);
    Value bias = Graphs.counting(builder, "bias", 4);
    Op conv = Graphs.conv(Padding.NONE, activation);
    builder.output(builder.add("conv", conv, large, weights, bias));
    return readTwice ? builder.output(large).build() : builder.build();
  }
}
