package dev.gossamer.tflite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import java.util.List;

/** One node of the graph to one or more operators; the way back is {@link NodeReader}. */
final class NodeWriter {
  private final TensorWriter tensors;
  private final FileAssembly file;

  NodeWriter(TensorWriter tensors, FileAssembly file) {
    this.tensors = tensors;
    this.file = file;
  }

  void write(Node node) {
    switch (node.op()) {
      case Op.Conv2d conv -> ConvolutionWriter.conv2d(this, node, conv);
      case Op.DepthwiseConv2d conv -> ConvolutionWriter.depthwise(this, node, conv);
      case Op.TransposeConv2d conv -> ConvolutionWriter.transposed(this, node, conv);
      case Op.FullyConnected fc -> ConvolutionWriter.fullyConnected(this, node, fc);
      case Op.Binary binary -> ElementwiseWriter.binary(this, node, binary);
      case Op.Unary unary -> ElementwiseWriter.unary(this, node, unary);
      case Op.Prelu prelu -> ElementwiseWriter.prelu(this, node);
      case Op.Softmax softmax -> ElementwiseWriter.softmax(this, node, softmax);
      case Op.Quantize quantize -> plain(node, BuiltinOperator.QUANTIZE, 1, operand(node, 0));
      case Op.Dequantize dequantize -> dequantize(node);
      case Op.Densify densify -> densify(node);
      case Op.Pool2d pool -> SpatialWriter.pool(this, node, pool);
      case Op.Reduce reduce -> SpatialWriter.reduce(this, node, reduce);
      case Op.Resize resize -> SpatialWriter.resize(this, node, resize);
      case Op.DepthToSpace shuffle -> SpatialWriter.depthToSpace(this, node, shuffle);
      case Op.SpaceToDepth shuffle -> SpatialWriter.spaceToDepth(this, node, shuffle);
      case Op.Concatenation concat -> MovementWriter.concatenation(this, node, concat);
      case Op.Split split -> MovementWriter.split(this, node, split);
      case Op.Reshape reshape -> MovementWriter.reshape(this, node);
      case Op.Pad pad -> MovementWriter.pad(this, node, pad);
      case Op.StridedSlice slice -> MovementWriter.slice(this, node, slice);
      case Op.Transpose transpose -> MovementWriter.transpose(this, node, transpose);
      case Op.Gather gather -> MovementWriter.gather(this, node, gather);
    }
  }

  private void densify(Node node) {
    int input = tensors.stored(node.input(0));
    if (file.tensor(input).sparse()) {
      tensors.densify(input, tensors.define(node.output(), file.tensor(input).type()));
    } else {
      pass(node, input);
    }
  }

  private void dequantize(Node node) {
    int input = tensors.densified(tensors.stored(node.input(0)));
    if (file.tensor(input).type() == DataType.FLOAT32) {
      pass(node, input);
    } else {
      tensors.dequantize(input, tensors.define(node.output()));
    }
  }

  /** A node whose result the tensor holds already; only an output of the graph needs its own. */
  private void pass(Node node, int input) {
    if (!tensors.isOutput(node.output())) {
      tensors.alias(node.output(), input);
      return;
    }
    int result = tensors.define(node.output(), file.tensor(input).type());
    MovementWriter.reshape(this, input, node.output().shape(), result);
  }

  /**
   * The tensor that leaves the graph. An input that does is copied: LiteRT.js 2.5.3 gives wrong
   * numbers for it.
   */
  int output(Value value, int tensor) {
    if (!tensors.isInput(value) || value.type() != DataType.FLOAT32) {
      return tensor;
    }
    int copy = tensors.define(value);
    MovementWriter.reshape(this, tensor, value.shape(), copy);
    return copy;
  }

  int operand(Node node, int input) {
    return tensors.operand(node.input(input));
  }

  int operand(Value value) {
    return tensors.operand(value);
  }

  int define(Value value) {
    return tensors.define(value);
  }

  FileAssembly file() {
    return file;
  }

  /** A constant of INT32 numbers in one dimension that belongs to a node. */
  int ints(Node node, String what, int... numbers) {
    return file.ints(node.name() + ":" + what, new int[] {numbers.length}, numbers);
  }

  int ints(Node node, String what, List<Integer> numbers) {
    int[] array = new int[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return ints(node, what, array);
  }

  int scalar(Node node, String what, int number) {
    return file.ints(node.name() + ":" + what, new int[0], number);
  }

  /** Zeros in the type that the options ask for. */
  int zeros(Node node, String what, int count) {
    return tensors.constant(
        node.name() + ":" + what, Constant.Floats.of(Shape.of(count), new float[count]));
  }

  /** A float result between two operators that one node becomes. */
  int intermediate(Node node, String what, Shape shape) {
    return file.tensor(node.name() + ":" + what, DataType.FLOAT32, shape.dims());
  }

  /** An operator without options that makes the node's result. */
  void plain(Node node, int builtin, int version, int... inputs) {
    emit(node, builtin, version, BuiltinOptions.NONE, null, inputs);
  }

  /** The operator that makes the node's only result; it has no activation. */
  void emit(
      Node node,
      int builtin,
      int version,
      byte optionsType,
      FileAssembly.Options options,
      int... inputs) {
    file.operator(builtin, version, optionsType, options, inputs, tensors.define(node.output()));
  }

  /** Whether TFLite's kernels apply an activation that their options name. */
  static boolean isFusable(Activation activation) {
    return activation.isClamp();
  }

  /** The code for options: the activation if it can be fused, else NONE. */
  static byte fused(Activation activation) {
    return switch (activation) {
      case RELU -> ActivationFunctionType.RELU;
      case RELU6 -> ActivationFunctionType.RELU6;
      case RELU_N1_TO_1 -> ActivationFunctionType.RELU_N1_TO_1;
      case NONE, TANH, HARD_SWISH, LOGISTIC -> ActivationFunctionType.NONE;
    };
  }

  /** As {@link #emit} for an operator whose options hold {@link #fused}. */
  void emitFused(
      Node node,
      int builtin,
      int version,
      byte optionsType,
      FileAssembly.Options options,
      int... inputs) {
    Activation activation = node.op().activation();
    if (isFusable(activation)) {
      emit(node, builtin, version, optionsType, options, inputs);
    } else {
      emitThenActivate(node, builtin, version, optionsType, options, inputs);
    }
  }

  /** As {@link #emit} for an operator that cannot fuse: an activation becomes an operator. */
  void emitThenActivate(
      Node node,
      int builtin,
      int version,
      byte optionsType,
      FileAssembly.Options options,
      int... inputs) {
    Activation activation = node.op().activation();
    if (activation == Activation.NONE) {
      emit(node, builtin, version, optionsType, options, inputs);
      return;
    }
    int before = intermediate(node, node.op().label(), node.output().shape());
    file.operator(builtin, version, optionsType, options, inputs, before);
    plain(node, ElementwiseWriter.code(activation), 1, before);
  }
}
