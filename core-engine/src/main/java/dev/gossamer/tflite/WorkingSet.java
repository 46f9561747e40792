package dev.gossamer.tflite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.Arrays;

/**
 * The memory that running a graph cannot do without: the most bytes of results that are alive at
 * once when nodes run in order, plus constants that are computed from other constants, which live
 * on.
 */
final class WorkingSet {
  /** Kernels compute in float32 whatever the type in the file. */
  private static final long BYTES_PER_ELEMENT = 4;

  private static final int UNUSED = -1;
  private static final int FOREVER = Integer.MAX_VALUE;

  private WorkingSet() {}

  static long bytes(Graph graph) {
    int[] lastUse = lastUses(graph);
    boolean[] folds = foldable(graph);
    long folded = 0;
    long live = 0;
    for (Value input : graph.inputs()) {
      live += bytes(input);
    }
    long peak = live;
    boolean[] dead = new boolean[graph.values().size()];
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (folds[node.output().id()]) {
        folded += survivingFold(graph, folds, lastUse, node);
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
    return peak + folded;
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
