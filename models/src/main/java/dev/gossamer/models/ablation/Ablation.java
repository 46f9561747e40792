package dev.gossamer.models.ablation;

import dev.gossamer.format.GossWriter;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Evaluation;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Scores;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.LatencyEstimate;
import dev.gossamer.models.prune.PruneForLatency;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.calibrate.GradientTimesWeight;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.rearrange.Rearrangement;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.util.List;
import java.util.Locale;

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
    REARRANGED_OBS;

    boolean isRearranged() {
      return this == REARRANGED || this == REARRANGED_OBS;
    }

    /** Lower case, words apart. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
  public record Way(double sparsity, Pattern pattern, Method method) {}

  /**
   * What came of it.
   *
   * @param quality mean over the crops: what {@link Evaluation#comparison} says
   * @param agreement of yes-or-no questions, 0..1
   * @param milliseconds predicted, one thread
   * @param bytes as a .goss file
   */
  public record Result(Way way, double quality, double agreement, double milliseconds, int bytes) {}

  private final Graph graph;
  private final Network dense;
  private final CropSet crops;
  private final List<float[][]> calibration;
  private final SecondOrder.Options options;

  /**
   * @param graph prepared
   * @param dense the same model, to compare with
   * @param calibration inputs for methods that need them, one array each
   */
  public Ablation(
      Graph graph,
      Network dense,
      CropSet crops,
      List<float[][]> calibration,
      SecondOrder.Options options) {
    this.graph = graph;
    this.dense = dense;
    this.crops = crops;
    this.calibration = calibration;
    this.options = options;
  }

  /** Prunes and measures; half a second to minutes, by the method and the model. */
  public Result run(Way way) {
    Graph pruned = way.sparsity() == 0 ? graph : prune(way);
    byte[] tflite = TfliteWriter.write(pruned);
    Evaluation evaluation =
        new Evaluation(dense, List.of(new Network(way.method().label(), tflite)), 0);
    evaluation.run(crops);
    Scores scores = evaluation.scores().get(0);
    WriteOptions write =
        way.pattern() instanceof Block block
            ? WriteOptions.DEFAULT.withBlocks(block.rows(), block.columns())
            : WriteOptions.DEFAULT;
    int bytes = GossWriter.write(pruned, write).length;
    double milliseconds =
        PruningPlan.predict(pruned).map(LatencyEstimate::total).orElse(Double.NaN);
    return new Result(way, scores.mean(), scores.agreement(), milliseconds, bytes);
  }

  private Graph prune(Way way) {
    PruningPlan plan = plan(graph, way);
    if (way.method().isRearranged()) {
      plan = plan(Rearrangement.of(plan), way);
    }
    return switch (way.method()) {
      case MAGNITUDE, REARRANGED -> plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
      case GRADIENT ->
          plan.pruneBy(
              GradientTimesWeight.importance(
                  plan.graph(), plan.layers(), calibration, GradientTimesWeight.Options.STANDARD));
      case OBS, REARRANGED_OBS ->
          SecondOrder.prune(plan, calibration, options, (layer, index, of) -> {});
    };
  }

  private static PruningPlan plan(Graph of, Way way) {
    return PruningPlan.of(
        of, way.pattern(), way.sparsity(), PruneForLatency.STANDARD, Allocation.UNIFORM);
  }
}
