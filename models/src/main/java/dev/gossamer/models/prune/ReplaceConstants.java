package dev.gossamer.models.prune;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same graph with other data in some of its constants. */
public final class ReplaceConstants {
  private ReplaceConstants() {}

  /**
   * @param replacements by the id of the constant's value; each of the type and shape of the old
   * @throws IllegalArgumentException if one is not
   */
  public static Graph in(Graph graph, Map<Integer, Constant> replacements) {
    Graph.Builder builder = Graph.builder(graph.name());
    Map<Integer, Value> made = new HashMap<>();
    for (Value input : graph.inputs()) {
      made.put(input.id(), builder.input(input.name(), input.type(), input.shape()));
    }
    for (Value value : graph.values()) {
      Constant old = graph.constant(value).orElse(null);
      if (old != null) {
        Constant data = replacements.getOrDefault(value.id(), old);
        if (data.type() != old.type() || !data.shape().equals(old.shape())) {
          throw new IllegalArgumentException(
              value + " cannot become " + data.type() + data.shape());
        }
        made.put(value.id(), builder.constant(value.name(), data));
      }
    }
    for (Node node : graph.nodes()) {
      List<Value> inputs = new ArrayList<>();
      List<String> names = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(made.get(input.id())));
      node.outputs().forEach(output -> names.add(output.name()));
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
}
