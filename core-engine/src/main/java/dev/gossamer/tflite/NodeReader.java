package dev.gossamer.tflite;

import com.google.flatbuffers.Table;
import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.Operator;
import java.util.Arrays;
import java.util.List;

/**
 * One operator of the file, as the classes that read operators see it: its inputs as values or
 * attributes, its options, and {@link #emit}. All faults raised through it name the node.
 */
final class NodeReader {
  private final GraphReader graph;
  private final Operator operator;
  private final int index;
  private final String kind;

  NodeReader(GraphReader graph, Operator operator, int index, String kind) {
    this.graph = graph;
    this.operator = operator;
    this.index = index;
    this.kind = kind;
  }

  /** For messages: index, operator and the name of the first output. */
  String where() {
    int output = operator.outputsLength() == 0 ? -1 : operator.outputs(0);
    String name =
        output < 0 || output >= graph.tensors().count() ? "" : ", " + graph.tensors().where(output);
    return "operator " + index + " " + kind + name;
  }

  int inputCount() {
    return operator.inputsLength();
  }

  int outputCount() {
    return operator.outputsLength();
  }

  /** Whether an input, which may be optional, is given. */
  boolean has(int input) {
    return input < operator.inputsLength() && operator.inputs(input) != -1;
  }

  /** A FLOAT32 input that is not stored sparsely. */
  Value floats(int input) {
    Value value = any(input);
    if (value.type() != DataType.FLOAT32) {
      throw unsupported(
          "type " + value.type() + " of input " + input,
          "FLOAT32 (quantised tensors through QUANTIZE and DEQUANTIZE only)");
    }
    if (graph.constants().isSparse(tensorIndex(input))) {
      throw unsupported("sparse input " + input, "sparse weights of convolutions and DENSIFY");
    }
    return value;
  }

  /** A FLOAT32 input that may be stored sparsely. */
  Value weights(int input) {
    return graph.constants().isSparse(tensorIndex(input)) ? sparse(input) : floats(input);
  }

  private Value sparse(int input) {
    Value value = any(input);
    if (value.type() != DataType.FLOAT32) {
      throw unsupported("type " + value.type() + " of input " + input, "FLOAT32");
    }
    return value;
  }

  /** An input of any type. */
  Value any(int input) {
    return graph.value(tensorIndex(input), this);
  }

  /** The data of a constant input; null if it is not constant. */
  Constant constant(int input) {
    return graph.constant(any(input));
  }

  /** The entries of a constant integer input, such as axes or sizes. */
  int[] attribute(int input) {
    int tensor = tensorIndex(input);
    boolean empty = graph.tensors().data(tensor) == null;
    if (graph.isComputed(tensor) || (empty && !hasZeroExtent(tensor))) {
      throw unsupported("input " + input + " computed at run time", "a constant");
    }
    return graph.constants().attribute(tensor);
  }

  /** An attribute with a known number of entries. */
  int[] attribute(int input, int count) {
    int[] entries = attribute(input);
    if (entries.length != count) {
      throw malformed("Entries of input " + input, count, entries.length);
    }
    return entries;
  }

  private boolean hasZeroExtent(int tensor) {
    for (int extent : graph.tensors().extents(tensor)) {
      if (extent == 0) {
        return true;
      }
    }
    return false;
  }

  TensorReader.Quantization inputQuantization(int input) {
    return graph.tensors().quantization(tensorIndex(input));
  }

  TensorReader.Quantization outputQuantization() {
    return graph.tensors().quantization(outputIndex(0));
  }

  DataType outputType() {
    return graph.tensors().type(outputIndex(0));
  }

  /** The extents of the first output as the file gives them. */
  Shape outputShape() {
    return graph.tensors().shape(outputIndex(0));
  }

  /**
   * The operator's options.
   *
   * @param type of the union {@link BuiltinOptions}
   * @param table where to put them
   * @return the table, or null if the file has no options for the operator: defaults hold
   * @throws ModelFormatException if the options are those of another operator
   */
  <T extends Table> T optionsOrNull(byte type, T table) {
    byte found = operator.builtinOptionsType();
    if (found == BuiltinOptions.NONE) {
      return null;
    }
    if (found != type) {
      throw malformed("Type of options", BuiltinOptions.names[type], found);
    }
    return operator.builtinOptions(table) == null ? null : table;
  }

  /** As {@link #optionsOrNull}, for operators that mean nothing without options. */
  <T extends Table> T options(byte type, T table) {
    if (optionsOrNull(type, table) == null) {
      throw malformed("Options", BuiltinOptions.names[type], "none");
    }
    return table;
  }

  Operator operator() {
    return operator;
  }

  Activation activation(byte code) {
    return switch (code) {
      case ActivationFunctionType.NONE -> Activation.NONE;
      case ActivationFunctionType.RELU -> Activation.RELU;
      case ActivationFunctionType.RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
      case ActivationFunctionType.RELU6 -> Activation.RELU6;
      case ActivationFunctionType.TANH -> Activation.TANH;
      case ActivationFunctionType.SIGN_BIT ->
          throw unsupported("activation SIGN_BIT", "NONE, RELU, RELU_N1_TO_1, RELU6, TANH");
      default -> throw malformed("Activation", "0..5", code);
    };
  }

  /** A window extent, stride or dilation: 1..{@link ReadLimits#MAX_WINDOW}. */
  int window(String what, int found) {
    if (found < 1 || found > ReadLimits.MAX_WINDOW) {
      throw malformed(what, "1.." + ReadLimits.MAX_WINDOW, found);
    }
    return found;
  }

  /** An axis of a tensor, counted from the end if negative. */
  int axis(int found, int rank) {
    int axis = found < 0 ? found + rank : found;
    if (axis < 0 || axis >= rank) {
      throw malformed("Axis", -rank + ".." + (rank - 1), found);
    }
    return axis;
  }

  Shape rank4(String what, Value value) {
    if (value.shape().rank() != 4) {
      throw malformed("Shape of " + what, "four dimensions", value.shape());
    }
    return value.shape();
  }

  /** Adds the node whose results are the operator's outputs. */
  void emit(Op op, Value... inputs) {
    emit(op, Arrays.asList(inputs));
  }

  void emit(Op op, List<Value> inputs) {
    graph.add(this, op, inputs);
  }

  /** Adds a node in front of the one that makes the operator's output. */
  Value intermediate(Op op, Value input) {
    return graph.addIntermediate(this, op, input);
  }

  int outputIndex(int output) {
    return requireTensor("output", output, operator.outputs(output));
  }

  private int tensorIndex(int input) {
    if (input >= operator.inputsLength()) {
      throw malformed("Inputs", "at least " + (input + 1), operator.inputsLength());
    }
    return requireTensor("input", input, operator.inputs(input));
  }

  private int requireTensor(String what, int number, int tensor) {
    if (tensor < 0 || tensor >= graph.tensors().count()) {
      throw malformed(
          "Tensor of " + what + " " + number, "0.." + (graph.tensors().count() - 1), tensor);
    }
    return tensor;
  }

  ModelFormatException malformed(String what, Object expected, Object found) {
    return new ModelFormatException(what, where(), expected, found);
  }

  ModelFormatException malformed(String what) {
    return new ModelFormatException(what, where());
  }

  UnsupportedModelException unsupported(String what, String supported) {
    return new UnsupportedModelException(what, where(), supported);
  }
}
