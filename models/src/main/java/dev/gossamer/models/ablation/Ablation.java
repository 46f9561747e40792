package dev.gossamer.models.ablation;

import dev.gossamer.format.GossWriter;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.LatencyEstimate;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruneForLatency;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.calibrate.GradientTimesWeight;
import dev.gossamer.models.prune.obs.Saliency;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import dev.gossamer.models.prune.rearrange.Rearrangement;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prunes a model in one way after the other, uniformly in the layers that get faster, and measures
 * each: quality against the dense model, predicted time, size of the file.
 */
public final class Ablation {

  /** How weights are chosen, and what is done before. */
  public enum Method {
    MAGNITUDE,
    /** Channels are put in order first; for blocks only. */
    REARRANGED,
    GRADIENT,
    OBS,
    /** Second-order, of channels put in order by magnitude; for blocks only. */
    REARRANGED_OBS,
    /** Second-order, of channels put in order by {@link Saliency}; for blocks only. */
    SALIENCY_OBS;

    /** Whether it looks at pictures. */
    public boolean needsCalibration() {
      return this != MAGNITUDE && this != REARRANGED;
    }

    boolean isRearranged() {
      return this == REARRANGED || this == REARRANGED_OBS || this == SALIENCY_OBS;
    }

    /** The word in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Lower case, words apart. */
    public String label() {
      return toString().replace('_', ' ');
    }

    /** Whether there is anything to rearrange for a pattern. */
    public boolean fits(Pattern pattern) {
      return !isRearranged() || pattern instanceof Block;
    }
  }

  /**
   * A way to prune.
   *
   * @param sparsity of every pruned layer, 0..1; 0 for the dense model
   */
  public record Way(double sparsity, Pattern pattern, Method method) {
    /** Nothing pruned: the same way whatever else is asked for. */
    public static final Way DENSE = new Way(0, new Unstructured(), Method.MAGNITUDE);

    /** Such as "4x1 70 % obs". */
    public String label() {
      return sparsity == 0
          ? "dense"
          : pattern.label() + " " + Math.round(100 * sparsity) + " % " + method.label();
    }
  }

  /**
   * What came of it.
   *
   * @param qualities per set, that of all sets last
   * @param milliseconds predicted, one thread
   * @param bytes as a .goss file
   */
  public record Result(Way way, List<Quality> qualities, double milliseconds, int bytes) {
    public Result {
      qualities = List.copyOf(qualities);
    }

    /** Of all sets together. */
    public Quality overall() {
      return qualities.get(qualities.size() - 1);
    }
  }

  private final Graph graph;
  private final Judge judge;
  private final List<float[][]> calibration;
  private final SecondOrder.Options options;

  /** Which depends on neither sparsity nor pattern: found out once, by layer. */
  private final Map<Integer, float[]> saliency = new HashMap<>();

  /**
   * @param graph prepared
   * @param judge with the same model
   * @param calibration inputs for methods that need them, one array each
   */
  public Ablation(
      Graph graph, Judge judge, List<float[][]> calibration, SecondOrder.Options options) {
    this.graph = graph;
    this.judge = judge;
    this.calibration = calibration;
    this.options = options;
  }

  /**
   * Prunes and measures; seconds to minutes, by the method and the model.
   *
   * @param listener told of the layers by the methods that take long
   */
  public Result run(Way way, SecondOrder.Listener listener) {
    Graph pruned = way.sparsity() == 0 ? graph : prune(way, listener);
    byte[] tflite = TfliteWriter.write(pruned);
    List<Quality> qualities = judge.judge(new Network(way.method().label(), tflite));
    WriteOptions write =
        way.pattern() instanceof Block block
            ? WriteOptions.DEFAULT.withBlocks(block.rows(), block.columns())
            : WriteOptions.DEFAULT;
    int bytes = GossWriter.write(pruned, write).length;
    double milliseconds =
        PruningPlan.predict(pruned).map(LatencyEstimate::total).orElse(Double.NaN);
    return new Result(way, qualities, milliseconds, bytes);
  }

  private Graph prune(Way way, SecondOrder.Listener listener) {
    PruningPlan plan = plan(graph, way);
    if (way.method().isRearranged()) {
      plan =
          plan(
              way.method() == Method.SALIENCY_OBS
                  ? Rearrangement.of(plan, saliency(plan, listener))
                  : Rearrangement.of(plan),
              way);
    }
    return switch (way.method()) {
      case MAGNITUDE, REARRANGED -> plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
      case GRADIENT ->
          plan.pruneBy(
              GradientTimesWeight.importance(
                  plan.graph(), plan.layers(), calibration, GradientTimesWeight.Options.STANDARD));
      case OBS, REARRANGED_OBS, SALIENCY_OBS ->
          SecondOrder.prune(plan, calibration, options, listener);
    };
  }

  private Map<Integer, float[]> saliency(PruningPlan plan, SecondOrder.Listener listener) {
    List<PrunableLayer> missing =
        plan.layers().stream()
            .filter(layer -> !saliency.containsKey(layer.node().input(1).id()))
            .toList();
    if (!missing.isEmpty()) {
      saliency.putAll(Saliency.of(graph, missing, calibration, options, listener));
    }
    return saliency;
  }

  private static PruningPlan plan(Graph of, Way way) {
    return PruningPlan.of(
        of, way.pattern(), way.sparsity(), PruneForLatency.STANDARD, Allocation.UNIFORM);
  }
}
