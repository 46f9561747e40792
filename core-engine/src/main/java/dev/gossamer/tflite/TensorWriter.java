package dev.gossamer.tflite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values to tensors. A constant is written when the first operator reads it; one stored sparsely or
 * as halves gets the operators that unpack it, once.
 */
final class TensorWriter {
  private final Graph graph;
  private final ConstantStore constants;
  private final FileAssembly file;

  /** Per value its tensor, -1 before it has one. */
  private final int[] tensorOf;

  /** Names of inputs and outputs, by which callers know them: each is given once. */
  private final Set<String> interfaceNames = new HashSet<>();

  private final Map<Integer, Integer> densified = new HashMap<>();
  private final Map<Integer, Integer> widened = new HashMap<>();

  TensorWriter(Graph graph, ConstantStore constants, FileAssembly file) {
    this.graph = graph;
    this.constants = constants;
    this.file = file;
    tensorOf = new int[graph.values().size()];
    Arrays.fill(tensorOf, -1);
  }

  /** Makes the tensor of an input or a node's result. */
  int define(Value value) {
    DataType type = value.type() == DataType.FLOAT16 ? DataType.FLOAT32 : value.type();
    return define(value, type);
  }

  int define(Value value, DataType type) {
    int tensor =
        file.tensor(
            new FileAssembly.TensorEntry(
                name(value), type, value.shape().dims(), 0, false, null, quantization(value)));
    tensorOf[value.id()] = tensor;
    return tensor;
  }

  /** The value's; a number is appended where another input or output has it. */
  private String name(Value value) {
    if (!graph.isOutput(value) && graph.producer(value).isPresent()) {
      return value.name();
    }
    String name = value.name();
    for (int copy = 2; !interfaceNames.add(name); copy++) {
      name = value.name() + ":" + copy;
    }
    return name;
  }

  /** Lets a value be what a tensor holds already. */
  void alias(Value value, int tensor) {
    tensorOf[value.id()] = tensor;
  }

  boolean isInput(Value value) {
    return graph.producer(value).isEmpty() && !graph.isConstant(value);
  }

  boolean isOutput(Value value) {
    return graph.isOutput(value);
  }

  /** The tensor of a value, packed as it may be. */
  int stored(Value value) {
    if (tensorOf[value.id()] < 0) {
      tensorOf[value.id()] = writeConstant(value);
    }
    return tensorOf[value.id()];
  }

  /** The tensor of a value for an operator that computes: dense, and float32 if it is a float. */
  int operand(Value value) {
    return operand(stored(value));
  }

  private int operand(int tensor) {
    return widened(densified(tensor));
  }

  /** The dense tensor for one that may be sparse. */
  int densified(int tensor) {
    FileAssembly.TensorEntry packed = file.tensor(tensor);
    return !packed.sparse()
        ? tensor
        : densified.computeIfAbsent(
            tensor,
            t -> {
              int result =
                  file.tensor(
                      new FileAssembly.TensorEntry(
                          packed.name() + ":DENSIFY",
                          packed.type(),
                          packed.extents(),
                          0,
                          false,
                          null,
                          packed.quantization()));
              densify(t, result);
              return result;
            });
  }

  /** The float32 tensor for one that may be float16. */
  private int widened(int tensor) {
    FileAssembly.TensorEntry packed = file.tensor(tensor);
    return packed.type() != DataType.FLOAT16
        ? tensor
        : widened.computeIfAbsent(
            tensor,
            t -> {
              int result =
                  file.tensor(packed.name() + ":DEQUANTIZE", DataType.FLOAT32, packed.extents());
              dequantize(t, result);
              return result;
            });
  }

  void densify(int from, int to) {
    file.operator(
        BuiltinOperator.DENSIFY, 1, BuiltinOptions.NONE, null, new int[] {from}, new int[] {to});
  }

  void dequantize(int from, int to) {
    FileAssembly.TensorEntry packed = file.tensor(from);
    boolean perChannel = packed.quantization() != null && packed.quantization().scales().size() > 1;
    int version =
        switch (packed.type()) {
          case FLOAT16, INT16 -> 3;
          case INT8 -> perChannel ? 5 : 2;
          default -> 1;
        };
    file.operator(
        BuiltinOperator.DEQUANTIZE,
        version,
        BuiltinOptions.NONE,
        null,
        new int[] {from},
        new int[] {to});
  }

  private int writeConstant(Value value) {
    Constant constant =
        graph
            .constant(value)
            .orElseThrow(() -> new IllegalStateException(value + " is read before it is made"));
    ConstantStore.Use use =
        reachesOutput(value)
            ? ConstantStore.Use.OUTPUT
            : isWeights(value) ? ConstantStore.Use.WEIGHTS : ConstantStore.Use.OTHER;
    ConstantStore.Stored data = constants.store(constant, use);
    return file.tensor(
        new FileAssembly.TensorEntry(
            value.name(),
            data.type(),
            value.shape().dims(),
            data.buffer(),
            data.sparse(),
            data.sparsity(),
            quantization(value)));
  }

  /** The unpacked tensor of a constant that no value of the graph is. */
  int constant(String name, Constant.Floats constant) {
    ConstantStore.Stored data = constants.store(constant, ConstantStore.Use.OTHER);
    return operand(
        file.tensor(
            new FileAssembly.TensorEntry(
                name,
                data.type(),
                constant.shape().dims(),
                data.buffer(),
                data.sparse(),
                data.sparsity(),
                null)));
  }

  /** Whether a node only unpacks a constant. */
  private static boolean unpacks(Node node) {
    return node.op() instanceof Op.Densify
        || (node.op() instanceof Op.Dequantize dequantize && dequantize.scales().isEmpty());
  }

  private boolean reachesOutput(Value value) {
    if (graph.isOutput(value)) {
      return true;
    }
    for (Node consumer : graph.consumers(value)) {
      if (unpacks(consumer) && reachesOutput(consumer.output())) {
        return true;
      }
    }
    return false;
  }

  private boolean isWeights(Value value) {
    for (Node consumer : graph.consumers(value)) {
      boolean multiplies =
          switch (consumer.op()) {
            case Op.Conv2d conv -> consumer.input(1).id() == value.id();
            case Op.DepthwiseConv2d conv -> consumer.input(1).id() == value.id();
            case Op.TransposeConv2d conv -> consumer.input(1).id() == value.id();
            case Op.FullyConnected fc -> consumer.input(1).id() == value.id();
            default -> unpacks(consumer) && isWeights(consumer.output());
          };
      if (multiplies) {
        return true;
      }
    }
    return false;
  }

  /** Files keep scales at the tensor, graphs at the operator; null without any. */
  private TensorReader.Quantization quantization(Value value) {
    Node producer = graph.producer(value).orElse(null);
    TensorReader.Quantization found = null;
    if (producer != null && producer.op() instanceof Op.Quantize quantize) {
      found =
          new TensorReader.Quantization(
              List.of(quantize.scale()), List.of(quantize.zeroPoint()), 0);
    }
    for (Node consumer : graph.consumers(value)) {
      TensorReader.Quantization wanted =
          switch (consumer.op()) {
            case Op.Dequantize dequantize when !dequantize.scales().isEmpty() ->
                new TensorReader.Quantization(
                    dequantize.scales(), dequantize.zeroPoints(), dequantize.axis());
            case Op.Densify densify -> quantization(consumer.output());
            default -> null;
          };
      if (found != null && wanted != null && !found.equals(wanted)) {
        throw new IllegalArgumentException(
            value + " has the scales " + found.scales() + " and is read with " + wanted.scales());
      }
      found = found == null ? wanted : found;
    }
    return found;
  }
}
