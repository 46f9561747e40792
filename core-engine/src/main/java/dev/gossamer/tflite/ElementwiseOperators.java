package dev.gossamer.tflite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.AddOptions;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DivOptions;
import dev.gossamer.tflite.schema.LeakyReluOptions;
import dev.gossamer.tflite.schema.MulOptions;
import dev.gossamer.tflite.schema.SoftmaxOptions;
import dev.gossamer.tflite.schema.SubOptions;
import java.util.List;

/** Operators that keep the shape, between types included. */
final class ElementwiseOperators {
  private ElementwiseOperators() {}

  static void binary(NodeReader node, Op.Binary.Kind kind) {
    node.emit(new Op.Binary(kind, fused(node, kind)), node.floats(0), node.floats(1));
  }

  /** The same single field in a table of its own for each operator. */
  private static Activation fused(NodeReader node, Op.Binary.Kind kind) {
    return switch (kind) {
      case ADD -> {
        AddOptions add = node.optionsOrNull(BuiltinOptions.AddOptions, new AddOptions());
        yield add == null ? Activation.NONE : node.activation(add.fusedActivationFunction());
      }
      case SUB -> {
        SubOptions sub = node.optionsOrNull(BuiltinOptions.SubOptions, new SubOptions());
        yield sub == null ? Activation.NONE : node.activation(sub.fusedActivationFunction());
      }
      case MUL -> {
        MulOptions mul = node.optionsOrNull(BuiltinOptions.MulOptions, new MulOptions());
        yield mul == null ? Activation.NONE : node.activation(mul.fusedActivationFunction());
      }
      case DIV -> {
        DivOptions div = node.optionsOrNull(BuiltinOptions.DivOptions, new DivOptions());
        yield div == null ? Activation.NONE : node.activation(div.fusedActivationFunction());
      }
      case MAXIMUM, MINIMUM, SQUARED_DIFFERENCE -> Activation.NONE;
    };
  }

  static void unary(NodeReader node, Op.Unary.Kind kind) {
    node.emit(new Op.Unary(kind), node.floats(0));
  }

  static void leakyRelu(NodeReader node) {
    LeakyReluOptions options =
        node.options(BuiltinOptions.LeakyReluOptions, new LeakyReluOptions());
    node.emit(new Op.Unary(Op.Unary.Kind.LEAKY_RELU, options.alpha()), node.floats(0));
  }

  /** Inputs: x, slope. */
  static void prelu(NodeReader node) {
    node.emit(new Op.Prelu(), node.floats(0), node.floats(1));
  }

  static void softmax(NodeReader node) {
    SoftmaxOptions options = node.options(BuiltinOptions.SoftmaxOptions, new SoftmaxOptions());
    node.emit(new Op.Softmax(options.beta()), node.floats(0));
  }

  static void quantize(NodeReader node) {
    TensorReader.Quantization quantization = node.outputQuantization();
    DataType type = node.outputType();
    if (type != DataType.INT8 && type != DataType.UINT8) {
      throw node.unsupported("output type " + type, "INT8, UINT8");
    }
    if (quantization.scales().size() != 1) {
      throw node.malformed("Scales of the output", 1, quantization.scales().size());
    }
    float scale = quantization.scales().get(0);
    if (!(scale > 0)) {
      throw node.malformed("Scale of the output", "above 0", scale);
    }
    node.emit(new Op.Quantize(scale, quantization.zeroPoints().get(0), type), node.floats(0));
  }

  /** FLOAT16 is widened, integers need scales. */
  static void dequantize(NodeReader node) {
    Value x = node.any(0);
    switch (x.type()) {
      case FLOAT16 -> node.emit(new Op.Dequantize(List.of(), List.of(), 0), x);
      case INT8, UINT8, INT16, INT32 -> {
        TensorReader.Quantization quantization = node.inputQuantization(0);
        int scales = quantization.scales().size();
        if (scales == 0) {
          throw node.malformed("Scales of the input", "at least 1", 0);
        }
        int axis = scales == 1 ? 0 : node.axis(quantization.axis(), x.shape().rank());
        node.emit(new Op.Dequantize(quantization.scales(), quantization.zeroPoints(), axis), x);
      }
      case FLOAT32, INT64, BOOL ->
          throw node.unsupported("input type " + x.type(), "FLOAT16, INT8, UINT8, INT16, INT32");
    }
  }

  static void densify(NodeReader node) {
    Value x = node.any(0);
    if (node.constant(0) == null) {
      throw node.unsupported("input computed at run time", "a sparse constant");
    }
    node.emit(new Op.Densify(), x);
  }
}
