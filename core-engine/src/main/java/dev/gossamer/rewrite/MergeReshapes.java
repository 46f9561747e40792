package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.Optional;

/** RESHAPE of RESHAPE (which SQUEEZE and EXPAND_DIMS are read as) is one RESHAPE. */
public final class MergeReshapes implements NodeRule {
  @Override
  public String name() {
    return "merge-reshapes";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Node producer = graph.producer(node.input(0)).orElse(null);
    if (!(node.op() instanceof Op.Reshape)
        || producer == null
        || !(producer.op() instanceof Op.Reshape)) {
      return Optional.empty();
    }
    return Optional.of(Term.apply(node.name(), node.op(), producer.inputs()));
  }
}
