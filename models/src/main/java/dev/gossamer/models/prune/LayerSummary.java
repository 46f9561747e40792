package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.LayerStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A layer before and after pruning.
 *
 * @param weights without bias
 * @param zeros of the pruned layer
 * @param millisecondsBefore predicted; empty if the compiler cannot plan the model
 * @param millisecondsAfter predicted; 0 if the layer is gone
 */
public record LayerSummary(
    String name,
    LayerStatistics.Kind kind,
    long weights,
    long zeros,
    OptionalDouble millisecondsBefore,
    OptionalDouble millisecondsAfter) {

  /** Share of weights that are not zero, 0..1; 1 without weights. */
  public double density() {
    return weights == 0 ? 1 : 1 - (double) zeros / weights;
  }

  /** One per layer with weights, in execution order. */
  public static List<LayerSummary> of(Graph dense, Graph pruned) {
    var before = PruningPlan.predict(dense);
    var after = PruningPlan.predict(pruned);
    List<LayerSummary> summaries = new ArrayList<>();
    for (PrunableLayer layer : PrunableLayer.of(pruned)) {
      LayerStatistics statistics = layer.statistics();
      summaries.add(
          new LayerSummary(
              layer.name(),
              statistics.kind(),
              statistics.weights(),
              statistics.zeros(),
              before
                  .map(estimate -> OptionalDouble.of(estimate.of(layer.name())))
                  .orElse(OptionalDouble.empty()),
              after
                  .map(estimate -> OptionalDouble.of(estimate.of(layer.name())))
                  .orElse(OptionalDouble.empty())));
    }
    return summaries;
  }
}
