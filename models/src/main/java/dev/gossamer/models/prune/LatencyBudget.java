package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Spreads zeros so that the model is predicted to take no longer than asked for and its layers lose
 * as little as they can. Layers that save much time for little loss go first; from level to level,
 * along the lower hull of loss over time.
 */
public final class LatencyBudget {
  /** What it costs that a layer loses its weights. */
  @FunctionalInterface
  public interface Loss {
    /** The loss of a layer with this share of zeros, 0 for 0; losses of layers are summed. */
    double of(PrunableLayer layer, double sparsity);

    /** A loss in words, for a layer's reason. */
    default String words(double loss) {
      return String.format(Locale.ROOT, "a loss of %.2g", loss);
    }
  }

  /** The share of a layer's energy (sum of squares) that goes with its least weights. */
  public record Energy(Pattern pattern) implements Loss {
    @Override
    public double of(PrunableLayer layer, double sparsity) {
      float[] energy = Criterion.MAGNITUDE_L2.importance(layer.weights());
      float[] magnitude = Criterion.MAGNITUDE_L1.importance(layer.weights());
      Mask mask =
          pattern
              .of(layer.isDepthwise())
              .select(magnitude, layer.rows(), layer.columns(), sparsity);
      double all = 0;
      double gone = 0;
      for (int i = 0; i < energy.length; i++) {
        all += energy[i];
        gone += mask.keep()[i] ? 0 : energy[i];
      }
      return all == 0 ? 0 : gone / all;
    }

    @Override
    public String words(double loss) {
      return String.format(Locale.ROOT, "%.1f %% of its energy", 100 * loss);
    }
  }

  /** The sparsity at which a policy is asked which layers may be pruned. */
  public static final double ASKED_AT = 0.9;

  private static final double[] LEVELS = {
    0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95
  };

  private final Graph graph;
  private final Pattern pattern;
  private final List<PrunableLayer> layers;

  /** Per layer and level: predicted milliseconds, and the loss. */
  private final double[][] milliseconds;

  private final double[][] loss;

  private final Loss loses;

  /** Index into LEVELS of each layer. */
  private final int[] chosen;

  private double total;

  private LatencyBudget(Graph graph, Pattern pattern, List<PrunableLayer> layers, Loss loses) {
    this.graph = graph;
    this.pattern = pattern;
    this.layers = layers;
    this.loses = loses;
    milliseconds = new double[layers.size()][LEVELS.length];
    loss = new double[layers.size()][LEVELS.length];
    chosen = new int[layers.size()];
    for (int level = 0; level < LEVELS.length; level++) {
      double sparsity = LEVELS[level];
      LatencyEstimate estimate = LatencyEstimate.of(prune(layer -> sparsity));
      total = level == 0 ? estimate.total() : total;
      for (int i = 0; i < layers.size(); i++) {
        milliseconds[i][level] = estimate.of(layers.get(i).name());
        loss[i][level] = loses.of(layers.get(i), sparsity);
      }
    }
  }

  /**
   * @param graph prepared
   * @param pattern one that may have any sparsity
   * @param policy which layers may be pruned; asked at {@link #ASKED_AT}
   * @param target milliseconds, as {@link LatencyEstimate} predicts them
   * @param loses such as {@link Energy} or what {@link
   *     dev.gossamer.models.prune.calibrate.Sensitivity} measured
   * @throws IllegalArgumentException if the pattern has a sparsity of its own, or the target cannot
   *     be met; it says what can
   * @throws dev.gossamer.UnsupportedModelException if the compiler has no kernel for a node
   */
  public static PruningPlan plan(
      Graph graph, Pattern pattern, Policy policy, double target, Loss loses) {
    if (pattern.ownSparsity().isPresent()) {
      throw new IllegalArgumentException(
          pattern.label() + " has a sparsity of its own and cannot follow a budget");
    }
    List<Decision> decisions = policy.decide(graph, PrunableLayer.of(graph), pattern, ASKED_AT);
    List<PrunableLayer> layers =
        decisions.stream().filter(Decision::prune).map(Decision::layer).toList();
    LatencyBudget budget = new LatencyBudget(graph, pattern, layers, loses);
    budget.reach(target);
    Map<Integer, Double> sparsities = new HashMap<>();
    List<Decision> explained = new ArrayList<>();
    for (Decision decision : decisions) {
      int index = layers.indexOf(decision.layer());
      double sparsity = index < 0 ? 0 : LEVELS[budget.chosen[index]];
      if (index < 0) {
        explained.add(decision);
      } else {
        explained.add(new Decision(decision.layer(), sparsity > 0, budget.reason(index)));
        sparsities.put(decision.layer().node().input(1).id(), sparsity);
      }
    }
    return new PruningPlan(graph, pattern, explained, sparsities);
  }

  /** Layers do not cost quite apart what they cost together: the plan itself has the last word. */
  private void reach(double target) {
    double predicted = total;
    while (predicted > target) {
      if (!step()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%.3f ms cannot be met: expected at least %.3f ms, at %.0f %% of every layer that"
                    + " may be pruned",
                target,
                actual(),
                100 * LEVELS[LEVELS.length - 1]));
      }
      predicted = total <= target ? actual() : total;
    }
  }

  private double actual() {
    return LatencyEstimate.of(prune(layer -> LEVELS[chosen[layers.indexOf(layer)]])).total();
  }

  /** The move that loses least for the time it saves; false if none saves time. */
  private boolean step() {
    int layer = -1;
    int level = -1;
    double best = 0;
    for (int i = 0; i < chosen.length; i++) {
      for (int next = chosen[i] + 1; next < LEVELS.length; next++) {
        double saved = milliseconds[i][chosen[i]] - milliseconds[i][next];
        double lost = Math.max(loss[i][next] - loss[i][chosen[i]], 1e-12);
        if (saved > 0 && saved / lost > best) {
          best = saved / lost;
          layer = i;
          level = next;
        }
      }
    }
    if (layer < 0) {
      return false;
    }
    total += milliseconds[layer][level] - milliseconds[layer][chosen[layer]];
    chosen[layer] = level;
    return true;
  }

  private String reason(int index) {
    return String.format(
        Locale.ROOT,
        "%.3f to %.3f ms for %s",
        milliseconds[index][0],
        milliseconds[index][chosen[index]],
        loses.words(loss[index][chosen[index]]));
  }

  private Graph prune(ToDoubleFunction<PrunableLayer> sparsity) {
    return Magnitude.prune(graph, layers, pattern, sparsity, Criterion.MAGNITUDE_L1);
  }
}
