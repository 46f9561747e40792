package dev.gossamer.models.prune.obs;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.calibrate.Patches;
import dev.gossamer.models.prune.calibrate.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much the error of a layer's outputs grows when a weight alone goes and the others make it
 * good as far as they can: w^2 / [H^-1]jj, with H of the dense network's activations. What {@link
 * SecondOrder} begins with; to rearrange channels by.
 */
public final class Saliency {
  private Saliency() {}

  /**
   * One array per layer, of its weights' saliency, by the id of the value that holds them.
   *
   * @param layers of the graph, in execution order; depthwise and grouped ones get w^2
   * @param samples each one array per graph input, row-major
   * @throws IllegalArgumentException if there is no sample or one does not fit
   */
  public static Map<Integer, float[]> of(
      Graph graph,
      List<PrunableLayer> layers,
      List<float[][]> samples,
      SecondOrder.Options options,
      SecondOrder.Listener listener) {
    Samples.requireSome(samples);
    Activations activations = Activations.ofDense(graph, samples, options);
    Map<Integer, float[]> result = new HashMap<>();
    int position = 0;
    for (int i = 0; i < layers.size(); i++) {
      PrunableLayer layer = layers.get(i);
      listener.pruning(layer, i, layers.size());
      int next = graph.nodes().indexOf(layer.node());
      activations.advanceDense(graph, position, next);
      position = next;
      result.put(layer.node().input(1).id(), of(graph, layer, activations, i));
    }
    return result;
  }

  private static float[] of(Graph graph, PrunableLayer layer, Activations activations, int index) {
    if (!Patches.fits(layer.node())) {
      return Criterion.MAGNITUDE_L2.importance(layer.weights());
    }
    Constant.Floats bias = SecondOrder.ownBias(graph, layer.node());
    Moments moments = activations.moments(layer.node(), bias != null, index);
    return new LayerSolver(moments, layer, bias == null ? null : bias.floats()).saliency();
  }
}
