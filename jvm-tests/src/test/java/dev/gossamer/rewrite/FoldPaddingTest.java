package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldPaddingTest {
  private static final Padding ONE = new Padding(1, 1, 1, 1);

  @Test
  void theBorderBecomesThePaddingOfAConvolution() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 5, 7, 2));
    Op pad = new Op.Pad(List.of(0, 1, 0, 0), List.of(0, 2, 3, 0), 0f);
    Value padded = builder.add("pad", pad, x);
    Value w = Graphs.counting(builder, "w", 4, 3, 3, 2);
    Op conv = Graphs.conv(ONE, Activation.RELU6);
    Graph graph = builder.output(builder.add("y", conv, padded, w)).build();

    Graph result = Graphs.apply(new FoldPadding(), graph);

    assertThat(Graphs.only(result).op())
        .isEqualTo(Graphs.conv(new Padding(2, 3, 1, 4), Activation.RELU6));
    assertThat(Graphs.only(result).input(0)).isEqualTo(result.inputs().get(0));
    assertThat(result.outputs().get(0).shape()).isEqualTo(graph.outputs().get(0).shape());
  }

  @Test
  void aPadWithTwoReadersIsFoldedIntoBoth() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 5, 5, 2));
    Value padded = builder.add("pad", Graphs.border(0), x);
    Value w = Graphs.counting(builder, "w", 1, 3, 3, 2);
    Op depthwise = Graphs.depthwise(Padding.NONE, Activation.NONE);
    Value a = builder.add("a", depthwise, padded, w);
    Value b = builder.add("b", depthwise, padded, w);
    Graph graph = builder.output(a, b).build();

    Graph result = Graphs.apply(new FoldPadding(), graph);

    assertThat(result.nodes())
        .extracting(node -> node.op())
        .containsOnly(Graphs.depthwise(ONE, Activation.NONE));
  }

  @Test
  void maximumPoolingTakesItOnlyBehindWhatIsNeverNegative() {
    assertThat(pooled(Op.Pool2d.Kind.MAX, Graphs.RELU)).containsExactly("RELU", "MAX_POOL_2D");
    assertThat(pooled(Op.Pool2d.Kind.MAX, new Op.Unary(Op.Unary.Kind.TANH)))
        .containsExactly("TANH", "PAD", "MAX_POOL_2D");
  }

  @Test
  void averagePoolingCountsThePixelsOfTheBorderAndKeepsIt() {
    assertThat(pooled(Op.Pool2d.Kind.AVERAGE, Graphs.RELU))
        .containsExactly("RELU", "PAD", "AVERAGE_POOL_2D");
  }

  @Test
  void bordersOfAnotherValueOrAxisStay() {
    assertThat(convolved(Graphs.border(1))).containsExactly("PAD", "CONV_2D");
    assertThat(convolved(new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 1), 0f)))
        .containsExactly("PAD", "CONV_2D");
    assertThat(convolved(new Op.Pad(List.of(1, 0, 0, 0), List.of(0, 0, 0, 0), 0f)))
        .containsExactly("PAD", "CONV_2D");
  }

  private static List<String> pooled(Op.Pool2d.Kind kind, Op before) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.add("a", before, builder.input("x", Shape.of(1, 5, 5, 2)));
    Value padded = builder.add("pad", Graphs.border(0), x);
    Value y = builder.add("y", Graphs.pool(kind, 3, Padding.NONE), padded);
    return Graphs.labels(Graphs.apply(new FoldPadding(), builder.output(y).build()));
  }

  private static List<String> convolved(Op.Pad pad) {
    Graph.Builder builder = Graph.builder("g");
    Value padded = builder.add("pad", pad, builder.input("x", Shape.of(1, 5, 5, 2)));
    Value w = Graphs.counting(builder, "w", 4, 3, 3, padded.shape().dim(3));
    Value y = builder.add("y", Graphs.CONV, padded, w);
    return Graphs.labels(Graphs.apply(new FoldPadding(), builder.output(y).build()));
  }
}
