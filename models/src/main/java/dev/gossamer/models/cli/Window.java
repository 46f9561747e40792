package dev.gossamer.models.cli;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import java.util.Optional;

/** The window that a convolution or a pooling moves over its input. */
record Window(int height, int width, Stride stride, Stride dilation) {

  /** The node's window; empty for operators that have none. */
  static Optional<Window> of(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> weights(node, conv.stride(), conv.dilation());
      case Op.DepthwiseConv2d conv -> weights(node, conv.stride(), conv.dilation());
      case Op.TransposeConv2d conv -> weights(node, conv.stride(), Stride.ONE);
      case Op.Pool2d pool ->
          Optional.of(
              new Window(pool.kernelHeight(), pool.kernelWidth(), pool.stride(), Stride.ONE));
      default -> Optional.empty();
    };
  }

  private static Optional<Window> weights(Node node, Stride stride, Stride dilation) {
    Shape weights = node.input(1).shape();
    return Optional.of(new Window(weights.dim(1), weights.dim(2), stride, dilation));
  }

  /** {@code 3x3}, {@code 3x3/2} with stride 2, {@code 3x3 d4} with dilation 4. */
  @Override
  public String toString() {
    return height
        + "x"
        + width
        + (stride.isOne() ? "" : "/" + both(stride))
        + (dilation.isOne() ? "" : " d" + both(dilation));
  }

  private static String both(Stride stride) {
    return stride.height() == stride.width()
        ? String.valueOf(stride.height())
        : stride.height() + "," + stride.width();
  }
}
