package dev.gossamer.models.prune.rearrange;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.ReplaceConstants;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.rearrange.ChannelGroups.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Orders channels so that neighbours have their large weights in the same places: blocks of them
 * then keep more. Every layer, depthwise convolution and residual addition along the way follows,
 * so that the network computes the same up to the order of its sums.
 */
public final class Rearrangement {
  private final PruningPlan plan;
  private final Block block;
  private final Map<Integer, Constant> changed = new HashMap<>();
  private final Map<Node, PrunableLayer> pruned = new HashMap<>();

  /** Of every weight, in the order of the channels as they are now. */
  private final Map<Integer, Constant> importances = new HashMap<>();

  private Rearrangement(PruningPlan plan, Block block, Map<Integer, float[]> importance) {
    this.plan = plan;
    this.block = block;
    for (PrunableLayer layer : plan.layers()) {
      if (!layer.isDepthwise()) {
        pruned.put(layer.node(), layer);
        int weights = layer.node().input(1).id();
        importances.put(
            weights,
            new Constant.Floats(
                DataType.FLOAT32, layer.node().input(1).shape(), importance.get(weights)));
      }
    }
  }

  /**
   * The plan's graph, rearranged by magnitude for its blocks; itself for other patterns, or where
   * nothing can be moved. Plan again on the result.
   */
  public static Graph of(PruningPlan plan) {
    Map<Integer, float[]> magnitudes = new HashMap<>();
    for (PrunableLayer layer : plan.layers()) {
      magnitudes.put(
          layer.node().input(1).id(), Criterion.MAGNITUDE_L1.importance(layer.weights()));
    }
    return of(plan, magnitudes);
  }

  /**
   * The same by any importance.
   *
   * @param importance one per weight of each layer of the plan, not negative, by the id of the
   *     value that holds the weights
   */
  public static Graph of(PruningPlan plan, Map<Integer, float[]> importance) {
    boolean blocks =
        plan.pattern().of(false) instanceof Block block
            && (block.rows() > 1 || block.columns() > 1);
    return blocks
        ? new Rearrangement(plan, (Block) plan.pattern().of(false), importance).graph()
        : plan.graph();
  }

  private Graph graph() {
    for (Group group : ChannelGroups.of(plan.graph())) {
      int[] order = order(group);
      if (order != null && !group.producers().isEmpty()) {
        Map<Integer, Constant> before = new HashMap<>(changed);
        Map<Integer, Constant> importancesBefore = new HashMap<>(importances);
        double kept = kept(group);
        apply(group, order);
        // Where bounds leave little room, or blocks join rows and columns, greed may do harm.
        if (kept(group) <= kept) {
          changed.clear();
          changed.putAll(before);
          importances.putAll(importancesBefore);
        }
      }
    }
    return changed.isEmpty() ? plan.graph() : ReplaceConstants.in(plan.graph(), changed);
  }

  /** Null if no pruned layer says anything about the channels. */
  private int[] order(Group group) {
    int size = block.rows() > 1 ? block.rows() : block.columns();
    List<Feature> features = features(group);
    int[] order = new int[group.bounds().last()];
    int start = 0;
    for (int end : group.bounds()) {
      List<float[]> parts = new ArrayList<>();
      for (Feature feature : features) {
        if (feature.channels() >= end && end > start) {
          parts.add(feature.slice(start, end));
        }
      }
      // Blocks are aligned from channel 0 on, so groups begin where the first whole block does.
      int first = Math.min(end, (start + size - 1) / size * size);
      int[] places =
          parts.isEmpty() ? null : Grouping.order(parts, end - start, size, first - start);
      for (int i = start; i < end; i++) {
        order[i] = places == null ? i : start + places[i - start];
      }
      start = end;
    }
    return features.isEmpty() ? null : order;
  }

  /** What a layer says about channels: channels x others, importance minus that of staying. */
  private record Feature(int channels, float[] excess) {
    float[] slice(int from, int to) {
      int length = excess.length / channels;
      return Arrays.copyOfRange(excess, from * length, to * length);
    }
  }

  /**
   * Rows of the layers that make the channels if blocks join rows, columns of those that read them
   * if blocks join columns.
   */
  private List<Feature> features(Group group) {
    List<Feature> features = new ArrayList<>();
    for (Node node : group.producers()) {
      PrunableLayer layer = pruned.get(node);
      if (layer != null && block.rows() > 1) {
        features.add(new Feature(layer.rows(), excess(layer, importance(layer))));
      }
    }
    for (Node node : group.consumers()) {
      PrunableLayer layer = pruned.get(node);
      int channels = ChannelGroups.channels(node.input(0));
      if (layer != null && block.columns() > 1 && layer.columns() == channels) {
        features.add(new Feature(channels, excess(layer, transposed(layer))));
      }
    }
    return features;
  }

  private float[] importance(PrunableLayer layer) {
    return Permuted.floats(importances.get(layer.node().input(1).id()));
  }

  private float[] transposed(PrunableLayer layer) {
    float[] importance = importance(layer);
    float[] result = new float[importance.length];
    for (int row = 0; row < layer.rows(); row++) {
      for (int column = 0; column < layer.columns(); column++) {
        result[column * layer.rows() + row] = importance[row * layer.columns() + column];
      }
    }
    return result;
  }

  /** In units of the layer's mean, so that layers count alike. */
  private float[] excess(PrunableLayer layer, float[] importance) {
    float[] excess = new float[importance.length];
    double sum = 0;
    for (float one : importance) {
      sum += one;
    }
    float[] sorted = importance.clone();
    Arrays.sort(sorted);
    int cut = (int) Math.min(sorted.length - 1L, Math.round(plan.sparsity(layer) * sorted.length));
    float mean = (float) Math.max(sum / importance.length, Float.MIN_NORMAL);
    for (int i = 0; i < importance.length; i++) {
      excess[i] = (importance[i] - sorted[cut]) / mean;
    }
    return excess;
  }

  /** Share of the importance that the pattern keeps of the group's layers, summed over these. */
  private double kept(Group group) {
    List<Node> nodes = new ArrayList<>(group.producers());
    nodes.addAll(group.consumers());
    double sum = 0;
    for (Node node : nodes) {
      PrunableLayer layer = pruned.get(node);
      if (layer != null) {
        float[] importance = importance(layer);
        Mask mask = block.select(importance, layer.rows(), layer.columns(), plan.sparsity(layer));
        double all = 0;
        double kept = 0;
        for (int i = 0; i < importance.length; i++) {
          all += importance[i];
          kept += mask.keep()[i] ? importance[i] : 0;
        }
        sum += all == 0 ? 0 : kept / all;
      }
    }
    return sum;
  }

  private void apply(Group group, int[] order) {
    for (Node node : group.producers()) {
      change(node.input(1), old -> Permuted.rows(old, order));
      if (node.inputs().size() > 2) {
        follow(node.input(2), ChannelGroups.channels(node.output()), order);
      }
    }
    for (Node node : group.consumers()) {
      follow(node.input(1), ChannelGroups.channels(node.input(0)), order);
    }
    for (Value follower : group.followers()) {
      follow(follower, ChannelGroups.channels(follower), order);
    }
  }

  private void follow(Value constant, int channels, int[] order) {
    change(constant, old -> Permuted.channels(old, channels, order));
  }

  private Constant current(Value value) {
    Constant constant = changed.get(value.id());
    return constant == null ? plan.graph().constant(value).orElseThrow() : constant;
  }

  private void change(Value value, UnaryOperator<Constant> permute) {
    changed.put(value.id(), permute.apply(current(value)));
    importances.computeIfPresent(value.id(), (id, old) -> permute.apply(old));
  }
}
