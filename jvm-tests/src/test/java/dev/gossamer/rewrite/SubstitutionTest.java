package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
  private static final Op ABS = new Op.Unary(Op.Unary.Kind.ABS);
  private static final Op ADD = Graphs.binary(Op.Binary.Kind.ADD);

  @Test
  void withoutReplacementsTheGraphIsTheSame() {
    Graph graph = chain();
    assertThat(new Substitution(graph).apply(new RewriteReport.Builder())).isSameAs(graph);
  }

  @Test
  void replacementsFollowEachOther() {
    Graph graph = chain();
    Substitution substitution = new Substitution(graph);
    // a := x and b := a, so b is x.
    substitution.replace(value(graph, 0), Term.of(graph.inputs().get(0)));
    substitution.replace(value(graph, 1), Term.of(value(graph, 0)));

    Graph result = substitution.apply(new RewriteReport.Builder());

    assertThat(Graphs.only(result).inputs()).isEqualTo(result.inputs());
    assertThat(Graphs.only(result).name()).isEqualTo("c");
  }

  @Test
  void whatNobodyNeedsIsLeftOutAndIdsStayDense() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2));
    Value unused = builder.constant("unused", Constant.Floats.of(Shape.of(2), 1, 2));
    Value y = builder.add("y", ABS, x);
    builder.add("dead", ADD, y, unused);
    Value z = builder.add("z", ABS, y);
    Graph graph = builder.output(z).build();
    Substitution substitution = new Substitution(graph);
    substitution.replace(z, Term.apply("z", ADD, Term.of(x), Term.of(x)));

    Graph result = substitution.apply(new RewriteReport.Builder());

    assertThat(Graphs.labels(result)).containsExactly("ADD");
    assertThat(result.values()).extracting(Value::name).containsExactly("x", "z");
    assertThat(result.values()).extracting(Value::id).containsExactly(0, 1);
  }

  @Test
  void termsNestAndMayHoldNewConstants() {
    Graph graph = chain();
    Substitution substitution = new Substitution(graph);
    Term two = Term.constant("two", Constant.Floats.of(Shape.of(2), 2, 2));
    substitution.replace(
        value(graph, 1), Term.apply("sum", ADD, Term.apply("abs", ABS, graph.inputs()), two));

    Graph result = substitution.apply(new RewriteReport.Builder());

    assertThat(Graphs.labels(result)).containsExactly("ABS", "ADD", "ABS");
    assertThat(result.nodes().get(1).name()).isEqualTo("sum");
    assertThat(Graphs.constant(result, result.nodes().get(1), 1))
        .isInstanceOfSatisfying(
            Constant.Floats.class, two2 -> assertThat(two2.floats()).containsExactly(2, 2));
  }

  @Test
  void outputsKeepTheirNamesWhateverComesToMakeThem() {
    Graph graph = chain();
    Substitution byNewNode = new Substitution(graph);
    byNewNode.replace(value(graph, 2), Term.apply("other", ABS, graph.inputs()));
    Substitution byEarlierNode = new Substitution(graph);
    byEarlierNode.replace(value(graph, 2), Term.of(value(graph, 1)));

    assertThat(byNewNode.apply(new RewriteReport.Builder()).outputs())
        .extracting(Value::name)
        .containsExactly("c");
    assertThat(byEarlierNode.apply(new RewriteReport.Builder()).outputs())
        .extracting(Value::name)
        .containsExactly("c");
  }

  @Test
  void nodesWithSeveralOutputsStayWhileOneIsNeeded() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(4));
    List<Value> halves = builder.addAll("halves", new Op.Split(0, List.of(2, 2)), List.of(x));
    Value first = builder.add("first", ABS, halves.get(0));
    Value second = builder.add("second", ABS, halves.get(1));
    Graph graph = builder.output(first, second).build();
    Substitution substitution = new Substitution(graph);
    Op slice = new Op.StridedSlice(List.of(0), List.of(2), List.of(1));
    substitution.replace(halves.get(0), Term.apply("slice", slice, Term.of(x)));

    Graph result = substitution.apply(new RewriteReport.Builder());

    assertThat(Graphs.labels(result)).containsExactly("SPLIT", "STRIDED_SLICE", "ABS", "ABS");
    assertThat(result.nodes().get(3).input(0)).isEqualTo(result.nodes().get(0).outputs().get(1));
  }

  @Test
  void aTermOfAnotherShapeIsRefused() {
    Graph graph = chain();
    Substitution substitution = new Substitution(graph);
    substitution.replace(value(graph, 0), Term.apply("r", Graphs.reshape(1, 2), graph.inputs()));

    assertThatThrownBy(() -> substitution.apply(new RewriteReport.Builder()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changes its shape");
  }

  @Test
  void onlyOutputsOfNodesAreReplacedAndOnlyOnce() {
    Graph graph = chain();
    Value x = graph.inputs().get(0);
    Substitution substitution = new Substitution(graph);
    substitution.replace(value(graph, 0), Term.of(x));

    assertThatThrownBy(() -> substitution.replace(x, Term.of(x)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> substitution.replace(value(graph, 0), Term.of(x)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** c = |b|, b = |a|, a = |x|. */
  private static Graph chain() {
    Graph.Builder builder = Graph.builder("chain");
    Value x = builder.input("x", Shape.of(2));
    Value a = builder.add("a", ABS, x);
    Value b = builder.add("b", ABS, a);
    return builder.output(builder.add("c", ABS, b)).build();
  }

  private static Value value(Graph graph, int node) {
    return graph.nodes().get(node).output();
  }
}
