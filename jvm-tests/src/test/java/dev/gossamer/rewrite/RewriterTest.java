package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewriterTest {
  @Test
  void rulesMakeWorkForEachOtherUntilNoneApplies() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 5, 5, 2));
    Value padded = builder.add("pad 1", Graphs.border(0), x);
    padded = builder.add("pad 2", Graphs.border(0), padded);
    Value w = Graphs.counting(builder, "w", 4, 3, 3, 2);
    Value conv = builder.add("conv", Graphs.CONV, padded, w);
    Value same = builder.add("same", Graphs.reshape(1, 7, 7, 4), conv);
    Graph graph = builder.output(builder.add("relu", Graphs.RELU, same)).build();

    Rewriter.Result result = RewriteOptions.ALL.rewriter().rewrite(graph);

    Node only = Graphs.only(result.graph());
    assertThat(only.op()).isEqualTo(Graphs.conv(new Padding(2, 2, 2, 2), Activation.RELU));
    assertThat(only.name()).isEqualTo("relu");
    assertThat(result.report().counts())
        .containsExactly(
            entry("remove-identity", 1),
            entry("merge-padding", 1),
            entry("fuse-activation", 1),
            entry("fold-padding", 1));
    assertThat(result.report().byNode().get("same"))
        .containsExactly(new RewriteReport.Firing("remove-identity", "same", "RESHAPE 'same'"));
  }

  @Test
  void aGraphThatNoRuleChangesIsHandedBack() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(3));
    Graph graph = builder.output(builder.add("y", Graphs.RELU, x)).build();

    Rewriter.Result result = RewriteOptions.ALL.rewriter().rewrite(graph);

    assertThat(result.graph()).isSameAs(graph);
    assertThat(result.report()).isEqualTo(RewriteReport.EMPTY);
  }

  @Test
  void aLongChainTakesFewPasses() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2, 3));
    for (int i = 0; i < 20_000; i++) {
      x = builder.add("r", i % 2 == 0 ? Graphs.reshape(6) : Graphs.reshape(3, 2), x);
    }

    Rewriter.Result result = RewriteOptions.ALL.rewriter().rewrite(builder.output(x).build());

    assertThat(result.graph().nodes()).hasSize(1);
  }

  @Test
  void rulesThatUndoEachOtherAreStopped() {
    NodeRule flip =
        new NodeRule() {
          @Override
          public String name() {
            return "flip";
          }

          @Override
          public Optional<Term> replace(Graph graph, Node node) {
            return Optional.of(
                Term.apply(node.name(), new Op.Unary(Op.Unary.Kind.ABS), node.inputs()));
          }
        };
    Graph.Builder builder = Graph.builder("loop");
    Graph graph =
        builder.output(builder.add("y", Graphs.RELU, builder.input("x", Shape.of(3)))).build();

    assertThatThrownBy(() -> new Rewriter(List.of(flip)).rewrite(graph))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'loop' does not settle");
  }
}
