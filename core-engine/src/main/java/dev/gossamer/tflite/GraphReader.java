package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.Operator;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.SubGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The graph of a verified file, operator by operator, to a {@link Graph}. */
final class GraphReader {
  /**
   * Measured as 1300 for NEG and 3500 to 4100 for a convolution: the node and its lists, but most
   * of it texts put together for the checks of shape inference.
   */
  private static final int BYTES_PER_OPERATOR = 4096;

  /** Value, shape, name and its places in the graph's lists. */
  private static final int BYTES_PER_VALUE = 512;

  /** A reference in the lists that are made on the way. */
  private static final int BYTES_PER_INPUT = 64;

  private final GraphFile file;
  private final SubGraph subgraph;
  private final MemoryBudget budget;
  private final TensorReader tensors;
  private final ConstantReader constants;
  private final Graph.Builder builder;

  /** Per tensor its value once it has one. */
  private final Value[] values;

  /** Tensors that inputs or operators fill, whatever data the file holds for them. */
  private final boolean[] computed;

  /** What reports and plans know nodes by. */
  private final Set<String> nodeNames = new HashSet<>();

  /** Of the operator that is being read. */
  private String nodeName;

  GraphReader(GraphFile file, ReadLimits limits, MemoryBudget budget) {
    this.file = file;
    this.budget = budget;
    subgraph = file.graph();
    requireAtMost("Tensors", limits.tensors(), subgraph.tensorsLength());
    requireAtMost("Operators", limits.operators(), subgraph.operatorsLength());
    tensors = new TensorReader(file, subgraph, budget);
    constants = new ConstantReader(file.bytes(), tensors, budget);
    values = new Value[tensors.count()];
    computed = new boolean[tensors.count()];
    builder = Graph.builder(tensors.text(subgraph.nameAsByteBuffer(), () -> "subgraph 0, name"));
  }

  Graph read() {
    for (int i = 0; i < subgraph.inputsLength(); i++) {
      readInput(i);
    }
    for (int i = 0; i < subgraph.operatorsLength(); i++) {
      readOperator(i);
    }
    if (subgraph.outputsLength() == 0) {
      throw new ModelFormatException("Outputs", "subgraph 0", "at least 1", 0);
    }
    budget.take((long) BYTES_PER_INPUT * subgraph.outputsLength(), () -> "subgraph 0, outputs");
    for (int i = 0; i < subgraph.outputsLength(); i++) {
      builder.output(readOutput(i));
    }
    return builder.build();
  }

  TensorReader tensors() {
    return tensors;
  }

  ConstantReader constants() {
    return constants;
  }

  boolean isComputed(int tensor) {
    return computed[tensor];
  }

  /** The data of a value; null if it is not constant. */
  Constant constant(Value value) {
    return builder.constant(value).orElse(null);
  }

  private void readInput(int i) {
    int tensor = requireIndex("subgraph 0, input " + i, subgraph.inputs(i));
    if (computed[tensor]) {
      throw new ModelFormatException("Input is named twice", tensors.where(tensor));
    }
    requireConstantState(tensor);
    budget.take(BYTES_PER_VALUE, () -> tensors.where(tensor));
    computed[tensor] = true;
    values[tensor] =
        builder.input(tensors.name(tensor), tensors.type(tensor), tensors.shape(tensor));
  }

  private Value readOutput(int i) {
    String where = "subgraph 0, output " + i;
    int tensor = requireIndex(where, subgraph.outputs(i));
    Value value = values[tensor] != null ? values[tensor] : constantValue(tensor);
    if (value == null) {
      throw new ModelFormatException("Nothing makes " + tensors.where(tensor), where);
    }
    return value;
  }

  private void readOperator(int i) {
    Operator operator = subgraph.operators(i);
    long codeIndex = operator.opcodeIndex();
    if (codeIndex >= file.operatorCodes()) {
      throw new ModelFormatException(
          "Operator code", "operator " + i, "below " + file.operatorCodes(), codeIndex);
    }
    long cost =
        BYTES_PER_OPERATOR
            + (long) BYTES_PER_INPUT * operator.inputsLength()
            + (long) BYTES_PER_VALUE * operator.outputsLength();
    budget.take(cost, () -> "operator " + i);
    OperatorCode code = file.operatorCode((int) codeIndex);
    String custom = tensors.text(code.customCodeAsByteBuffer(), () -> "operator code " + codeIndex);
    int builtin = Math.max(code.deprecatedBuiltinCode(), code.builtinCode());
    String kind = OperatorTable.name(builtin, custom);
    NodeReader node = new NodeReader(this, operator, i, kind);
    OperatorTable.OperatorReader reader = OperatorTable.find(builtin, custom);
    if (reader == null) {
      throw new UnsupportedModelException(
          "operator " + kind, node.where(), OperatorTable.supported());
    }
    if (operator.outputsLength() == 0) {
      throw node.malformed("Outputs", "at least 1", 0);
    }
    for (int output = 0; output < operator.outputsLength(); output++) {
      claim(node, node.outputIndex(output));
    }
    nodeName = tensors.name(node.outputIndex(0));
    while (!nodeName.isEmpty() && !nodeNames.add(nodeName)) {
      nodeName += ":" + i;
    }
    try {
      reader.read(node);
    } catch (IllegalArgumentException e) {
      // The records of the graph refuse what does not fit, without knowing where it came from.
      throw node.malformed("Operator does not fit its inputs, " + e.getMessage());
    }
  }

  private void claim(NodeReader node, int tensor) {
    if (computed[tensor] || values[tensor] != null) {
      throw node.malformed("Output " + tensors.where(tensor) + " has a value already");
    }
    requireConstantState(tensor);
    computed[tensor] = true;
  }

  private void requireConstantState(int tensor) {
    if (tensors.tensor(tensor).isVariable()) {
      throw new UnsupportedModelException(
          "variable tensor", tensors.where(tensor), "tensors without state between runs");
    }
  }

  /** The value of a tensor that an operator reads. */
  Value value(int tensor, NodeReader user) {
    Value value = values[tensor];
    if (value == null && !computed[tensor]) {
      value = constantValue(tensor);
    }
    if (value == null) {
      throw user.malformed("Nothing made " + tensors.where(tensor) + " before");
    }
    return value;
  }

  /** Reads the data at first use; null if the file has none. */
  private Value constantValue(int tensor) {
    requireConstantState(tensor);
    if (!constants.isConstant(tensor)) {
      return null;
    }
    budget.take(BYTES_PER_VALUE, () -> tensors.where(tensor));
    values[tensor] = builder.constant(tensors.name(tensor), constants.read(tensor));
    return values[tensor];
  }

  void add(NodeReader node, Op op, List<Value> inputs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < node.outputCount(); i++) {
      names.add(tensors.name(node.outputIndex(i)));
    }
    List<Value> results = builder.addAll(nodeName, op, inputs, names);
    if (results.size() != node.outputCount()) {
      throw node.malformed("Outputs", results.size(), node.outputCount());
    }
    for (int i = 0; i < results.size(); i++) {
      int tensor = node.outputIndex(i);
      requireInferred(node, tensor, results.get(i));
      values[tensor] = results.get(i);
    }
  }

  Value addIntermediate(NodeReader node, Op op, Value input) {
    budget.take(BYTES_PER_OPERATOR + BYTES_PER_VALUE, node::where);
    String name = tensors.name(node.outputIndex(0));
    return builder.addAll(nodeName, op, List.of(input), List.of(name + ":" + op.label())).get(0);
  }

  /**
   * The file repeats type and shape of every result; a difference means that the file is damaged or
   * that an operator is understood wrongly. Only what the file itself leaves open may differ: a
   * tensor without shape that does not claim to be a scalar, and extents that the shape signature
   * gives as -1.
   */
  private void requireInferred(NodeReader node, int tensor, Value result) {
    if (tensors.type(tensor) != result.type()) {
      throw node.malformed("Type of output", result.type(), tensors.type(tensor));
    }
    int[] extents = tensors.extents(tensor);
    if (extents.length == 0 && !tensors.isScalar(tensor)) {
      return;
    }
    boolean same = extents.length == result.shape().rank();
    for (int axis = 0; same && axis < extents.length; axis++) {
      same = extents[axis] == result.shape().dim(axis) || tensors.isDynamic(tensor, axis);
    }
    if (!same) {
      Shape found = tensors.shape(tensor);
      throw node.malformed("Shape of output", result.shape(), found);
    }
  }

  private int requireIndex(String where, int tensor) {
    if (tensor < 0 || tensor >= tensors.count()) {
      throw new ModelFormatException("Tensor", where, "0.." + (tensors.count() - 1), tensor);
    }
    return tensor;
  }

  private static void requireAtMost(String what, int most, int found) {
    if (found > most) {
      throw new ModelFormatException(what, "subgraph 0", "at most " + most, found);
    }
  }
}
