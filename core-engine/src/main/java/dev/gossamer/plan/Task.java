package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.List;

/**
 * A node together with the nodes fused into its epilogue: result = activation(op(inputs) +
 * residual).
 *
 * @param output what the last fused node makes
 * @param activation applied last; NONE if slopes are given
 * @param slopes PReLU slopes per channel, or null
 * @param residual added before the activation, of the output's shape, or null
 * @param fused the nodes merged into this one, in order; empty for a plain node
 */
public record Task(
    Node node,
    Value output,
    Activation activation,
    float[] slopes,
    Value residual,
    List<Node> fused) {

  public Op op() {
    return node.op();
  }

  public Value input(int index) {
    return node.input(index);
  }

  /** For example {@code CONV_2D + ADD + PRELU}. */
  public String label() {
    StringBuilder text = new StringBuilder(node.op().label());
    for (Node each : fused) {
      text.append(" + ").append(each.op().label());
    }
    return text.toString();
  }
}
