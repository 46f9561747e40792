package dev.gossamer.plan;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which nodes run: that of the graph, with two exceptions that let a sum be taken in
 * an epilogue instead of in a pass of its own, since what is added must be there by then. Pooling
 * and padding, the short branch around a block of convolutions, move up to right behind what they
 * read. An enlargement moves down to right before its reader, behind the branch it is added to.
 */
final class Schedule {
  private final List<Node> order = new ArrayList<>();
  private final Map<Integer, Node> waiting = new HashMap<>();

  private Schedule() {}

  static List<Node> of(Graph graph) {
    Schedule schedule = new Schedule();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Resize) {
        schedule.waiting.put(node.output().id(), node);
        continue;
      }
      for (Value input : node.inputs()) {
        schedule.require(input);
      }
      if (node.op() instanceof Op.Pool2d || node.op() instanceof Op.Pad) {
        schedule.order.add(schedule.behind(node.input(0)), node);
      } else {
        schedule.order.add(node);
      }
    }
    for (Value output : graph.outputs()) {
      schedule.require(output);
    }
    return schedule.order;
  }

  /** Runs a waiting node, and what it waits for. */
  private void require(Value value) {
    Node node = waiting.remove(value.id());
    if (node != null) {
      require(node.input(0));
      order.add(node);
    }
  }

  /** The place behind the node that makes a value; the very first for a graph input. */
  private int behind(Value value) {
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
