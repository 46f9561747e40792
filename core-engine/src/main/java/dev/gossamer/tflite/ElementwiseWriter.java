package dev.gossamer.tflite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.tflite.schema.AddOptions;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DivOptions;
import dev.gossamer.tflite.schema.LeakyReluOptions;
import dev.gossamer.tflite.schema.MulOptions;
import dev.gossamer.tflite.schema.SoftmaxOptions;
import dev.gossamer.tflite.schema.SubOptions;

/** Operators that keep the shape; the way back is {@link ElementwiseOperators}. */
final class ElementwiseWriter {
  private ElementwiseWriter() {}

  static void binary(NodeWriter writer, Node node, Op.Binary binary) {
    int[] inputs = {writer.operand(node, 0), writer.operand(node, 1)};
    byte activation = NodeWriter.fused(binary.activation());
    int version = version(binary.kind(), node.input(0).shape(), node.input(1).shape());
    switch (binary.kind()) {
      case ADD ->
          writer.emitFused(
              node,
              BuiltinOperator.ADD,
              version,
              BuiltinOptions.AddOptions,
              file -> AddOptions.createAddOptions(file, activation),
              inputs);
      case SUB ->
          writer.emitFused(
              node,
              BuiltinOperator.SUB,
              version,
              BuiltinOptions.SubOptions,
              file -> SubOptions.createSubOptions(file, activation),
              inputs);
      case MUL ->
          writer.emitFused(
              node,
              BuiltinOperator.MUL,
              version,
              BuiltinOptions.MulOptions,
              file -> MulOptions.createMulOptions(file, activation),
              inputs);
      case DIV ->
          writer.emitFused(
              node,
              BuiltinOperator.DIV,
              version,
              BuiltinOptions.DivOptions,
              file -> DivOptions.createDivOptions(file, activation),
              inputs);
      case MAXIMUM -> withoutOptions(writer, node, BuiltinOperator.MAXIMUM, version, inputs);
      case MINIMUM -> withoutOptions(writer, node, BuiltinOperator.MINIMUM, version, inputs);
      case SQUARED_DIFFERENCE ->
          withoutOptions(writer, node, BuiltinOperator.SQUARED_DIFFERENCE, version, inputs);
    }
  }

  private static void withoutOptions(
      NodeWriter writer, Node node, int builtin, int version, int[] inputs) {
    writer.emitThenActivate(node, builtin, version, BuiltinOptions.NONE, null, inputs);
  }

  /** Broadcasting of more than four dimensions came later to some. */
  private static int version(Op.Binary.Kind kind, Shape a, Shape b) {
    if (a.equals(b) || Math.max(a.rank(), b.rank()) <= 4) {
      return 1;
    }
    return switch (kind) {
      case SUB, MAXIMUM, MINIMUM -> 3;
      case DIV -> 2;
      case ADD, MUL, SQUARED_DIFFERENCE -> 1;
    };
  }

  static void unary(NodeWriter writer, Node node, Op.Unary unary) {
    int x = writer.operand(node, 0);
    if (unary.kind() == Op.Unary.Kind.LEAKY_RELU) {
      writer.emit(
          node,
          BuiltinOperator.LEAKY_RELU,
          1,
          BuiltinOptions.LeakyReluOptions,
          file -> LeakyReluOptions.createLeakyReluOptions(file, unary.alpha()),
          x);
    } else {
      writer.plain(node, code(unary.kind()), 1, x);
    }
  }

  private static int code(Op.Unary.Kind kind) {
    return switch (kind) {
      case RELU -> BuiltinOperator.RELU;
      case RELU6 -> BuiltinOperator.RELU6;
      case RELU_N1_TO_1 -> BuiltinOperator.RELU_N1_TO_1;
      case LEAKY_RELU -> BuiltinOperator.LEAKY_RELU;
      case ELU -> BuiltinOperator.ELU;
      case HARD_SWISH -> BuiltinOperator.HARD_SWISH;
      case LOGISTIC -> BuiltinOperator.LOGISTIC;
      case TANH -> BuiltinOperator.TANH;
      case ABS -> BuiltinOperator.ABS;
      case EXP -> BuiltinOperator.EXP;
      case NEG -> BuiltinOperator.NEG;
      case SQRT -> BuiltinOperator.SQRT;
      case RSQRT -> BuiltinOperator.RSQRT;
      case SQUARE -> BuiltinOperator.SQUARE;
    };
  }

  /** The operator that applies an activation on its own. */
  static int code(Activation activation) {
    return switch (activation) {
      case RELU -> BuiltinOperator.RELU;
      case RELU6 -> BuiltinOperator.RELU6;
      case RELU_N1_TO_1 -> BuiltinOperator.RELU_N1_TO_1;
      case TANH -> BuiltinOperator.TANH;
      case HARD_SWISH -> BuiltinOperator.HARD_SWISH;
      case LOGISTIC -> BuiltinOperator.LOGISTIC;
      case NONE -> throw new IllegalArgumentException("no operator applies nothing");
    };
  }

  static void prelu(NodeWriter writer, Node node) {
    writer.plain(node, BuiltinOperator.PRELU, 1, writer.operand(node, 0), writer.operand(node, 1));
  }

  static void softmax(NodeWriter writer, Node node, Op.Softmax softmax) {
    writer.emit(
        node,
        BuiltinOperator.SOFTMAX,
        1,
        BuiltinOptions.SoftmaxOptions,
        file -> SoftmaxOptions.createSoftmaxOptions(file, softmax.beta()),
        writer.operand(node, 0));
  }
}
