package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.NaiveReference;
import org.junit.jupiter.api.Test;

class OnePixelConvolutionTest {
  @Test
  void isAFullyConnectedLayer() {
    Graph graph = graph(Shape.of(1, 1, 1, 3));

    Graph result = Graphs.settle(new OnePixelConvolution(), graph);

    assertThat(Graphs.only(result).op()).isEqualTo(new Op.FullyConnected(true, Activation.RELU));
    float[][] input = {{1, -2, 3}};
    assertThat(NaiveReference.run(result, input)).isDeepEqualTo(NaiveReference.run(graph, input));
  }

  @Test
  void aPictureStaysAConvolution() {
    Graph graph = graph(Shape.of(1, 1, 2, 3));

    assertThat(Graphs.apply(new OnePixelConvolution(), graph)).isSameAs(graph);
  }

  private static Graph graph(Shape shape) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", shape);
    Value weights = Graphs.counting(builder, "weights", 2, 1, 1, 3);
    Value bias = Graphs.counting(builder, "bias", 2);
    Op conv = Graphs.conv(Padding.NONE, Activation.RELU);
    return builder.output(builder.add("conv", conv, x, weights, bias)).build();
  }
}
