package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.rewrite.ChannelFlow.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds a graph with only the live channels of every value. */
final class ChannelSlicer {
  private final Graph graph;
  private final ChannelFlow flow;
  private final ConstantChannels constants;
  private final LiveChannels live;
  private final Graph.Builder builder;

  /** New values by the ids of old ones. */
  private final Map<Integer, Value> rebuilt = new HashMap<>();

  ChannelSlicer(Graph graph, ChannelFlow flow, ConstantChannels constants, LiveChannels live) {
    this.graph = graph;
    this.flow = flow;
    this.constants = constants;
    this.live = live;
    builder = Graph.builder(graph.name());
  }

  Graph slice() {
    for (Value input : graph.inputs()) {
      rebuilt.put(input.id(), builder.input(input.name(), input.type(), input.shape()));
    }
    for (Node node : graph.nodes()) {
      List<Value> inputs =
          switch (flow.role(node)) {
            case MIXES -> mixed(node);
            case TIES -> tied(node);
            case OPAQUE -> whole(node);
          };
      Op op = flow.role(node) == Role.TIES ? resized(node) : node.op();
      List<Value> results = builder.addAll(node.name(), op, inputs);
      for (int i = 0; i < results.size(); i++) {
        rebuilt.put(node.outputs().get(i).id(), results.get(i));
      }
    }
    for (Value output : graph.outputs()) {
      builder.output(whole(output));
    }
    return builder.build();
  }

  private List<Value> whole(Node node) {
    List<Value> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      inputs.add(whole(input));
    }
    return inputs;
  }

  /** The new value; a constant with all of its channels. */
  private Value whole(Value value) {
    Value known = rebuilt.get(value.id());
    if (known == null) {
      known = builder.constant(value.name(), graph.constant(value).orElseThrow());
      rebuilt.put(value.id(), known);
    }
    return known;
  }

  private List<Value> mixed(Node node) {
    ChannelWeights sliced =
        new ChannelWeights(
            graph, node, constants, live.live(node.output()), live.live(node.input(0)));
    List<Value> inputs = new ArrayList<>();
    inputs.add(rebuilt.get(node.input(0).id()));
    inputs.add(constant(node.input(1), sliced.weights()));
    Constant bias = sliced.bias();
    if (bias != null && node.inputs().size() > 2) {
      inputs.add(constant(node.input(2), bias));
    } else if (bias != null) {
      inputs.add(builder.constant(node.name() + "/bias", bias));
    }
    return inputs;
  }

  private List<Value> tied(Node node) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.input(i);
      Constant constant = graph.constant(input).orElse(null);
      if (constant == null) {
        inputs.add(rebuilt.get(input.id()));
        continue;
      }
      int[] kept = keptOfConstant(node, i);
      if (kept == null) {
        inputs.add(whole(input));
      } else if (kept.length > 0) {
        inputs.add(constant(input, ChannelWeights.lastAxis(constant, kept)));
      }
    }
    return inputs;
  }

  /** The channels of a constant input that live outputs read; null if it is to stay whole. */
  private int[] keptOfConstant(Node node, int input) {
    if (node.op() instanceof Op.DepthwiseConv2d) {
      return live.live(node.output());
    }
    int[] outputs = live.live(node.output());
    int[] kept = new int[outputs.length];
    int count = 0;
    for (int channel : outputs) {
      int from = ChannelFlow.source(node, 0, channel, input);
      if (from >= 0) {
        kept[count++] = from;
      }
    }
    boolean concatenates = node.op() instanceof Op.Concatenation;
    return count == 0 && !concatenates ? null : Arrays.copyOf(kept, count);
  }

  /** A new constant, or the old one where nothing was left out. */
  private Value constant(Value old, Constant sliced) {
    return graph.constant(old).orElseThrow() == sliced
        ? whole(old)
        : builder.constant(old.name(), sliced);
  }

  /** The operator, its attributes fitting the live channels. */
  private Op resized(Node node) {
    return switch (node.op()) {
      case Op.Reshape reshape ->
          new Op.Reshape(
              ChannelFlow.withChannels(reshape.shape(), live.live(node.output()).length));
      case Op.Pad pad -> resized(node, pad);
      case Op.StridedSlice slice -> {
        List<Integer> size = new ArrayList<>(slice.size());
        size.set(size.size() - 1, live.live(node.output()).length);
        yield new Op.StridedSlice(slice.begin(), size, slice.strides());
      }
      case Op.Split split -> {
        List<Integer> sizes = new ArrayList<>(split.sizes());
        for (int i = 0; i < sizes.size(); i++) {
          if (split.axis() == node.input(0).shape().rank() - 1) {
            sizes.set(i, live.live(node.outputs().get(i)).length);
          }
        }
        yield new Op.Split(split.axis(), sizes);
      }
      default -> node.op();
    };
  }

  private Op.Pad resized(Node node, Op.Pad pad) {
    int last = pad.before().size() - 1;
    int before = 0;
    int after = 0;
    for (int channel : live.live(node.output())) {
      before += channel < pad.before().get(last) ? 1 : 0;
      after += channel >= pad.before().get(last) + ChannelFlow.channels(node.input(0)) ? 1 : 0;
    }
    List<Integer> newBefore = new ArrayList<>(pad.before());
    List<Integer> newAfter = new ArrayList<>(pad.after());
    newBefore.set(last, before);
    newAfter.set(last, after);
    return new Op.Pad(newBefore, newAfter, pad.value());
  }
}
