package dev.gossamer.tflite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.Conv2DOptions;
import dev.gossamer.tflite.schema.DepthwiseConv2DOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptionsWeightsFormat;
import dev.gossamer.tflite.schema.TransposeConvOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Operators with weights. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  /** Inputs: x, weights [O,KH,KW,I/groups], optional bias; groups follow from the shapes. */
  static void conv2d(NodeReader node) {
    Conv2DOptions options = node.options(BuiltinOptions.Conv2DOptions, new Conv2DOptions());
    Value x = node.floats(0);
    Value weights = node.weights(1);
    Shape in = node.rank4("input", x);
    Shape w = node.rank4("weights", weights);
    Stride stride = stride(node, options.strideH(), options.strideW());
    Stride dilation = dilation(node, options.dilationHFactor(), options.dilationWFactor());
    node.emit(
        new Op.Conv2d(
            stride,
            dilation,
            padding(node, options.padding(), in, w, stride, dilation),
            in.dim(3) / w.dim(3),
            node.activation(options.fusedActivationFunction())),
        withBias(node, 2, x, weights));
  }

  /**
   * Inputs: x, weights [1,KH,KW,C*multiplier], optional bias. The multiplier follows from the
   * shapes; TFLite ignores the one in the options, too.
   */
  static void depthwiseConv2d(NodeReader node) {
    DepthwiseConv2DOptions options =
        node.options(BuiltinOptions.DepthwiseConv2DOptions, new DepthwiseConv2DOptions());
    Value x = node.floats(0);
    Value weights = node.weights(1);
    Shape in = node.rank4("input", x);
    Shape w = node.rank4("weights", weights);
    Stride stride = stride(node, options.strideH(), options.strideW());
    Stride dilation = dilation(node, options.dilationHFactor(), options.dilationWFactor());
    node.emit(
        new Op.DepthwiseConv2d(
            stride,
            dilation,
            padding(node, options.padding(), in, w, stride, dilation),
            w.dim(3) / in.dim(3),
            node.activation(options.fusedActivationFunction())),
        withBias(node, 2, x, weights));
  }

  /** Inputs: output shape, weights [O,KH,KW,I], x, optional bias. */
  static void transposeConv(NodeReader node) {
    TransposeConvOptions options =
        node.options(BuiltinOptions.TransposeConvOptions, new TransposeConvOptions());
    int[] out = node.attribute(0, 4);
    Value weights = node.weights(1);
    Value x = node.floats(2);
    Shape w = node.rank4("weights", weights);
    Stride stride = stride(node, options.strideH(), options.strideW());
    boolean same = isSame(node, options.padding());
    Activation activation = node.activation(options.fusedActivationFunction());
    node.emit(
        transposeConv(node, stride, same, out[1], out[2], w, activation),
        withBias(node, 3, x, weights));
  }

  /**
   * MediaPipe's transposed convolution. Inputs: x, weights [O,KH,KW,I], bias [O]; options: padding
   * (1 = SAME, 2 = VALID), stride in width, stride in height, each a 32-bit number.
   */
  static void convolution2dTransposeBias(NodeReader node) {
    ByteBuffer data = node.operator().customOptionsAsByteBuffer();
    if (data == null || data.remaining() < 12) {
      throw node.malformed(
          "Bytes of custom options", "at least 12", data == null ? 0 : data.remaining());
    }
    int padding = data.getInt(data.position());
    if (padding != 1 && padding != 2) {
      throw node.malformed("Padding", "1 (SAME) or 2 (VALID)", padding);
    }
    boolean same = padding == 1;
    Stride stride =
        stride(node, data.getInt(data.position() + 8), data.getInt(data.position() + 4));
    Value x = node.floats(0);
    Value weights = node.weights(1);
    Shape in = node.rank4("input", x);
    Shape w = node.rank4("weights", weights);
    int outHeight = transposedExtent(node, in.dim(1), stride.height(), same ? 0 : w.dim(1));
    int outWidth = transposedExtent(node, in.dim(2), stride.width(), same ? 0 : w.dim(2));
    node.emit(
        transposeConv(node, stride, same, outHeight, outWidth, w, Activation.NONE),
        withBias(node, 2, x, weights));
  }

  /**
   * @param kernel 0 for SAME padding
   */
  private static int transposedExtent(NodeReader node, int in, int stride, int kernel) {
    long out = kernel == 0 ? (long) in * stride : (in - 1L) * stride + kernel;
    if (out > Integer.MAX_VALUE) {
      throw node.malformed("Output extent", "at most " + Integer.MAX_VALUE, out);
    }
    return (int) out;
  }

  /** Padding is that of the convolution whose gradient this is, from output to input. */
  private static Op transposeConv(
      NodeReader node,
      Stride stride,
      boolean same,
      int outHeight,
      int outWidth,
      Shape w,
      Activation activation) {
    if (outHeight < 1 || outWidth < 1) {
      throw node.malformed("Output extents", "at least 1", outHeight + " x " + outWidth);
    }
    int kernelHeight = node.window("Kernel height", w.dim(1));
    int kernelWidth = node.window("Kernel width", w.dim(2));
    Padding padding =
        same
            ? Padding.same(outHeight, outWidth, kernelHeight, kernelWidth, stride, Stride.ONE)
            : Padding.NONE;
    return new Op.TransposeConv2d(
        stride, padding.top(), padding.left(), outHeight, outWidth, activation);
  }

  /** Inputs: x, weights [O,I], optional bias. */
  static void fullyConnected(NodeReader node) {
    FullyConnectedOptions options =
        node.options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptions());
    if (options.weightsFormat() != FullyConnectedOptionsWeightsFormat.DEFAULT) {
      throw node.unsupported("weights format " + options.weightsFormat(), "DEFAULT");
    }
    Value x = node.floats(0);
    Value weights = node.weights(1);
    node.emit(
        new Op.FullyConnected(
            options.keepNumDims(), node.activation(options.fusedActivationFunction())),
        withBias(node, 2, x, weights));
  }

  private static List<Value> withBias(NodeReader node, int bias, Value x, Value weights) {
    List<Value> inputs = new ArrayList<>(List.of(x, weights));
    if (node.has(bias)) {
      inputs.add(node.floats(bias));
    }
    return inputs;
  }

  static Stride stride(NodeReader node, int height, int width) {
    return new Stride(
        node.window("Stride in height", height), node.window("Stride in width", width));
  }

  private static Stride dilation(NodeReader node, int height, int width) {
    return new Stride(
        node.window("Dilation in height", height), node.window("Dilation in width", width));
  }

  static boolean isSame(NodeReader node, byte padding) {
    if (padding != dev.gossamer.tflite.schema.Padding.SAME
        && padding != dev.gossamer.tflite.schema.Padding.VALID) {
      throw node.malformed("Padding", "0 (SAME) or 1 (VALID)", padding);
    }
    return padding == dev.gossamer.tflite.schema.Padding.SAME;
  }

  private static Padding padding(
      NodeReader node, byte padding, Shape in, Shape w, Stride stride, Stride dilation) {
    int kernelHeight = node.window("Kernel height", w.dim(1));
    int kernelWidth = node.window("Kernel width", w.dim(2));
    return isSame(node, padding)
        ? Padding.same(in.dim(1), in.dim(2), kernelHeight, kernelWidth, stride, dilation)
        : Padding.NONE;
  }
}
