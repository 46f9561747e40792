package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobalPoolingTest {
  private static final Op MEAN = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true);

  @Test
  void aWindowAsLargeAsTheInputIsTheMean() {
    Op pool =
        new Op.Pool2d(Op.Pool2d.Kind.AVERAGE, 4, 6, Stride.of(2), Padding.NONE, Activation.NONE);

    assertThat(Graphs.only(settle(pool)).op()).isEqualTo(MEAN);
  }

  @Test
  void aMeanWithoutAxesIsTheMeanAndAReshape() {
    Graph result = settle(new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false));

    assertThat(result.nodes())
        .extracting(node -> node.op())
        .containsExactly(MEAN, Graphs.reshape(1, 3));
  }

  @Test
  void otherPoolingsAndReductionsStay() {
    assertThat(Graphs.labels(settle(Graphs.pool(Op.Pool2d.Kind.AVERAGE, 4, Padding.NONE))))
        .containsExactly("AVERAGE_POOL_2D");
    assertThat(
            Graphs.labels(
                settle(
                    new Op.Pool2d(
                        Op.Pool2d.Kind.MAX, 4, 6, Stride.ONE, Padding.NONE, Activation.NONE))))
        .containsExactly("MAX_POOL_2D");
    assertThat(Graphs.labels(settle(new Op.Reduce(Op.Reduce.Kind.SUM, List.of(1, 2), false))))
        .containsExactly("SUM");
  }

  private static Graph settle(Op op) {
    Graph.Builder builder = Graph.builder("g");
    Graph graph =
        builder.output(builder.add("y", op, builder.input("x", Shape.of(1, 4, 6, 3)))).build();
    return Graphs.settle(new GlobalPooling(), graph);
  }
}
