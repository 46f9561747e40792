package dev.gossamer.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An immutable dataflow graph: values, the nodes that make them in execution order, and the data of
 * constants. Every value is a graph input, a constant or the output of exactly one node, and is
 * made before it is used.
 *
 * <pre>{@code
 * Graph.Builder builder = Graph.builder("example");
 * Value x = builder.input("x", Shape.of(1, 8, 8, 3));
 * Value w = builder.constant("w", Constant.Floats.of(Shape.of(4, 1, 1, 3), new float[12]));
 * Value y = builder.add("y",
 *     new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU), x, w);
 * Graph graph = builder.output(y).build();
 * }</pre>
 */
public final class Graph {
  private final String name;
  private final List<Value> values;
  private final List<Value> inputs;
  private final List<Value> outputs;
  private final List<Node> nodes;

  /** By value; null where it is none. */
  private final Constant[] constants;

  private final boolean[] isOutput;
  private final Node[] producers;
  private final List<List<Node>> consumers;

  private Graph(Builder builder) {
    name = builder.name;
    values = List.of(builder.values.toArray(new Value[0]));
    inputs = List.copyOf(builder.inputs);
    outputs = List.copyOf(builder.outputs);
    nodes = List.of(builder.nodes.toArray(new Node[0]));
    constants = builder.constants.toArray(new Constant[0]);
    isOutput = new boolean[constants.length];
    for (Value output : outputs) {
      isOutput[output.id()] = true;
    }
    producers = new Node[values.size()];
    consumers = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      consumers.add(new ArrayList<>(1));
    }
    for (Node node : nodes) {
      for (Value output : node.outputs()) {
        producers[output.id()] = node;
      }
      for (Value input : node.inputs()) {
        List<Node> users = consumers.get(input.id());
        if (users.isEmpty() || users.get(users.size() - 1) != node) {
          users.add(node);
        }
      }
    }
  }

  public static Builder builder(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** All values; a value's id is its index. */
  public List<Value> values() {
    return values;
  }

  public List<Value> inputs() {
    return inputs;
  }

  public List<Value> outputs() {
    return outputs;
  }

  /** In execution order. */
  public List<Node> nodes() {
    return nodes;
  }

  public boolean isConstant(Value value) {
    return constants[value.id()] != null;
  }

  /** The data of a constant value; empty for inputs and results. */
  public Optional<Constant> constant(Value value) {
    return Optional.ofNullable(constants[value.id()]);
  }

  /** The node that makes a value; empty for inputs and constants. */
  public Optional<Node> producer(Value value) {
    return Optional.ofNullable(producers[value.id()]);
  }

  /** The nodes that read a value, each once, in execution order; graph outputs are not counted. */
  public List<Node> consumers(Value value) {
    return Collections.unmodifiableList(consumers.get(value.id()));
  }

  public boolean isOutput(Value value) {
    return isOutput[value.id()];
  }

  /** Builds a graph front to back; a node's inputs must exist before it. */
  public static final class Builder {
    private final String name;
    private final List<Value> values = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /** One per value, null where it is none. */
    private final List<Constant> constants = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** A FLOAT32 graph input. */
    public Value input(String valueName, Shape shape) {
      return input(valueName, DataType.FLOAT32, shape);
    }

    public Value input(String valueName, DataType type, Shape shape) {
      Value value = value(valueName, type, shape);
      inputs.add(value);
      return value;
    }

    public Value constant(String valueName, Constant data) {
      Value value = value(valueName, data.type(), data.shape());
      constants.set(value.id(), data);
      return value;
    }

    /** The data of a constant made with this builder. */
    public Optional<Constant> constant(Value value) {
      return Optional.ofNullable(constants.get(value.id()));
    }

    /**
     * Adds a node with one output whose type and shape are inferred.
     *
     * @throws IllegalArgumentException if the inputs do not fit the operator
     */
    public Value add(String nodeName, Op op, Value... nodeInputs) {
      return addAll(nodeName, op, List.of(nodeInputs)).get(0);
    }

    /** Adds a node; the outputs' types and shapes are inferred, their names are the node's. */
    public List<Value> addAll(String nodeName, Op op, List<Value> nodeInputs) {
      return addAll(nodeName, op, nodeInputs, List.of());
    }

    /**
     * Adds a node; the outputs' types and shapes are inferred.
     *
     * @param outputNames names of the outputs; one that is missing is the node's
     */
    public List<Value> addAll(
        String nodeName, Op op, List<Value> nodeInputs, List<String> outputNames) {
      requireOwn(nodeInputs);
      List<Value> results = new ArrayList<>();
      for (ShapeInference.Inferred inferred : ShapeInference.infer(op, nodeInputs)) {
        int index = results.size();
        String name = index < outputNames.size() ? outputNames.get(index) : nodeName;
        results.add(value(name, inferred.type(), inferred.shape()));
      }
      nodes.add(new Node(nodeName, op, nodeInputs, results));
      return results;
    }

    /**
     * Adds a node as another graph has it, with new inputs. Nothing is inferred where these have
     * the types and shapes of the old ones.
     */
    public List<Value> addLike(Node like, String nodeName, List<Value> nodeInputs) {
      boolean same = nodeInputs.size() == like.inputs().size();
      for (int i = 0; same && i < nodeInputs.size(); i++) {
        Value old = like.input(i);
        Value input = nodeInputs.get(i);
        same = input.type() == old.type() && input.shape().equals(old.shape());
      }
      if (!same) {
        return addAll(nodeName, like.op(), nodeInputs);
      }
      requireOwn(nodeInputs);
      List<Value> results = new ArrayList<>(like.outputs().size());
      for (Value output : like.outputs()) {
        results.add(value(nodeName, output.type(), output.shape()));
      }
      nodes.add(new Node(nodeName, like.op(), nodeInputs, results));
      return results;
    }

    private void requireOwn(List<Value> nodeInputs) {
      for (Value input : nodeInputs) {
        if (input.id() >= values.size() || values.get(input.id()) != input) {
          throw new IllegalArgumentException(input + " does not belong to this builder");
        }
      }
    }

    public Builder output(Value... graphOutputs) {
      outputs.addAll(List.of(graphOutputs));
      return this;
    }

    /**
     * @throws IllegalArgumentException if there is no output
     */
    public Graph build() {
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException("graph '" + name + "' has no output");
      }
      return new Graph(this);
    }

    private Value value(String valueName, DataType type, Shape shape) {
      Value value = new Value(values.size(), valueName, type, shape);
      values.add(value);
      constants.add(null);
      return value;
    }
  }
}
