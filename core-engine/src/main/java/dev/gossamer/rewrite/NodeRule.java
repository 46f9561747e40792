package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import java.util.Optional;

/** A rule that looks at one node at a time and replaces its first output. */
public interface NodeRule extends Rule {

  /**
   * What the node's first output equals; empty if the rule does not apply.
   *
   * @return a term over values that are made before the node, of the same shape as the output
   */
  Optional<Term> replace(Graph graph, Node node);

  @Override
  default Graph apply(Graph graph, RewriteReport.Builder report) {
    Substitution substitution = new Substitution(graph);
    for (Node node : graph.nodes()) {
      Optional<Term> term = replace(graph, node);
      if (term.isPresent()) {
        substitution.replace(node.output(), term.get());
        String survivor = term.get() instanceof Term.Apply apply ? apply.name() : node.name();
        report.fired(name(), survivor, node.op().label() + " '" + node.name() + "'");
      }
    }
    return substitution.apply(report);
  }
}
