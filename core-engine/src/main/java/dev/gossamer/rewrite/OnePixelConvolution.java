package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.TacoLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A 1x1 convolution of a single pixel, as in squeeze-and-excitation blocks, is a fully connected
 * layer: its kernel has output channels for vectors, where a convolution's would have one pixel in
 * a vector of four.
 */
public final class OnePixelConvolution implements NodeRule {
  @Override
  public String name() {
    return "one-pixel-convolution";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Conv2d conv)
        || conv.groups() != 1
        || !isPixel(node.input(0).shape())
        || !isPixel(node.output().shape())) {
      return Optional.empty();
    }
    Value weights = node.input(1);
    Shape kernel = weights.shape();
    boolean pointwise = kernel.dim(1) == 1 && kernel.dim(2) == 1;
    Constant data = pointwise ? graph.constant(weights).orElse(null) : null;
    Constant flat = data == null ? null : flat(data);
    if (flat == null) {
      return Optional.empty();
    }
    List<Term> inputs = new ArrayList<>();
    inputs.add(Term.of(node.input(0)));
    inputs.add(Term.constant(weights.name(), flat));
    if (node.inputs().size() > 2) {
      inputs.add(Term.of(node.input(2)));
    }
    Op layer = new Op.FullyConnected(true, conv.activation());
    return Optional.of(new Term.Apply(node.name(), layer, inputs));
  }

  private static boolean isPixel(Shape shape) {
    return shape.dim(0) == 1 && shape.dim(1) == 1 && shape.dim(2) == 1;
  }

  /** [O,1,1,I] as [O,I]; null for integers. */
  private static Constant flat(Constant constant) {
    Shape shape = Shape.of(constant.shape().dim(0), constant.shape().dim(3));
    return switch (constant) {
      case Constant.Floats floats -> new Constant.Floats(floats.type(), shape, floats.floats());
      case Constant.Sparse sparse ->
          new Constant.Sparse(
              sparse.type(), shape, sparse.matrix(), TacoLayout.lastDimensionCsr(2));
      case Constant.Ints ints -> null;
    };
  }
}
