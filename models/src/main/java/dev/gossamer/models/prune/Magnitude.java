package dev.gossamer.models.prune;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Zeros the least weights; the others stay as they are. */
public final class Magnitude {
  private Magnitude() {}

  /**
   * @param sparsity of each layer, 0..1
   */
  public static Graph prune(
      Graph graph,
      List<PrunableLayer> layers,
      Pattern pattern,
      ToDoubleFunction<PrunableLayer> sparsity,
      Criterion criterion) {
    return prune(graph, layers, pattern, sparsity, layer -> criterion.importance(layer.weights()));
  }

  /**
   * @param sparsity of each layer, 0..1
   * @param importance one per weight of a layer, not negative
   */
  static Graph prune(
      Graph graph,
      List<PrunableLayer> layers,
      Pattern pattern,
      ToDoubleFunction<PrunableLayer> sparsity,
      Function<PrunableLayer, float[]> importance) {
    Map<Integer, Constant> pruned = new HashMap<>();
    for (PrunableLayer layer : layers) {
      Mask mask =
          pattern
              .of(layer.isDepthwise())
              .select(
                  importance.apply(layer),
                  layer.rows(),
                  layer.columns(),
                  sparsity.applyAsDouble(layer));
      pruned.put(layer.node().input(1).id(), layer.constant(mask.apply(layer.weights())));
    }
    return ReplaceConstants.in(graph, pruned);
  }
}
