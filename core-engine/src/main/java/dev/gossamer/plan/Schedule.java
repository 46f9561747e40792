package dev.gossamer.plan;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which nodes run: that of the graph, but pooling and padding move up to right behind
 * what they read. They are the short branch around a block of convolutions; run first, their result
 * can be added in the last convolution's epilogue instead of in a pass of its own.
 */
final class Schedule {
  private Schedule() {}

  static List<Node> of(Graph graph) {
    List<Node> order = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Pool2d || node.op() instanceof Op.Pad) {
        order.add(behind(node.input(0), order), node);
      } else {
        order.add(node);
      }
    }
    return order;
  }

  /** The place behind the node that makes a value; the very first for a graph input. */
  private static int behind(Value value, List<Node> order) {
    for (int i = order.size() - 1; i >= 0; i--) {
      for (Value output : order.get(i).outputs()) {
        if (output.id() == value.id()) {
          return i + 1;
        }
      }
    }
    return 0;
  }
}
