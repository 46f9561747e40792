package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.Arrays;

/**
 * Which channels hold the same number at every pixel, whatever the input, and which number: an
 * empty row of weights makes one, and it stays one through everything that treats pixels alike.
 *
 * <p>Padding with zeros breaks it at the border, so through a padded window only zero passes.
 */
final class ConstantChannels {
  private final Graph graph;
  private final ChannelFlow flow;
  private final boolean[][] known;
  private final float[][] numbers;

  /** Per value whether any of its channels is known. */
  private final boolean[] anyKnown;

  ConstantChannels(Graph graph, ChannelFlow flow) {
    this.graph = graph;
    this.flow = flow;
    known = new boolean[graph.values().size()][];
    numbers = new float[graph.values().size()][];
    anyKnown = new boolean[graph.values().size()];
    for (Value value : graph.values()) {
      known[value.id()] = new boolean[ChannelFlow.channels(value)];
      numbers[value.id()] = new float[ChannelFlow.channels(value)];
      graph.constant(value).ifPresent(constant -> constant(value, constant));
    }
    for (Node node : graph.nodes()) {
      switch (flow.role(node)) {
        case MIXES -> mixes(node);
        case TIES -> ties(node);
        case OPAQUE -> {}
      }
    }
  }

  boolean isKnown(Value value, int channel) {
    return known[value.id()][channel];
  }

  /** The number of a known channel. */
  float number(Value value, int channel) {
    return numbers[value.id()][channel];
  }

  /**
   * True if a reader with weights can do without a channel of its first input, adding weight times
   * {@link #number} to its bias instead.
   */
  boolean foldsIntoBias(Node node, int channel) {
    Value x = node.input(0);
    return isKnown(x, channel) && (number(x, channel) == 0f || readsOnlyPixels(node));
  }

  /**
   * {@link #foldsIntoBias} for every channel of the node's first input; null if it holds for none.
   */
  boolean[] foldsIntoBias(Node node) {
    if (!anyKnown[node.input(0).id()]) {
      return null;
    }
    boolean[] folds = new boolean[ChannelFlow.channels(node.input(0))];
    boolean any = false;
    for (int channel = 0; channel < folds.length; channel++) {
      folds[channel] = foldsIntoBias(node, channel);
      any |= folds[channel];
    }
    return any ? folds : null;
  }

  private static boolean readsOnlyPixels(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> conv.padding().isNone();
      case Op.DepthwiseConv2d conv -> conv.padding().isNone();
      case Op.FullyConnected fc -> true;
      default -> false;
    };
  }

  private void constant(Value value, Constant constant) {
    if (!(constant instanceof Constant.Floats floats)) {
      return;
    }
    int channels = ChannelFlow.channels(value);
    float[] elements = floats.floats();
    for (int channel = 0; channel < channels; channel++) {
      boolean same = true;
      for (int i = channel; i < elements.length && same; i += channels) {
        same = elements[i] == elements[channel];
      }
      known[value.id()][channel] = same;
      anyKnown[value.id()] |= same;
      numbers[value.id()][channel] = elements[channel];
    }
  }

  private void mixes(Node node) {
    WeightCursor weights = new WeightCursor(graph.constant(node.input(1)).orElseThrow());
    int inputChannels = ChannelFlow.channels(node.input(0));
    float[] biases = biases(node);
    for (int row = 0; row < weights.rows(); row++) {
      double sum = biases == null ? 0 : biases[row];
      boolean same = true;
      weights.open(row);
      while (same && weights.next()) {
        int channel = weights.column() % inputChannels;
        same = foldsIntoBias(node, channel);
        sum += (double) weights.weight() * number(node.input(0), channel);
      }
      if (same) {
        set(node.output(), row, Scalars.activate(node.op().activation(), (float) sum));
      }
    }
  }

  private void ties(Node node) {
    for (int output = 0; output < node.outputs().size(); output++) {
      Value value = node.outputs().get(output);
      if (node.op() instanceof Op.DepthwiseConv2d conv) {
        depthwise(node, conv.multiplier());
        continue;
      }
      if (mayBeKnown(node)) {
        for (int channel = 0; channel < known[value.id()].length; channel++) {
          tied(node, output, channel);
        }
      }
    }
  }

  /** False where {@link #tied} would find nothing: in most layers of most models. */
  private boolean mayBeKnown(Node node) {
    boolean first = anyKnown[node.input(0).id()];
    return switch (node.op()) {
      case Op.Binary binary -> first && anyKnown[node.input(1).id()];
      case Op.Prelu prelu -> first && anyKnown[node.input(1).id()];
      case Op.Pad pad -> first || !ChannelFlow.keepsChannels(node, 0);
      case Op.Concatenation concat -> true;
      default -> first;
    };
  }

  private void depthwise(Node node, int multiplier) {
    double[] tapSums = tapSums(node);
    float[] biases = biases(node);
    for (int channel = 0; channel < tapSums.length; channel++) {
      int from = channel / multiplier;
      boolean empty = Double.isNaN(tapSums[channel]);
      if (empty || foldsIntoBias(node, from)) {
        double sum = biases == null ? 0 : biases[channel];
        sum += empty ? 0 : tapSums[channel] * number(node.input(0), from);
        set(node.output(), channel, Scalars.activate(node.op().activation(), (float) sum));
      }
    }
  }

  /** Per channel the sum of its taps; NaN marks a channel whose taps are all zero. */
  private double[] tapSums(Node node) {
    double[] sums = new double[ChannelFlow.channels(node.output())];
    Arrays.fill(sums, Double.NaN);
    WeightCursor weights = new WeightCursor(graph.constant(node.input(1)).orElseThrow());
    weights.open(0);
    while (weights.next()) {
      int channel = weights.column() % sums.length;
      sums[channel] = (Double.isNaN(sums[channel]) ? 0 : sums[channel]) + weights.weight();
    }
    return sums;
  }

  private void tied(Node node, int output, int channel) {
    Value value = node.outputs().get(output);
    int from = ChannelFlow.source(node, output, channel, 0);
    switch (node.op()) {
      case Op.Binary binary -> {
        int a = orStretched(node, channel, 0);
        int b = orStretched(node, channel, 1);
        if (isKnown(node.input(0), a) && isKnown(node.input(1), b)) {
          float x = number(node.input(0), a);
          set(value, channel, Scalars.binary(binary, x, number(node.input(1), b)));
        }
      }
      case Op.Prelu prelu -> {
        int slope = orStretched(node, channel, 1);
        if (isKnown(node.input(0), from) && isKnown(node.input(1), slope)) {
          float x = number(node.input(0), from);
          set(value, channel, x > 0f ? x : x * number(node.input(1), slope));
        }
      }
      case Op.Pad pad -> {
        boolean constant = from >= 0 && isKnown(node.input(0), from);
        if (from < 0 || constant && number(node.input(0), from) == pad.value()) {
          set(value, channel, pad.value());
        } else if (constant && padsOnlyChannels(pad)) {
          set(value, channel, number(node.input(0), from));
        }
      }
      case Op.Concatenation concat -> concatenated(node, concat.activation(), channel);
      default -> {
        if (isKnown(node.input(0), from)) {
          pixelwise(node, value, channel, number(node.input(0), from));
        }
      }
    }
  }

  private void pixelwise(Node node, Value value, int channel, float x) {
    switch (node.op()) {
      case Op.Unary unary -> set(value, channel, Scalars.unary(unary, x));
      case Op.Reduce reduce -> {
        int count = node.input(0).shape().elements() / node.output().shape().elements();
        set(value, channel, reduce.kind() == Op.Reduce.Kind.SUM ? x * count : x);
      }
      default -> set(value, channel, Scalars.activate(node.op().activation(), x));
    }
  }

  private void concatenated(Node node, Activation activation, int channel) {
    boolean found = false;
    float number = 0;
    for (int input = 0; input < node.inputs().size(); input++) {
      int from = ChannelFlow.source(node, 0, channel, input);
      if (from < 0) {
        continue;
      }
      float here = number(node.input(input), from);
      if (!isKnown(node.input(input), from) || found && here != number) {
        return;
      }
      found = true;
      number = here;
    }
    set(node.output(), channel, Scalars.activate(activation, number));
  }

  private static boolean padsOnlyChannels(Op.Pad pad) {
    for (int axis = 0; axis < pad.before().size() - 1; axis++) {
      if (pad.before().get(axis) != 0 || pad.after().get(axis) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The channel of an input that a channel of the output reads, 0 if the input is stretched. */
  private static int orStretched(Node node, int channel, int input) {
    return Math.max(0, ChannelFlow.source(node, 0, channel, input));
  }

  /** Null where there are none. */
  private float[] biases(Node node) {
    return node.inputs().size() < 3
        ? null
        : ((Constant.Floats) graph.constant(node.input(2)).orElseThrow()).floats();
  }

  /** Numbers that are not finite are left to the kernels: zero times infinity is not zero. */
  private void set(Value value, int channel, float number) {
    if (Math.abs(number) <= Float.MAX_VALUE) {
      known[value.id()][channel] = true;
      anyKnown[value.id()] = true;
      numbers[value.id()][channel] = number;
    }
  }
}
