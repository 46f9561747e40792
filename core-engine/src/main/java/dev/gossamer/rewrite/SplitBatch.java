package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A convolution of several pictures becomes one of each: compiled kernels work on one picture. */
public final class SplitBatch implements NodeRule {
  /** Every picture's convolution has weights and code of its own. */
  private static final int MOST_PICTURES = 32;

  @Override
  public String name() {
    return "split-batch";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    boolean convolution =
        node.op() instanceof Op.Conv2d
            || node.op() instanceof Op.DepthwiseConv2d
            || node.op() instanceof Op.TransposeConv2d;
    Shape x = convolution ? node.input(0).shape() : null;
    if (!convolution || x.dim(0) == 1 || x.dim(0) > MOST_PICTURES) {
      return Optional.empty();
    }
    List<Term> results = new ArrayList<>();
    for (int n = 0; n < x.dim(0); n++) {
      Op picture =
          new Op.StridedSlice(
              List.of(n, 0, 0, 0),
              List.of(1, x.dim(1), x.dim(2), x.dim(3)),
              Collections.nCopies(4, 1));
      List<Term> inputs = new ArrayList<>();
      inputs.add(Term.apply(node.name(), picture, Term.of(node.input(0))));
      for (Value weights : node.inputs().subList(1, node.inputs().size())) {
        inputs.add(Term.of(weights));
      }
      results.add(new Term.Apply(node.name(), node.op(), inputs));
    }
    Op join = new Op.Concatenation(0, Activation.NONE);
    return Optional.of(new Term.Apply(node.name(), join, results));
  }
}
