package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph as a PyTorch network that computes the same and can be trained: every float constant is a
 * parameter. The graph is taken as it is, rewritten or not, but its weights must be plain constants
 * (no DENSIFY or DEQUANTIZE); the first axis of its input, 1 in the graph, may be any batch.
 *
 * <pre>{@code
 * try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
 *   TorchNetwork network = new TorchNetwork(graph, manager);
 *   NDArray x = network.input(manager, pixels, 16);
 *   Map<Integer, NDArray> results = network.forward(x, Set.of(graph.outputs().get(0).id()));
 * }
 * }</pre>
 */
final class TorchNetwork {
  private final Graph graph;
  private final Parameters parameters;
  private final Map<Integer, Integer> lastUse = new HashMap<>();

  TorchNetwork(Graph graph, NDManager manager) {
    if (graph.inputs().size() != 1) {
      throw new IllegalArgumentException(
          "expected a model of one input, found " + graph.inputs().size());
    }
    this.graph = graph;
    parameters = new Parameters(graph, manager);
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (Value input : graph.nodes().get(i).inputs()) {
        lastUse.put(input.id(), i);
      }
    }
  }

  Graph graph() {
    return graph;
  }

  Parameters parameters() {
    return parameters;
  }

  /**
   * A batch for {@link #forward}.
   *
   * @param pixels {@code batch} pictures, each row-major in the shape of the graph's input
   */
  NDArray input(NDManager manager, float[] pixels, int batch) {
    long[] dims = Layouts.longs(graph.inputs().get(0).shape().dims());
    dims[0] = batch;
    return Layouts.create(manager, pixels, dims);
  }

  /**
   * Runs the network. What is not asked for is let go as soon as nothing needs it (PyTorch keeps
   * what a backward pass needs).
   *
   * @param x from {@link #input}; kept
   * @param wanted ids of values of the graph; where its node ends in a logistic function, the
   *     number before that (the logit) is given
   * @return per id, NCHW if of rank 4
   */
  Map<Integer, NDArray> forward(NDArray x, Set<Integer> wanted) {
    Map<Integer, NDArray> live = new HashMap<>();
    Map<Integer, NDArray> results = new HashMap<>();
    int inputId = graph.inputs().get(0).id();
    live.put(inputId, x);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      List<NDArray> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        inputs.add(
            live.containsKey(input.id())
                ? live.get(input.id())
                : parameters.has(input) ? parameters.get(input) : null);
      }
      int id = node.output().id();
      NDArray linear = NodeTranslator.linear(node, inputs);
      NDArray result = NodeTranslator.activate(node.op().activation(), linear);
      live.put(id, result);
      if (wanted.contains(id)) {
        results.put(id, node.op().activation() == Activation.LOGISTIC ? linear : result);
      }
      if (linear != result && results.get(id) != linear) {
        linear.close();
      }
      release(node, i, live, results.values(), inputId);
    }
    return results;
  }

  private void release(
      Node node, int index, Map<Integer, NDArray> live, Iterable<NDArray> results, int inputId) {
    for (Value input : new HashSet<>(node.inputs())) {
      NDArray array = live.get(input.id());
      if (array == null || input.id() == inputId || lastUse.get(input.id()) != index) {
        continue;
      }
      live.remove(input.id());
      boolean isKept = false;
      for (NDArray result : results) {
        isKept |= result == array;
      }
      for (NDArray other : live.values()) {
        isKept |= other == array;
      }
      if (!isKept) {
        array.close();
      }
    }
  }

  /** The graph with the parameters as they are now. */
  Graph trained() {
    Map<Integer, float[]> numbers = new HashMap<>();
    for (Parameters.Parameter parameter : parameters.all()) {
      numbers.put(parameter.value().id(), parameters.rowMajor(graph, parameter.value()));
    }
    Graph.Builder builder = Graph.builder(graph.name());
    Map<Integer, Value> made = new HashMap<>();
    for (Value input : graph.inputs()) {
      made.put(input.id(), builder.input(input.name(), input.type(), input.shape()));
    }
    for (Node node : graph.nodes()) {
      List<Value> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        inputs.add(made.computeIfAbsent(input.id(), id -> constant(builder, input, numbers)));
      }
      List<String> names = node.outputs().stream().map(Value::name).toList();
      List<Value> outputs = builder.addAll(node.name(), node.op(), inputs, names);
      for (int i = 0; i < outputs.size(); i++) {
        made.put(node.outputs().get(i).id(), outputs.get(i));
      }
    }
    for (Value output : graph.outputs()) {
      builder.output(made.get(output.id()));
    }
    return builder.build();
  }

  private Value constant(Graph.Builder builder, Value value, Map<Integer, float[]> numbers) {
    Constant old = graph.constant(value).orElseThrow();
    float[] trained = numbers.get(value.id());
    Constant now = trained == null ? old : Constant.Floats.of(value.shape(), trained);
    return builder.constant(value.name(), now);
  }
}
