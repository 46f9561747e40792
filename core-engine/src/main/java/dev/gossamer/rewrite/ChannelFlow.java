package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;

/**
 * How channels pass through nodes. The channels of a value are the indices of its last axis; a
 * scalar has one.
 */
final class ChannelFlow {
  /** What a node does with channels. */
  enum Role {
    /** Every output channel is a weighted sum of input channels; weights and bias are constant. */
    MIXES,
    /** Every output channel comes from at most one channel of each input. */
    TIES,
    /** Anything else: all channels are read and none can be left out. */
    OPAQUE
  }

  private final Graph graph;

  /** Per value, the role of the node that makes it. */
  private final Role[] roles;

  ChannelFlow(Graph graph) {
    this.graph = graph;
    roles = new Role[graph.values().size()];
    for (Node node : graph.nodes()) {
      roles[node.output().id()] = find(node);
    }
  }

  static int channels(Value value) {
    return value.shape().rank() == 0 ? 1 : value.shape().dim(-1);
  }

  Role role(Node node) {
    return roles[node.output().id()];
  }

  private Role find(Node node) {
    for (Value output : node.outputs()) {
      if (output.type() != DataType.FLOAT32 || output.shape().rank() == 0) {
        return Role.OPAQUE;
      }
    }
    boolean follows =
        switch (node.op()) {
          case Op.Conv2d conv -> conv.groups() == 1 && hasConstantWeights(node);
          case Op.TransposeConv2d conv -> hasConstantWeights(node);
          case Op.FullyConnected fc ->
              hasConstantWeights(node)
                  && node.input(1).shape().dim(1) % channels(node.input(0)) == 0;
          case Op.DepthwiseConv2d conv -> hasConstantWeights(node);
          case Op.Unary unary -> true;
          case Op.Binary binary -> isSliceable(node.input(0)) && isSliceable(node.input(1));
          case Op.Prelu prelu -> isSliceable(node.input(0)) && isSliceable(node.input(1));
          case Op.Pool2d pool -> true;
          case Op.Resize resize -> true;
          case Op.Pad pad -> true;
          case Op.Reduce reduce -> !reduce.axes().contains(node.input(0).shape().rank() - 1);
          case Op.Reshape reshape -> channels(node.input(0)) == channels(node.output());
          case Op.Concatenation concat -> areSliceable(node);
          case Op.Split split -> true;
          case Op.StridedSlice slice ->
              slice.strides().get(slice.strides().size() - 1) == 1
                  && channels(node.input(0)) == channels(node.output());
          default -> false;
        };
    if (!follows) {
      return Role.OPAQUE;
    }
    return node.op() instanceof Op.Conv2d
            || node.op() instanceof Op.TransposeConv2d
            || node.op() instanceof Op.FullyConnected
        ? Role.MIXES
        : Role.TIES;
  }

  /**
   * The channel of an input that a channel of an output comes from, for a node that TIES; -1 if it
   * comes from none (a stretched input, a padded channel, another part of a concatenation).
   */
  static int source(Node node, int output, int channel, int input) {
    return switch (node.op()) {
      case Op.DepthwiseConv2d conv -> input == 0 ? channel / conv.multiplier() : -1;
      case Op.Binary binary -> stretched(node, channel, input);
      case Op.Prelu prelu -> stretched(node, channel, input);
      case Op.Pad pad -> {
        int from = channel - pad.before().get(pad.before().size() - 1);
        yield from >= 0 && from < channels(node.input(0)) ? from : -1;
      }
      case Op.Concatenation concat -> {
        if (concat.axis() != node.output().shape().rank() - 1) {
          yield channel;
        }
        int from = channel;
        for (int i = 0; i < input; i++) {
          from -= channels(node.input(i));
        }
        yield from >= 0 && from < channels(node.input(input)) ? from : -1;
      }
      case Op.Split split -> {
        int from = channel;
        if (split.axis() == node.input(0).shape().rank() - 1) {
          for (int i = 0; i < output; i++) {
            from += split.sizes().get(i);
          }
        }
        yield from;
      }
      default -> channel;
    };
  }

  /** Whether {@link #source} is the channel itself for every channel. */
  static boolean keepsChannels(Node node, int input) {
    return switch (node.op()) {
      case Op.DepthwiseConv2d conv -> input == 0 && conv.multiplier() == 1;
      case Op.Binary binary -> channels(node.input(input)) == channels(node.output());
      case Op.Pad pad -> channels(node.input(input)) == channels(node.output());
      case Op.Unary unary -> true;
      case Op.Pool2d pool -> true;
      case Op.Resize resize -> true;
      default -> false;
    };
  }

  private static int stretched(Node node, int channel, int input) {
    return channels(node.input(input)) == channels(node.output()) ? channel : -1;
  }

  private boolean hasConstantWeights(Node node) {
    Constant weights = graph.constant(node.input(1)).orElse(null);
    boolean weightsFit = weights != null && !(weights instanceof Constant.Ints);
    boolean biasFits =
        node.inputs().size() < 3
            || graph.constant(node.input(2)).orElse(null) instanceof Constant.Floats
                && channels(node.input(2)) == channels(node.output());
    return weightsFit && biasFits && !graph.isConstant(node.input(0));
  }

  private boolean areSliceable(Node node) {
    for (Value input : node.inputs()) {
      if (!isSliceable(input)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSliceable(Value value) {
    Constant constant = graph.constant(value).orElse(null);
    return constant == null || constant instanceof Constant.Floats;
  }

  /** Shape with the last extent replaced. */
  static Shape withChannels(Shape shape, int channels) {
    int[] dims = shape.dims();
    dims[dims.length - 1] = channels;
    return Shape.of(dims);
  }
}
