package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.NaiveReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeanOfSumTest {
  @Test
  void meansAreAddedInsteadOfPictures() {
    Graph graph = graph(Shape.of(1, 2, 3, 2), false);

    Graph result = Graphs.settle(new MeanOfSum(), graph);

    assertThat(Graphs.labels(result)).containsExactly("MEAN", "MEAN", "ADD");
    float[][] inputs = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8}};
    double[] expected = NaiveReference.run(graph, inputs)[0];
    assertThat(NaiveReference.run(result, inputs)[0]).containsExactly(expected, within(1e-12));
  }

  @Test
  void aSumThatOthersReadIsLeft() {
    Graph graph = graph(Shape.of(1, 2, 3, 2), true);

    assertThat(Graphs.apply(new MeanOfSum(), graph)).isSameAs(graph);
  }

  @Test
  void aBroadcastSumIsLeft() {
    Graph graph = graph(Shape.of(1, 1, 1, 2), false);

    assertThat(Graphs.apply(new MeanOfSum(), graph)).isSameAs(graph);
  }

  private static Graph graph(Shape second, boolean readTwice) {
    Graph.Builder builder = Graph.builder("g");
    Value a = builder.input("a", Shape.of(1, 2, 3, 2));
    Value b = builder.input("b", second);
    Value sum = builder.add("sum", Graphs.binary(Op.Binary.Kind.ADD), a, b);
    Op mean = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true);
    builder.output(builder.add("mean", mean, sum));
    return readTwice ? builder.output(sum).build() : builder.build();
  }
}
