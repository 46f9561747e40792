package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PAD of height and width with zeros becomes the padding of the convolution behind it; of a maximum
 * pooling too if its input cannot be negative, for then a zero never wins over a pixel. Average
 * pooling counts its pixels and stays.
 */
public final class FoldPadding implements NodeRule {
  @Override
  public String name() {
    return "fold-padding";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Node producer = graph.producer(node.input(0)).orElse(null);
    if (producer == null || !(producer.op() instanceof Op.Pad pad) || !isZeroBorder(pad)) {
      return Optional.empty();
    }
    Op folded =
        switch (node.op()) {
          case Op.Conv2d conv ->
              new Op.Conv2d(
                  conv.stride(),
                  conv.dilation(),
                  plus(conv.padding(), pad),
                  conv.groups(),
                  conv.activation());
          case Op.DepthwiseConv2d conv ->
              new Op.DepthwiseConv2d(
                  conv.stride(),
                  conv.dilation(),
                  plus(conv.padding(), pad),
                  conv.multiplier(),
                  conv.activation());
          case Op.Pool2d pool -> pooling(graph, pool, pad, producer.input(0));
          default -> null;
        };
    if (folded == null) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, producer.input(0));
    return Optional.of(Term.apply(node.name(), folded, inputs));
  }

  private static Op pooling(Graph graph, Op.Pool2d pool, Op.Pad pad, Value x) {
    Padding padding = plus(pool.padding(), pad);
    boolean everyWindowHoldsPixels =
        padding.top() < pool.kernelHeight()
            && padding.bottom() < pool.kernelHeight()
            && padding.left() < pool.kernelWidth()
            && padding.right() < pool.kernelWidth();
    if (pool.kind() != Op.Pool2d.Kind.MAX
        || !pool.padding().isNone()
        || !everyWindowHoldsPixels
        || !isNeverNegative(graph, x)) {
      return null;
    }
    return new Op.Pool2d(
        pool.kind(),
        pool.kernelHeight(),
        pool.kernelWidth(),
        pool.stride(),
        padding,
        pool.activation());
  }

  private static boolean isNeverNegative(Graph graph, Value x) {
    Op op = graph.producer(x).map(Node::op).orElse(null);
    if (op instanceof Op.Unary unary) {
      return unary.kind() == Op.Unary.Kind.RELU
          || unary.kind() == Op.Unary.Kind.RELU6
          || unary.kind() == Op.Unary.Kind.LOGISTIC;
    }
    return op != null
        && (op.activation() == Activation.RELU
            || op.activation() == Activation.RELU6
            || op.activation() == Activation.LOGISTIC);
  }

  private static boolean isZeroBorder(Op.Pad pad) {
    return pad.value() == 0f
        && pad.before().size() == 4
        && pad.before().get(0) == 0
        && pad.after().get(0) == 0
        && pad.before().get(3) == 0
        && pad.after().get(3) == 0;
  }

  private static Padding plus(Padding padding, Op.Pad pad) {
    return new Padding(
        padding.top() + pad.before().get(1),
        padding.bottom() + pad.after().get(1),
        padding.left() + pad.before().get(2),
        padding.right() + pad.after().get(2));
  }
}
