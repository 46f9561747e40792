package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import org.junit.jupiter.api.Test;

class MergeReshapesTest {
  @Test
  void aChainOfReshapesIsItsLast() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 2, 3, 4));
    Value y = builder.add("flat", Graphs.reshape(24), x);
    y = builder.add("pair", Graphs.reshape(2, 12), y);
    y = builder.add("triple", Graphs.reshape(2, 3, 4), y);

    Graph result = Graphs.settle(new MergeReshapes(), builder.output(y).build());

    assertThat(Graphs.only(result).op()).isEqualTo(Graphs.reshape(2, 3, 4));
    assertThat(Graphs.only(result).name()).isEqualTo("triple");
    assertThat(Graphs.only(result).input(0)).isEqualTo(result.inputs().get(0));
  }

  @Test
  void aReshapeThatOthersReadStaysForThem() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2, 3));
    Value flat = builder.add("flat", Graphs.reshape(6), x);
    Value back = builder.add("back", Graphs.reshape(3, 2), flat);

    Graph result = Graphs.settle(new MergeReshapes(), builder.output(flat, back).build());

    assertThat(result.nodes())
        .hasSize(2)
        .allSatisfy(node -> assertThat(node.input(0)).isEqualTo(result.inputs().get(0)));
  }
}
