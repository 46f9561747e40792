package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;

/** The one place that says which kernel runs which operator. */
final class Kernels {
  private Kernels() {}

  static Kernel of(Node node, Preparation preparation) {
    return switch (node.op()) {
      case Op.Conv2d op -> Convolution.kernel(op, node, preparation);
      case Op.DepthwiseConv2d op -> DepthwiseConvolution.kernel(op, node, preparation);
      case Op.TransposeConv2d op -> Convolution.kernel(op, node, preparation);
      case Op.FullyConnected op -> FullyConnectedLayer.kernel(op, node, preparation);
      case Op.Binary op -> Arithmetic.kernel(op, node, preparation);
      case Op.Unary op -> unary(op, node, preparation);
      case Op.Prelu op -> Arithmetic.kernel(op, node, preparation);
      case Op.Pool2d op -> Pooling.kernel(op, node, preparation);
      case Op.Reduce op -> Reduction.kernel(op, node, preparation);
      case Op.Softmax op -> Reduction.softmax(op, node, preparation);
      case Op.Resize op -> Resizing.kernel(op, node, preparation);
      case Op.DepthToSpace op -> Movement.depthToSpace(op.block(), node, preparation);
      case Op.SpaceToDepth op -> Movement.spaceToDepth(op.block(), node, preparation);
      case Op.Concatenation op -> Movement.concatenation(op, node, preparation);
      case Op.Split op -> Movement.split(op, node, preparation);
      case Op.Reshape op -> Movement.reshape(node, preparation);
      case Op.Pad op -> Movement.pad(op, node, preparation);
      case Op.StridedSlice op -> Movement.stridedSlice(op, node, preparation);
      case Op.Transpose op -> Movement.transpose(op, node, preparation);
      case Op.Gather op -> Movement.gather(op, node, preparation);
      case Op.Quantize op -> Quantization.kernel(op, node, preparation);
      case Op.Dequantize op -> Quantization.kernel(op, node, preparation);
      case Op.Densify op -> Movement.identity(node, preparation);
    };
  }

  private static Kernel unary(Op.Unary op, Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    int count = node.output().shape().elements();
    return memory -> Elementwise.unary(op, memory[x], memory[out], count);
  }
}
