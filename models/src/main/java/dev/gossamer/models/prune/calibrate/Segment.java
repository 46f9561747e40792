package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a graph from one position to another as a graph of their own: what is read from
 * before goes in, what is read behind comes out.
 */
public final class Segment {
  private final List<Value> reads = new ArrayList<>();
  private final List<Value> makes = new ArrayList<>();
  private final Set<Integer> live;
  private final Interpreter interpreter;

  /**
   * @param from first node
   * @param to one past the last node
   * @param replaced constants that are others than the graph's, by the id of their value
   */
  public Segment(Graph graph, int from, int to, Map<Integer, Constant> replaced) {
    live = liveBefore(graph, to);
    Graph.Builder builder = Graph.builder(graph.name());
    Map<Integer, Value> known = new HashMap<>();
    for (Node node : graph.nodes().subList(from, to)) {
      List<Value> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        Value here = known.get(input.id());
        if (here == null) {
          Constant constant = replaced.get(input.id());
          constant = constant == null ? graph.constant(input).orElse(null) : constant;
          if (constant != null) {
            here = builder.constant(input.name(), constant);
          } else {
            here = builder.input(input.name(), input.type(), input.shape());
            reads.add(input);
          }
          known.put(input.id(), here);
        }
        inputs.add(here);
      }
      List<Value> outputs = builder.addAll(node.name(), node.op(), inputs);
      for (int i = 0; i < outputs.size(); i++) {
        Value output = node.outputs().get(i);
        known.put(output.id(), outputs.get(i));
        if (live.contains(output.id())) {
          makes.add(output);
          builder.output(outputs.get(i));
        }
      }
    }
    interpreter = makes.isEmpty() ? null : new Interpreter(builder.build());
  }

  /**
   * Ids of what nodes from a position on read and no node from there on makes, and of the graph's
   * outputs that are there already.
   */
  static Set<Integer> liveBefore(Graph graph, int position) {
    Set<Integer> live = new HashSet<>();
    Set<Integer> made = new HashSet<>();
    for (Node node : graph.nodes().subList(position, graph.nodes().size())) {
      for (Value input : node.inputs()) {
        if (!graph.isConstant(input) && !made.contains(input.id())) {
          live.add(input.id());
        }
      }
      node.outputs().forEach(output -> made.add(output.id()));
    }
    for (Value output : graph.outputs()) {
      if (!graph.isConstant(output) && !made.contains(output.id())) {
        live.add(output.id());
      }
    }
    return live;
  }

  /** Floats of all values that live before a position. */
  public static long liveFloats(Graph graph, int position) {
    Set<Integer> live = liveBefore(graph, position);
    long floats = 0;
    for (Value value : graph.values()) {
      floats += live.contains(value.id()) ? value.shape().elements() : 0;
    }
    return floats;
  }

  /**
   * Runs the nodes.
   *
   * @param state row-major values by id; becomes those that live behind the segment
   */
  public void run(Map<Integer, float[]> state) {
    if (interpreter != null) {
      float[][] inputs = new float[reads.size()][];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = state.get(reads.get(i).id());
      }
      float[][] outputs = interpreter.run(inputs);
      for (int i = 0; i < outputs.length; i++) {
        state.put(makes.get(i).id(), outputs[i]);
      }
    }
    state.keySet().retainAll(live);
  }
}
