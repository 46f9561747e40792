package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PAD of PAD with the same value is one PAD. */
public final class MergePadding implements NodeRule {
  @Override
  public String name() {
    return "merge-padding";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Node producer = graph.producer(node.input(0)).orElse(null);
    if (!(node.op() instanceof Op.Pad outer)
        || producer == null
        || !(producer.op() instanceof Op.Pad inner)
        || inner.value() != outer.value()) {
      return Optional.empty();
    }
    Op merged =
        new Op.Pad(
            sum(inner.before(), outer.before()), sum(inner.after(), outer.after()), outer.value());
    return Optional.of(Term.apply(node.name(), merged, producer.inputs()));
  }

  private static List<Integer> sum(List<Integer> a, List<Integer> b) {
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i) + b.get(i));
    }
    return sums;
  }
}
