package dev.gossamer.tflite;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.AddOptions;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.Conv2DOptions;
import dev.gossamer.tflite.schema.DepthwiseConv2DOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptionsWeightsFormat;
import dev.gossamer.tflite.schema.TransposeConvOptions;
import java.util.List;

/** Operators with weights; the way back is {@link ConvolutionOperators}. */
final class ConvolutionWriter {
  private static final byte SAME = dev.gossamer.tflite.schema.Padding.SAME;
  private static final byte VALID = dev.gossamer.tflite.schema.Padding.VALID;

  private ConvolutionWriter() {}

  static void conv2d(NodeWriter writer, Node node, Op.Conv2d conv) {
    boolean same = isSame(node, conv.padding(), conv.stride(), conv.dilation());
    int[] inputs = inputs(writer, node, conv.padding(), same);
    writer.emitFused(
        node,
        BuiltinOperator.CONV_2D,
        conv.groups() > 1 ? 6 : 1,
        BuiltinOptions.Conv2DOptions,
        file ->
            Conv2DOptions.createConv2DOptions(
                file,
                same ? SAME : VALID,
                conv.stride().width(),
                conv.stride().height(),
                NodeWriter.fused(conv.activation()),
                conv.dilation().width(),
                conv.dilation().height()),
        inputs);
  }

  static void depthwise(NodeWriter writer, Node node, Op.DepthwiseConv2d conv) {
    boolean same = isSame(node, conv.padding(), conv.stride(), conv.dilation());
    int[] inputs = inputs(writer, node, conv.padding(), same);
    writer.emitFused(
        node,
        BuiltinOperator.DEPTHWISE_CONV_2D,
        conv.dilation().isOne() ? 1 : 2,
        BuiltinOptions.DepthwiseConv2DOptions,
        file ->
            DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                file,
                same ? SAME : VALID,
                conv.stride().width(),
                conv.stride().height(),
                conv.multiplier(),
                NodeWriter.fused(conv.activation()),
                conv.dilation().width(),
                conv.dilation().height()),
        inputs);
  }

  private static boolean isSame(Node node, Padding padding, Stride stride, Stride dilation) {
    Shape x = node.input(0).shape();
    Shape w = node.input(1).shape();
    return !padding.isNone()
        && padding.equals(Padding.same(x.dim(1), x.dim(2), w.dim(1), w.dim(2), stride, dilation));
  }

  /** Tensors of x, weights and bias; x padded if the operator cannot say how. */
  private static int[] inputs(NodeWriter writer, Node node, Padding padding, boolean same) {
    int x = writer.operand(node, 0);
    if (!same && !padding.isNone()) {
      x = MovementWriter.pad(writer, node, x, node.input(0).shape(), padding, 0f);
    }
    int weights = writer.operand(node, 1);
    return new int[] {x, weights, bias(writer, node)};
  }

  /**
   * Zeros where the node has none: TFLite's converter always writes a bias, and what runs its files
   * relies on that (without one tfjs-tflite 0.0.1-alpha.10 refuses the model and LiteRT.js 2.5.3
   * gives wrong numbers).
   */
  private static int bias(NodeWriter writer, Node node) {
    return node.inputs().size() > 2
        ? writer.operand(node, 2)
        : writer.zeros(node, "bias", node.output().shape().dim(-1));
  }

  static void fullyConnected(NodeWriter writer, Node node, Op.FullyConnected fc) {
    int x = writer.operand(node, 0);
    int weights = writer.operand(node, 1);
    writer.emitFused(
        node,
        BuiltinOperator.FULLY_CONNECTED,
        fc.keepDims() ? 5 : 1,
        BuiltinOptions.FullyConnectedOptions,
        file ->
            FullyConnectedOptions.createFullyConnectedOptions(
                file,
                NodeWriter.fused(fc.activation()),
                FullyConnectedOptionsWeightsFormat.DEFAULT,
                fc.keepDims()),
        x,
        weights,
        bias(writer, node));
  }

  /**
   * TRANSPOSE_CONV knows SAME and VALID only. Another cut of the result is taken out of the whole,
   * which VALID gives; what lies beyond the whole receives the bias alone.
   */
  static void transposed(NodeWriter writer, Node node, Op.TransposeConv2d conv) {
    Shape x = node.input(0).shape();
    Shape w = node.input(1).shape();
    Padding same =
        Padding.same(
            conv.outHeight(), conv.outWidth(), w.dim(1), w.dim(2), conv.stride(), Stride.ONE);
    boolean unpadded = conv.top() == 0 && conv.left() == 0;
    if (unpadded
        && isValid(conv.outHeight(), x.dim(1), w.dim(1), conv.stride().height())
        && isValid(conv.outWidth(), x.dim(2), w.dim(2), conv.stride().width())) {
      transposed(writer, node, conv, VALID);
    } else if (conv.top() == same.top()
        && conv.left() == same.left()
        && isSame(conv.outHeight(), x.dim(1), conv.stride().height())
        && isSame(conv.outWidth(), x.dim(2), conv.stride().width())) {
      transposed(writer, node, conv, SAME);
    } else {
      cutOut(writer, node, conv);
    }
  }

  /** Whether a VALID convolution would take {@code out} pixels to {@code in}. */
  private static boolean isValid(int out, int in, int kernel, int stride) {
    return out >= kernel && (out - kernel) / stride + 1 == in;
  }

  /** Whether a SAME convolution would. */
  private static boolean isSame(int out, int in, int stride) {
    return (out + stride - 1) / stride == in;
  }

  private static void transposed(
      NodeWriter writer, Node node, Op.TransposeConv2d conv, byte padding) {
    int x = writer.operand(node, 0);
    int weights = writer.operand(node, 1);
    int size = writer.ints(node, "output_shape", node.output().shape().dims());
    boolean bias = node.inputs().size() > 2;
    // Fused activations came to TFLite in 2022 and to XNNPACK's delegate later still.
    writer.emitThenActivate(
        node,
        BuiltinOperator.TRANSPOSE_CONV,
        bias ? 3 : 1,
        BuiltinOptions.TransposeConvOptions,
        options(conv, padding),
        bias
            ? new int[] {size, weights, x, writer.operand(node, 2)}
            : new int[] {size, weights, x});
  }

  private static FileAssembly.Options options(Op.TransposeConv2d conv, byte padding) {
    return file ->
        TransposeConvOptions.createTransposeConvOptions(
            file,
            padding,
            conv.stride().width(),
            conv.stride().height(),
            ActivationFunctionType.NONE);
  }

  private static void cutOut(NodeWriter writer, Node node, Op.TransposeConv2d conv) {
    Shape x = node.input(0).shape();
    Shape w = node.input(1).shape();
    Shape y = node.output().shape();
    int wholeHeight = (x.dim(1) - 1) * conv.stride().height() + w.dim(1);
    int wholeWidth = (x.dim(2) - 1) * conv.stride().width() + w.dim(2);
    int height = Math.min(y.dim(1), wholeHeight - conv.top());
    int width = Math.min(y.dim(2), wholeWidth - conv.left());
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          node + " drops all it computes: padding " + conv.top() + ", " + conv.left());
    }
    Shape whole = Shape.of(y.dim(0), wholeHeight, wholeWidth, y.dim(3));
    int result = writer.intermediate(node, "whole", whole);
    int size = writer.ints(node, "output_shape", whole.dims());
    FileAssembly file = writer.file();
    file.operator(
        BuiltinOperator.TRANSPOSE_CONV,
        1,
        BuiltinOptions.TransposeConvOptions,
        options(conv, VALID),
        new int[] {size, writer.operand(node, 1), writer.operand(node, 0)},
        result);
    Shape kept = Shape.of(y.dim(0), height, width, y.dim(3));
    int cut = writer.intermediate(node, "SLICE", kept);
    Op.StridedSlice slice =
        new Op.StridedSlice(
            List.of(0, conv.top(), conv.left(), 0),
            List.of(y.dim(0), height, width, y.dim(3)),
            List.of(1, 1, 1, 1));
    MovementWriter.slice(writer, node, result, slice, cut);
    Padding rest = new Padding(0, y.dim(1) - height, 0, y.dim(2) - width);
    if (!rest.isNone()) {
      cut = MovementWriter.pad(writer, node, cut, kept, rest, 0f);
    }
    int bias = node.inputs().size() > 2 ? writer.operand(node, 2) : writer.zeros(node, "bias", 1);
    writer.emitFused(
        node,
        BuiltinOperator.ADD,
        1,
        BuiltinOptions.AddOptions,
        options -> AddOptions.createAddOptions(options, NodeWriter.fused(conv.activation())),
        cut,
        bias);
  }
}
