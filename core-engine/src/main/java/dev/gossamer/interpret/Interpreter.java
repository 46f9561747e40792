package dev.gossamer.interpret;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a graph with portable kernels: the judge of every other way to run it. It executes the graph
 * as it is, folded or not; values are float arrays (integers and booleans as floats),
 * four-dimensional ones channels first inside.
 *
 * <pre>{@code
 * Interpreter interpreter = new Interpreter(graph);
 * float[][] outputs = interpreter.run(new float[][] {pixels});
 * }</pre>
 *
 * <p>Preparing packs the weights and plans the memory once; runs allocate only their results. Not
 * safe for use by several threads at once.
 */
public final class Interpreter {
  private final Graph graph;
  private final float[][] memory;
  private final List<Node> nodes = new ArrayList<>();
  private final Kernel[] kernels;
  private final StridedCopy[] inputCopies;
  private final long activationFloats;

  /** Prepares a graph for running. */
  public Interpreter(Graph graph) {
    this.graph = graph;
    memory = new float[graph.values().size()][];
    Preparation preparation = new Preparation(graph, memory);
    for (Node node : graph.nodes()) {
      if (preparation.isConstant(node)) {
        ConstantFolding.evaluate(node, preparation, memory);
      } else {
        nodes.add(node);
      }
    }
    kernels = new Kernel[nodes.size()];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = Kernels.of(nodes.get(i), preparation);
    }
    for (Value output : graph.outputs()) {
      preparation.operand(output);
    }
    inputCopies = new StridedCopy[graph.inputs().size()];
    for (int i = 0; i < inputCopies.length; i++) {
      inputCopies[i] = Layout.fromRowMajor(graph.inputs().get(i).shape());
    }
    BufferPlan plan = BufferPlan.of(graph, nodes);
    plan.allocate(memory);
    activationFloats = plan.floats();
  }

  public Graph graph() {
    return graph;
  }

  /** Floats that all activations together need. */
  public long activationFloats() {
    return activationFloats;
  }

  /**
   * Runs the graph once.
   *
   * @param inputs one array per graph input, in the graph's order, row-major (NHWC if
   *     four-dimensional); not kept
   * @return one new array per graph output, in the graph's order, row-major
   * @throws IllegalArgumentException if the number of inputs or of their elements is wrong
   */
  public float[][] run(float[][] inputs) {
    load(inputs);
    for (Kernel kernel : kernels) {
      kernel.run(memory);
    }
    return results();
  }

  /** The same, telling the listener of every node that ran. */
  public float[][] run(float[][] inputs, NodeListener listener) {
    load(inputs);
    for (int i = 0; i < kernels.length; i++) {
      Node node = nodes.get(i);
      long start = System.nanoTime();
      kernels[i].run(memory);
      long nanos = System.nanoTime() - start;
      listener.ran(node, nanos, index -> rowMajor(node.outputs().get(index)));
    }
    return results();
  }

  private void load(float[][] inputs) {
    List<Value> expected = graph.inputs();
    if (inputs.length != expected.size()) {
      throw new IllegalArgumentException(
          "expected " + expected.size() + " inputs, got " + inputs.length);
    }
    for (int i = 0; i < inputs.length; i++) {
      Value value = expected.get(i);
      if (inputs[i].length != value.shape().elements()) {
        throw new IllegalArgumentException(
            "input "
                + value
                + " needs "
                + value.shape().elements()
                + " floats, got "
                + inputs[i].length);
      }
      inputCopies[i].run(inputs[i], 0, memory[value.id()], 0);
    }
  }

  private float[][] results() {
    float[][] results = new float[graph.outputs().size()][];
    for (int i = 0; i < results.length; i++) {
      results[i] = rowMajor(graph.outputs().get(i));
    }
    return results;
  }

  private float[] rowMajor(Value value) {
    return Layout.rowMajor(value.shape(), memory[value.id()]);
  }
}
