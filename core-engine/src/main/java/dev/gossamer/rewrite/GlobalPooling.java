package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * One form for the average over all pixels: MEAN over [1,2] that keeps its axes. AVERAGE_POOL_2D
 * with a window as large as its input becomes that, MEAN without axes becomes that and a RESHAPE.
 */
public final class GlobalPooling implements NodeRule {
  private static final Op MEAN = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true);

  @Override
  public String name() {
    return "global-pooling";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Value x = node.input(0);
    Shape shape = x.shape();
    if (shape.rank() != 4) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case Op.Pool2d pool
          when pool.kind() == Op.Pool2d.Kind.AVERAGE
              && pool.kernelHeight() == shape.dim(1)
              && pool.kernelWidth() == shape.dim(2)
              && pool.padding().isNone()
              && pool.activation() == Activation.NONE ->
          Optional.of(Term.apply(node.name(), MEAN, Term.of(x)));
      case Op.Reduce reduce
          when reduce.kind() == Op.Reduce.Kind.MEAN
              && reduce.axes().equals(List.of(1, 2))
              && !reduce.keepDims() ->
          Optional.of(
              Term.apply(
                  node.name(),
                  new Op.Reshape(node.output().shape()),
                  Term.apply(node.name(), MEAN, Term.of(x))));
      default -> Optional.empty();
    };
  }
}
