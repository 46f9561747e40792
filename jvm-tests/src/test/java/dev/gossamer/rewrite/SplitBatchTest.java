package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitBatchTest {
  private static final Op CONV = Graphs.conv(new Padding(1, 1, 1, 1), Activation.RELU);

  @Test
  void everyPictureGetsAConvolutionAndTheResultsAreJoined() {
    Graph result = Graphs.settle(new SplitBatch(), convolution(3));

    assertThat(Graphs.labels(result))
        .containsExactlyInAnyOrder(
            "STRIDED_SLICE",
            "STRIDED_SLICE",
            "STRIDED_SLICE",
            "CONV_2D",
            "CONV_2D",
            "CONV_2D",
            "CONCATENATION");
    assertThat(result.nodes())
        .filteredOn(node -> node.op() instanceof Op.Conv2d)
        .allSatisfy(
            node -> {
              assertThat(node.op()).isEqualTo(CONV);
              assertThat(node.input(0).shape()).isEqualTo(Shape.of(1, 5, 3, 2));
            });
    assertThat(result.outputs().get(0).shape()).isEqualTo(Shape.of(3, 5, 3, 2));
  }

  @Test
  void theNumbersStayTheSame() {
    Graph graph = convolution(3);
    float[] pictures = new float[3 * 5 * 3 * 2];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = i % 7 - 3;
    }

    float[][] split =
        new Interpreter(Graphs.settle(new SplitBatch(), graph)).run(new float[][] {pictures});

    // Small integers: every sum is exact, whatever its order.
    assertThat(split).isDeepEqualTo(new Interpreter(graph).run(new float[][] {pictures}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 33})
  void onePictureOrMoreThanThirtyTwoStay(int pictures) {
    Graph result = Graphs.settle(new SplitBatch(), convolution(pictures));

    assertThat(Graphs.only(result).op()).isEqualTo(CONV);
  }

  private static Graph convolution(int pictures) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(pictures, 5, 3, 2));
    Value weights = Graphs.counting(builder, "weights", 2, 3, 3, 2);
    return builder.output(builder.add("conv", CONV, x, weights)).build();
  }
}
