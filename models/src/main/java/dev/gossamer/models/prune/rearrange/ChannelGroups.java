package dev.gossamer.models.prune.rearrange;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which values must have their channels (the last axis) in the same order: what a residual addition
 * joins, what passes through a depthwise convolution, an activation or a pool. A group in which
 * somebody depends on the order, as the graph's outputs do, is fixed.
 */
final class ChannelGroups {
  private final Graph graph;
  private final int[] parent;
  private final boolean[] fixed;

  /**
   * Values whose channels can be put in another order together.
   *
   * @param bounds from 0 to the most channels of a value, ascending: channels change places between
   *     two bounds only. Those between are the channels of narrower values, which a PAD widens.
   * @param producers layers whose output channels these are
   * @param consumers layers whose input channels these are
   * @param followers constants with one entry per channel in their last axis
   */
  record Group(
      TreeSet<Integer> bounds, List<Node> producers, List<Node> consumers, List<Value> followers) {
    Group() {
      this(new TreeSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      bounds.add(0);
    }
  }

  private ChannelGroups(Graph graph) {
    this.graph = graph;
    parent = new int[graph.values().size()];
    fixed = new boolean[parent.length];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
  }

  /** Groups that are not fixed and have more than one channel, in order of their first layer. */
  static List<Group> of(Graph graph) {
    ChannelGroups groups = new ChannelGroups(graph);
    graph.inputs().forEach(groups::fix);
    graph.outputs().forEach(groups::fix);
    graph.nodes().forEach(groups::visit);
    return groups.collect();
  }

  static int channels(Value value) {
    return value.shape().rank() == 0 ? 1 : value.shape().dim(-1);
  }

  /** Whether a layer sums over channels and makes new ones, with weights that can be reordered. */
  static boolean mixes(Graph graph, Node node) {
    boolean kind =
        switch (node.op()) {
          case Op.Conv2d conv -> conv.groups() == 1;
          case Op.TransposeConv2d conv -> true;
          case Op.FullyConnected connected ->
              node.input(1).shape().dim(1) % channels(node.input(0)) == 0;
          default -> false;
        };
    return kind
        && !graph.isConstant(node.input(0))
        && isOwn(graph, node.input(1))
        && (node.inputs().size() < 3 || isOwn(graph, node.input(2)));
  }

  /** Whether a value is a float constant that only one node reads. */
  private static boolean isOwn(Graph graph, Value value) {
    Constant constant = graph.constant(value).orElse(null);
    return constant != null
        && constant.type().isFloat()
        && graph.consumers(value).size() == 1
        && !graph.isOutput(value);
  }

  private void visit(Node node) {
    if (mixes(graph, node)) {
      return;
    }
    if (!ties(node)) {
      node.inputs().forEach(this::fix);
      node.outputs().forEach(this::fix);
      return;
    }
    for (Value output : node.outputs()) {
      for (Value input : node.inputs()) {
        boolean same = channels(input) == channels(output) || node.op() instanceof Op.Pad;
        boolean follows = same && channels(output) > 1;
        if (follows && !graph.isConstant(input)) {
          union(input, output);
        } else if (follows && !isOwn(graph, input)) {
          fix(output);
        }
      }
    }
  }

  /**
   * Whether channel i of every output comes from channel i of each input that has as many; or from
   * no input at all, where channels are padded behind the others.
   */
  private boolean ties(Node node) {
    int last = node.output().shape().rank() - 1;
    return last >= 0
        && switch (node.op()) {
          case Op.DepthwiseConv2d conv -> conv.multiplier() == 1;
          case Op.Unary unary -> true;
          case Op.Softmax softmax -> true;
          case Op.Pool2d pool -> true;
          case Op.Resize resize -> true;
          case Op.Binary binary -> fitsLast(node);
          case Op.Prelu prelu -> fitsLast(node);
          case Op.Pad pad -> pad.before().get(last) == 0;
          case Op.Concatenation concat -> concat.axis() != last;
          case Op.Split split -> split.axis() != last;
          case Op.Reduce reduce -> !reduce.axes().contains(node.input(0).shape().rank() - 1);
          case Op.Reshape reshape -> channels(node.input(0)) == channels(node.output());
          case Op.StridedSlice slice ->
              slice.strides().get(last) == 1 && channels(node.input(0)) == channels(node.output());
          default -> false;
        };
  }

  private static boolean fitsLast(Node node) {
    for (Value input : node.inputs()) {
      if (channels(input) != 1 && channels(input) != channels(node.output())) {
        return false;
      }
    }
    return true;
  }

  private void fix(Value value) {
    fixed[find(value.id())] = true;
  }

  private int find(int id) {
    while (parent[id] != id) {
      parent[id] = parent[parent[id]];
      id = parent[id];
    }
    return id;
  }

  private void union(Value a, Value b) {
    int first = find(a.id());
    int second = find(b.id());
    parent[second] = first;
    fixed[first] |= fixed[second];
  }

  private List<Group> collect() {
    Map<Integer, Group> groups = new TreeMap<>();
    Map<Integer, Integer> order = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (Value output : node.outputs()) {
        int root = find(output.id());
        int channels = channels(output);
        if (fixed[root] || channels < 2 || graph.isConstant(output)) {
          continue;
        }
        int key = order.computeIfAbsent(root, id -> order.size());
        Group group = groups.computeIfAbsent(key, id -> new Group());
        group.bounds().add(channels);
        if (mixes(graph, node)) {
          group.producers().add(node);
        } else {
          follow(node, channels, group);
        }
        for (Node consumer : graph.consumers(output)) {
          if (mixes(graph, consumer) && consumer.input(0).id() == output.id()) {
            group.consumers().add(consumer);
          }
        }
      }
    }
    return List.copyOf(groups.values());
  }

  private void follow(Node node, int channels, Group group) {
    for (Value input : node.inputs()) {
      if (graph.isConstant(input) && channels(input) == channels) {
        group.followers().add(input);
      }
    }
  }
}
