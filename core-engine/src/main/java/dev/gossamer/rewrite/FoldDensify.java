package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.Optional;

/**
 * DENSIFY of a constant: weights stay sparse, with the layout of the file; any other reader gets
 * the dense elements.
 */
public final class FoldDensify implements NodeRule {
  @Override
  public String name() {
    return "fold-densify";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Densify)
        || !graph.isConstant(node.input(0))
        || graph.isOutput(node.output())) {
      return Optional.empty();
    }
    if (graph.constant(node.input(0)).orElseThrow() instanceof Constant.Sparse sparse
        && !Constants.isReadOnlyAsWeights(graph, node.output())) {
      return Optional.of(Term.constant(node.name(), dense(sparse)));
    }
    return Optional.of(Term.of(node.input(0)));
  }

  private static Constant dense(Constant.Sparse sparse) {
    float[] floats = sparse.matrix().toDense();
    if (sparse.type().isFloat()) {
      return new Constant.Floats(sparse.type(), sparse.shape(), floats);
    }
    int[] ints = new int[floats.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) floats[i];
    }
    return new Constant.Ints(sparse.type(), sparse.shape(), ints);
  }
}
