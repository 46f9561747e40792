package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.Optional;

/**
 * An elementwise activation becomes part of the convolution, fully connected layer or elementwise
 * operator before it, if that has no other reader and no activation of its own.
 */
public final class FuseActivation implements NodeRule {
  @Override
  public String name() {
    return "fuse-activation";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Activation activation =
        node.op() instanceof Op.Unary unary ? activation(unary.kind()) : Activation.NONE;
    if (activation == Activation.NONE) {
      return Optional.empty();
    }
    Value x = node.input(0);
    Node producer = graph.producer(x).orElse(null);
    if (producer == null
        || producer.op().activation() != Activation.NONE
        || graph.isOutput(x)
        || graph.consumers(x).size() != 1) {
      return Optional.empty();
    }
    Op fused = with(producer.op(), activation);
    return fused == null
        ? Optional.empty()
        : Optional.of(Term.apply(producer.name(), fused, producer.inputs()));
  }

  private static Activation activation(Op.Unary.Kind kind) {
    return switch (kind) {
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
      case RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
      case TANH -> Activation.TANH;
      case HARD_SWISH -> Activation.HARD_SWISH;
      case LOGISTIC -> Activation.LOGISTIC;
      case LEAKY_RELU, ELU, ABS, EXP, NEG, SQRT, RSQRT, SQUARE -> Activation.NONE;
    };
  }

  private static Op with(Op op, Activation activation) {
    return switch (op) {
      case Op.Conv2d conv ->
          new Op.Conv2d(conv.stride(), conv.dilation(), conv.padding(), conv.groups(), activation);
      case Op.DepthwiseConv2d conv ->
          new Op.DepthwiseConv2d(
              conv.stride(), conv.dilation(), conv.padding(), conv.multiplier(), activation);
      case Op.TransposeConv2d conv ->
          new Op.TransposeConv2d(
              conv.stride(),
              conv.top(),
              conv.left(),
              conv.outHeight(),
              conv.outWidth(),
              activation);
      case Op.FullyConnected fc -> new Op.FullyConnected(fc.keepDims(), activation);
      case Op.Binary binary -> new Op.Binary(binary.kind(), activation);
      default -> null;
    };
  }
}
