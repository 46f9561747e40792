package dev.gossamer.models.prune;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.rewrite.ConstantEvaluator;
import dev.gossamer.rewrite.RewriteOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is going to be pruned, before it is.
 *
 * <pre>{@code
 * Graph graph = PruningPlan.prepare(ModelReader.read(bytes));
 * PruningPlan plan = PruningPlan.of(
 *     graph, new Unstructured(), 0.5, PruneForLatency.STANDARD, Allocation.UNIFORM);
 * Graph sparse = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
 * }</pre>
 *
 * @param decisions one per layer with weights, in execution order
 * @param sparsities of the layers to prune, by the id of the value that holds their weights
 */
public record PruningPlan(
    Graph graph, Pattern pattern, List<Decision> decisions, Map<Integer, Double> sparsities) {
  public PruningPlan {
    decisions = List.copyOf(decisions);
    sparsities = Map.copyOf(sparsities);
  }

  /**
   * A graph as it was read, with weights in place of what unpacks them and without the channels
   * that never matter, which would be pruned at no gain: 565 of 1152 in one layer of
   * hand_landmark_full.
   */
  public static Graph prepare(Graph read) {
    return new RewriteOptions(false, true, ConstantEvaluator.NONE).rewriter().rewrite(read).graph();
  }

  /**
   * @param graph prepared
   * @param sparsity share of the weights of the pruned layers, 0..1
   */
  public static PruningPlan of(
      Graph graph, Pattern pattern, double sparsity, Policy policy, Allocator allocation) {
    Schedules.checkSparsity(sparsity);
    double asked = pattern.ownSparsity().orElse(sparsity);
    List<Decision> decisions = policy.decide(graph, PrunableLayer.of(graph), pattern, asked);
    List<PrunableLayer> layers =
        decisions.stream().filter(Decision::prune).map(Decision::layer).toList();
    double[] shares =
        (pattern.ownSparsity().isPresent() ? Allocation.UNIFORM : allocation)
            .sparsities(layers, asked);
    Map<Integer, Double> sparsities = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      sparsities.put(id(layers.get(i)), Math.min(1, Math.max(0, shares[i])));
    }
    return new PruningPlan(graph, pattern, decisions, sparsities);
  }

  /** The layers to prune, in execution order. */
  public List<PrunableLayer> layers() {
    return decisions.stream().filter(Decision::prune).map(Decision::layer).toList();
  }

  /** Share of a layer's weights that is to go; 0 for a layer that is not pruned. */
  public double sparsity(PrunableLayer layer) {
    return sparsities.getOrDefault(id(layer), 0.0);
  }

  /** The pruned graph; weights that stay are as they were. */
  public Graph pruneByMagnitude(Criterion criterion) {
    return Magnitude.prune(graph, layers(), pattern, this::sparsity, criterion);
  }

  /**
   * The pruned graph; weights that stay are as they were.
   *
   * @param importance one per weight of each layer, not negative, by the id of the value that holds
   *     the weights
   */
  public Graph pruneBy(Map<Integer, float[]> importance) {
    return Magnitude.prune(
        graph, layers(), pattern, this::sparsity, layer -> importance.get(id(layer)));
  }

  /** What a graph will take; empty if the compiler has no kernel for one of its nodes. */
  public static Optional<LatencyEstimate> predict(Graph graph) {
    try {
      return Optional.of(LatencyEstimate.of(graph));
    } catch (UnsupportedModelException interpretedOnly) {
      return Optional.empty();
    }
  }

  private static int id(PrunableLayer layer) {
    return layer.node().input(1).id();
  }

  /** Decisions that went against a layer. */
  public List<Decision> spared() {
    List<Decision> spared = new ArrayList<>();
    for (Decision decision : decisions) {
      if (!decision.prune()) {
        spared.add(decision);
      }
    }
    return spared;
  }
}
