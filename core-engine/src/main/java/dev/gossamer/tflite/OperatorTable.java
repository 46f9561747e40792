package dev.gossamer.tflite;

import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Op.Unary;
import dev.gossamer.tflite.schema.BuiltinOperator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which operators can be read, and what reads them; messages list them from here. */
final class OperatorTable {
  private OperatorTable() {}

  /** Reads one operator and emits its node. */
  interface OperatorReader {
    void read(NodeReader node);
  }

  private static final OperatorReader[] BUILTIN = new OperatorReader[BuiltinOperator.names.length];
  private static final Map<String, OperatorReader> CUSTOM = new LinkedHashMap<>();

  static {
    builtin(BuiltinOperator.CONV_2D, ConvolutionOperators::conv2d);
    builtin(BuiltinOperator.DEPTHWISE_CONV_2D, ConvolutionOperators::depthwiseConv2d);
    builtin(BuiltinOperator.TRANSPOSE_CONV, ConvolutionOperators::transposeConv);
    builtin(BuiltinOperator.FULLY_CONNECTED, ConvolutionOperators::fullyConnected);
    CUSTOM.put("Convolution2DTransposeBias", ConvolutionOperators::convolution2dTransposeBias);

    builtin(BuiltinOperator.MAX_POOL_2D, n -> SpatialOperators.pool(n, Pool2d.Kind.MAX));
    builtin(BuiltinOperator.AVERAGE_POOL_2D, n -> SpatialOperators.pool(n, Pool2d.Kind.AVERAGE));
    builtin(BuiltinOperator.RESIZE_BILINEAR, n -> SpatialOperators.resize(n, Resize.Kind.BILINEAR));
    builtin(
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
        n -> SpatialOperators.resize(n, Resize.Kind.NEAREST_NEIGHBOR));
    builtin(BuiltinOperator.DEPTH_TO_SPACE, SpatialOperators::depthToSpace);
    builtin(BuiltinOperator.SPACE_TO_DEPTH, SpatialOperators::spaceToDepth);
    builtin(BuiltinOperator.MEAN, n -> SpatialOperators.reduce(n, Reduce.Kind.MEAN));
    builtin(BuiltinOperator.SUM, n -> SpatialOperators.reduce(n, Reduce.Kind.SUM));
    builtin(BuiltinOperator.REDUCE_MAX, n -> SpatialOperators.reduce(n, Reduce.Kind.REDUCE_MAX));

    binary(BuiltinOperator.ADD, Binary.Kind.ADD);
    binary(BuiltinOperator.SUB, Binary.Kind.SUB);
    binary(BuiltinOperator.MUL, Binary.Kind.MUL);
    binary(BuiltinOperator.DIV, Binary.Kind.DIV);
    binary(BuiltinOperator.MAXIMUM, Binary.Kind.MAXIMUM);
    binary(BuiltinOperator.MINIMUM, Binary.Kind.MINIMUM);
    binary(BuiltinOperator.SQUARED_DIFFERENCE, Binary.Kind.SQUARED_DIFFERENCE);

    unary(BuiltinOperator.RELU, Unary.Kind.RELU);
    unary(BuiltinOperator.RELU6, Unary.Kind.RELU6);
    unary(BuiltinOperator.RELU_N1_TO_1, Unary.Kind.RELU_N1_TO_1);
    unary(BuiltinOperator.ELU, Unary.Kind.ELU);
    unary(BuiltinOperator.HARD_SWISH, Unary.Kind.HARD_SWISH);
    unary(BuiltinOperator.LOGISTIC, Unary.Kind.LOGISTIC);
    unary(BuiltinOperator.TANH, Unary.Kind.TANH);
    unary(BuiltinOperator.ABS, Unary.Kind.ABS);
    unary(BuiltinOperator.EXP, Unary.Kind.EXP);
    unary(BuiltinOperator.NEG, Unary.Kind.NEG);
    unary(BuiltinOperator.SQRT, Unary.Kind.SQRT);
    unary(BuiltinOperator.RSQRT, Unary.Kind.RSQRT);
    unary(BuiltinOperator.SQUARE, Unary.Kind.SQUARE);
    builtin(BuiltinOperator.LEAKY_RELU, ElementwiseOperators::leakyRelu);
    builtin(BuiltinOperator.PRELU, ElementwiseOperators::prelu);
    builtin(BuiltinOperator.SOFTMAX, ElementwiseOperators::softmax);
    builtin(BuiltinOperator.QUANTIZE, ElementwiseOperators::quantize);
    builtin(BuiltinOperator.DEQUANTIZE, ElementwiseOperators::dequantize);
    builtin(BuiltinOperator.DENSIFY, ElementwiseOperators::densify);

    builtin(BuiltinOperator.RESHAPE, ShapeOperators::reshape);
    builtin(BuiltinOperator.SQUEEZE, ShapeOperators::squeeze);
    builtin(BuiltinOperator.EXPAND_DIMS, ShapeOperators::expandDims);
    builtin(BuiltinOperator.PAD, ShapeOperators::pad);
    builtin(BuiltinOperator.PADV2, ShapeOperators::pad);
    builtin(BuiltinOperator.CONCATENATION, ShapeOperators::concatenation);
    builtin(BuiltinOperator.SPLIT, ShapeOperators::split);
    builtin(BuiltinOperator.SPLIT_V, ShapeOperators::splitV);
    builtin(BuiltinOperator.TRANSPOSE, ShapeOperators::transpose);
    builtin(BuiltinOperator.GATHER, ShapeOperators::gather);
    builtin(BuiltinOperator.SLICE, SliceOperators::slice);
    builtin(BuiltinOperator.STRIDED_SLICE, SliceOperators::stridedSlice);
  }

  private static void builtin(int code, OperatorReader reader) {
    BUILTIN[code] = reader;
  }

  private static void binary(int code, Binary.Kind kind) {
    builtin(code, node -> ElementwiseOperators.binary(node, kind));
  }

  private static void unary(int code, Unary.Kind kind) {
    builtin(code, node -> ElementwiseOperators.unary(node, kind));
  }

  /** What reads an operator; null if nothing does. */
  static OperatorReader find(int builtin, String custom) {
    if (builtin == BuiltinOperator.CUSTOM) {
      return CUSTOM.get(custom);
    }
    return builtin >= 0 && builtin < BUILTIN.length ? BUILTIN[builtin] : null;
  }

  /** What to call an operator in messages. */
  static String name(int builtin, String custom) {
    if (builtin == BuiltinOperator.CUSTOM) {
      return "custom '" + custom + "'";
    }
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.names[builtin]
        : "number " + builtin;
  }

  /** All operators that can be read, for messages. */
  static String supported() {
    StringBuilder list = new StringBuilder();
    for (int code = 0; code < BUILTIN.length; code++) {
      if (BUILTIN[code] != null) {
        list.append(list.length() == 0 ? "" : ", ").append(BuiltinOperator.names[code]);
      }
    }
    for (String custom : CUSTOM.keySet()) {
      list.append(", custom '").append(custom).append('\'');
    }
    return list.toString();
  }
}
