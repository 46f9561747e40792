package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.Optional;

/**
 * The mean of a sum that nobody else reads is the sum of the means: the large sum, as attention
 * blocks of decoders take it, is never written.
 */
public final class MeanOfSum implements NodeRule {
  @Override
  public String name() {
    return "mean-of-sum";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Reduce reduce) || reduce.kind() != Op.Reduce.Kind.MEAN) {
      return Optional.empty();
    }
    Value sum = node.input(0);
    Node add = graph.producer(sum).orElse(null);
    if (add == null
        || !(add.op() instanceof Op.Binary binary)
        || binary.kind() != Op.Binary.Kind.ADD
        || binary.activation() != Activation.NONE
        || !add.input(0).shape().equals(sum.shape())
        || !add.input(1).shape().equals(sum.shape())
        || !sum.type().isFloat()
        || graph.isOutput(sum)
        || graph.consumers(sum).size() != 1) {
      return Optional.empty();
    }
    Term first = Term.apply(node.name(), reduce, Term.of(add.input(0)));
    Term second = Term.apply(node.name(), reduce, Term.of(add.input(1)));
    return Optional.of(Term.apply(add.name(), binary, first, second));
  }
}
