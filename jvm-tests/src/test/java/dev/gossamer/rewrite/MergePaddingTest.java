package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePaddingTest {
  @Test
  void threeBordersOfZerosAreOne() {
    Graph result = merge(0, 0, 0);

    assertThat(Graphs.only(result).op())
        .isEqualTo(new Op.Pad(List.of(0, 3, 3, 0), List.of(0, 3, 3, 0), 0f));
  }

  @Test
  void bordersOfDifferentValuesStay() {
    assertThat(merge(0, 1, 0).nodes()).hasSize(3);
  }

  private static Graph merge(float... borders) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 5, 5, 2));
    for (float border : borders) {
      x = builder.add("pad", Graphs.border(border), x);
    }
    return Graphs.settle(new MergePadding(), builder.output(x).build());
  }
}
