package dev.gossamer.interpret;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes single nodes whose inputs are all constant, for whoever folds constants. */
public final class NodeEvaluator {
  private NodeEvaluator() {}

  /**
   * The node's output, if it is its only one and of floats.
   *
   * @param inputs one per input of the node
   */
  public static Optional<Constant> evaluate(Node node, List<Constant> inputs) {
    if (node.outputs().size() != 1 || !node.output().type().isFloat()) {
      return Optional.empty();
    }
    Graph.Builder builder = Graph.builder(node.name());
    List<Value> values = new ArrayList<>();
    for (Constant input : inputs) {
      values.add(builder.constant("", input));
    }
    Value output = builder.addAll(node.name(), node.op(), values).get(0);
    float[][] results = new Interpreter(builder.output(output).build()).run(new float[0][]);
    return Optional.of(new Constant.Floats(output.type(), output.shape(), results[0]));
  }
}
