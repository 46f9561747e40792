package dev.gossamer.rewrite;

import dev.gossamer.RemovedWork;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.rewrite.ChannelFlow.Role;

/**
 * Leaves out channels that need not be computed: those that no weight reads, and those that hold a
 * constant which the next layer can take into its bias. Both come of pruning whole rows and columns
 * of weights: 2,609 of the 4,608 channels in the last four expansions of hand_landmark_full. A
 * channel goes with everything it passes through, depthwise convolutions and residual additions
 * among them.
 *
 * <p>Results stay the same up to the rounding of the constants that were added to biases.
 */
public final class RemoveDeadChannels implements Rule {
  /**
   * The analysis takes 22 bytes per channel of every value. Real models have fewer than 100,000
   * channels in all; beyond this many, or one per 16 weights, they are left alone.
   */
  private static final int MAX_CHANNELS = 1 << 18;

  @Override
  public String name() {
    return "remove-dead-channels";
  }

  @Override
  public Graph apply(Graph graph, RewriteReport.Builder report) {
    if (!isWithinLimits(graph)) {
      return graph;
    }
    ChannelFlow flow = new ChannelFlow(graph);
    ConstantChannels constants = new ConstantChannels(graph, flow);
    LiveChannels live = new LiveChannels(graph, flow, constants);
    if (!changesAnything(graph, flow, constants, live)) {
      return graph;
    }
    Graph sliced = new ChannelSlicer(graph, flow, constants, live).slice();
    report(graph, sliced, live, report);
    return sliced;
  }

  private static boolean isWithinLimits(Graph graph) {
    long channels = 0;
    long weights = 0;
    for (Value value : graph.values()) {
      channels += ChannelFlow.channels(value);
      Constant constant = graph.constant(value).orElse(null);
      weights += constant instanceof Constant.Floats ? value.shape().elements() : 0;
      weights += constant instanceof Constant.Sparse sparse ? sparse.matrix().entries() : 0;
    }
    return channels <= Math.max(MAX_CHANNELS, weights / 16);
  }

  private static boolean changesAnything(
      Graph graph, ChannelFlow flow, ConstantChannels constants, LiveChannels live) {
    for (Node node : graph.nodes()) {
      for (Value output : node.outputs()) {
        if (!live.areAllLive(output)) {
          return true;
        }
      }
      if (flow.role(node) == Role.MIXES && multipliesConstants(graph, node, constants)) {
        return true;
      }
    }
    return false;
  }

  private static boolean multipliesConstants(Graph graph, Node node, ConstantChannels constants) {
    boolean[] folds = constants.foldsIntoBias(node);
    if (folds == null) {
      return false;
    }
    Constant constant = graph.constant(node.input(1)).orElseThrow();
    if (constant instanceof Constant.Floats dense) {
      return multipliesConstants(dense.floats(), folds);
    }
    WeightCursor weights = new WeightCursor(constant);
    for (int row = 0; row < weights.rows(); row++) {
      weights.open(row);
      while (weights.next()) {
        if (folds[weights.column() % folds.length]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a column of one of the channels, which are the innermost extent, has a weight. */
  private static boolean multipliesConstants(float[] weights, boolean[] channels) {
    for (int channel = 0; channel < channels.length; channel++) {
      if (channels[channel]) {
        for (int i = channel; i < weights.length; i += channels.length) {
          if (weights[i] != 0f) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void report(Graph before, Graph after, LiveChannels live, RewriteReport.Builder report) {
    int removed = 0;
    int all = 0;
    for (Node node : before.nodes()) {
      if (!(node.op() instanceof Op.Conv2d
          || node.op() instanceof Op.DepthwiseConv2d
          || node.op() instanceof Op.TransposeConv2d
          || node.op() instanceof Op.FullyConnected)) {
        continue;
      }
      int channels = ChannelFlow.channels(node.output());
      int kept = live.live(node.output()).length;
      all += channels;
      removed += channels - kept;
      if (kept < channels) {
        report.fired(
            name(), node.name(), (channels - kept) + " of " + channels + " channels removed");
      }
    }
    long macs = GraphStatistics.macs(before);
    long saved = macs - GraphStatistics.macs(after);
    report.removed(new RemovedWork(removed, saved));
    report.fired(
        name(),
        "",
        removed
            + " of "
            + all
            + " channels and "
            + saved
            + " of "
            + macs
            + " multiply-adds removed");
  }
}
