package dev.gossamer.interpret;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which values share an array: two values do if none is needed while the other is. A node's outputs
 * never share with its inputs. Greedy in execution order: the smallest free array that is large
 * enough, else the largest free one, grown.
 */
final class BufferPlan {
  private final int[] bufferOf;
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  /**
   * @param nodes those that run, in order; values they do not make and that are no graph inputs get
   *     no array
   */
  static BufferPlan of(Graph graph, List<Node> nodes) {
    return new BufferPlan(graph, nodes);
  }

  private BufferPlan(Graph graph, List<Node> nodes) {
    bufferOf = new int[graph.values().size()];
    Arrays.fill(bufferOf, -1);
    int[] lastUse = lastUses(graph, nodes);
    for (Value input : graph.inputs()) {
      assign(input);
    }
    for (int step = 0; step < nodes.size(); step++) {
      Node node = nodes.get(step);
      for (Value output : node.outputs()) {
        assign(output);
      }
      releaseAll(node.inputs(), lastUse, step);
      releaseAll(node.outputs(), lastUse, step);
    }
  }

  /**
   * Per value the step after which nobody reads it; results of the graph are read after the last
   * step.
   */
  private static int[] lastUses(Graph graph, List<Node> nodes) {
    int[] lastUse = new int[graph.values().size()];
    Arrays.fill(lastUse, -1);
    for (int step = 0; step < nodes.size(); step++) {
      for (Value output : nodes.get(step).outputs()) {
        lastUse[output.id()] = step;
      }
      for (Value input : nodes.get(step).inputs()) {
        lastUse[input.id()] = step;
      }
    }
    for (Value output : graph.outputs()) {
      lastUse[output.id()] = nodes.size();
    }
    return lastUse;
  }

  private void assign(Value value) {
    int elements = value.shape().elements();
    int best = -1;
    for (int buffer : free) {
      if (best < 0 || fitsBetter(sizes.get(buffer), sizes.get(best), elements)) {
        best = buffer;
      }
    }
    if (best < 0) {
      best = sizes.size();
      sizes.add(elements);
    } else {
      free.remove(Integer.valueOf(best));
      sizes.set(best, Math.max(sizes.get(best), elements));
    }
    bufferOf[value.id()] = best;
  }

  private static boolean fitsBetter(int size, int best, int elements) {
    return best < elements ? size > best : size >= elements && size < best;
  }

  private void releaseAll(List<Value> values, int[] lastUse, int step) {
    for (Value value : values) {
      int buffer = bufferOf[value.id()];
      if (buffer >= 0 && lastUse[value.id()] == step && !free.contains(buffer)) {
        free.add(buffer);
      }
    }
  }

  /** Makes the arrays and puts them into {@code memory}, by value id. */
  void allocate(float[][] memory) {
    float[][] buffers = new float[sizes.size()][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[sizes.get(i)];
    }
    for (int id = 0; id < bufferOf.length; id++) {
      if (bufferOf[id] >= 0) {
        memory[id] = buffers[bufferOf[id]];
      }
    }
  }

  /** Floats in all arrays together. */
  long floats() {
    long total = 0;
    for (int size : sizes) {
      total += size;
    }
    return total;
  }
}
