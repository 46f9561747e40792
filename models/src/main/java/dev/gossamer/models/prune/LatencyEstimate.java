package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;
import dev.gossamer.plan.Step;
import dev.gossamer.rewrite.RewriteOptions;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the compiled model will take, predicted from the plan that the compiler makes for it:
 * {@link StepCost} cycles at {@link #HERTZ}. For comparing layers and sparsities with each other; a
 * machine may be slower or faster by a factor.
 *
 * @param layers milliseconds by the name of the node
 * @param total milliseconds of the whole model
 */
public record LatencyEstimate(Map<String, Double> layers, double total) {
  /** One idle core of a server or laptop of recent years. */
  public static final double HERTZ = 3e9;

  public LatencyEstimate {
    layers = Map.copyOf(layers);
  }

  /**
   * Rewrites and plans the graph as {@code Gossamer.compile} does, but for layers done in bands.
   *
   * @throws dev.gossamer.UnsupportedModelException if the compiler has no kernel for a node
   */
  public static LatencyEstimate of(Graph graph) {
    Graph rewritten =
        RewriteOptions.ALL.withEvaluator(NodeEvaluator::evaluate).rewriter().rewrite(graph).graph();
    Plan plan = Planner.plan(rewritten, PlanOptions.LAYERS);
    Map<String, Double> layers = new HashMap<>();
    double total = 0;
    for (Step step : plan.steps()) {
      double milliseconds = StepCost.cycles(step) / HERTZ * 1e3;
      total += milliseconds;
      layers.merge(step.name(), milliseconds, Double::sum);
    }
    return new LatencyEstimate(layers, total);
  }

  /** Milliseconds of a layer; 0 if nothing is left of it. */
  public double of(String layer) {
    return layers.getOrDefault(layer, 0.0);
  }
}
