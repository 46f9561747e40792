package dev.gossamer.tflite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.Arrays;

/**
 * The memory that running a graph cannot do without: the most bytes of results that are alive at
 * once when nodes run in order, plus constants that are computed from other constants, which live
 * on.
 *
 * @param bytes of all but {@code denseBytes}
 * @param denseBytes of constants that are nothing but stored ones made dense or widened: their
 *     bytes in the file say little of it, and kernels do without
 */
record WorkingSet(long bytes, long denseBytes) {
  /** Kernels compute in float32 whatever the type in the file. */
  private static final long BYTES_PER_ELEMENT = 4;

  private static final int UNUSED = -1;
  private static final int FOREVER = Integer.MAX_VALUE;

  static WorkingSet of(Graph graph) {
    int[] lastUse = lastUses(graph);
    boolean[] folds = foldable(graph);
    boolean[] spread = spread(graph);
    long folded = 0;
    long dense = 0;
    long live = 0;
    for (Value input : graph.inputs()) {
      live += bytes(input);
    }
    long peak = live;
    boolean[] dead = new boolean[graph.values().size()];
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (folds[node.output().id()]) {
        long survives = survivingFold(graph, folds, lastUse, node);
        if (spread[node.output().id()]) {
          dense += survives;
        } else {
          folded += survives;
        }
        continue;
      }
      for (Value output : node.outputs()) {
        live += bytes(output);
      }
      peak = Math.max(peak, live);
      for (Value value : node.inputs()) {
        int id = value.id();
        if (lastUse[id] == i && !graph.isConstant(value) && !folds[id] && !dead[id]) {
          dead[id] = true;
          live -= bytes(value);
        }
      }
      for (Value output : node.outputs()) {
        live -= lastUse[output.id()] == UNUSED ? bytes(output) : 0;
      }
    }
    return new WorkingSet(peak + folded, dense);
  }

  /** Per value the index of the last node that reads it. */
  private static int[] lastUses(Graph graph) {
    int[] lastUse = new int[graph.values().size()];
    Arrays.fill(lastUse, UNUSED);
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (Value input : graph.nodes().get(i).inputs()) {
        lastUse[input.id()] = i;
      }
    }
    for (Value output : graph.outputs()) {
      lastUse[output.id()] = FOREVER;
    }
    return lastUse;
  }

  /** Per value whether it is computed from constants alone. */
  private static boolean[] foldable(Graph graph) {
    boolean[] folds = new boolean[graph.values().size()];
    for (Node node : graph.nodes()) {
      boolean all = true;
      for (Value input : node.inputs()) {
        all &= graph.isConstant(input) || folds[input.id()];
      }
      for (Value output : node.outputs()) {
        folds[output.id()] = all;
      }
    }
    return folds;
  }

  /** Per value whether it is a constant made dense or widened from half floats. */
  private static boolean[] spread(Graph graph) {
    boolean[] spread = new boolean[graph.values().size()];
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Densify || node.op() instanceof Op.Dequantize) {
        Value input = node.input(0);
        Constant constant = graph.constant(input).orElse(null);
        spread[node.output().id()] =
            spread[input.id()]
                || constant instanceof Constant.Sparse
                || constant instanceof Constant.Floats;
      }
    }
    return spread;
  }

  /** Bytes of a folded node's results, none if only other folded nodes read them. */
  private static long survivingFold(Graph graph, boolean[] folds, int[] lastUse, Node node) {
    long bytes = 0;
    for (Value output : node.outputs()) {
      boolean survives = lastUse[output.id()] == FOREVER;
      for (Node consumer : graph.consumers(output)) {
        survives |= !folds[consumer.output().id()];
      }
      bytes += survives ? bytes(output) : 0;
    }
    return bytes;
  }

  private static long bytes(Value value) {
    return BYTES_PER_ELEMENT * value.shape().elements();
  }
}
