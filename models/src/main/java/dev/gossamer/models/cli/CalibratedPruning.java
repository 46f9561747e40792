package dev.gossamer.models.cli;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.CalibrationPictures;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.calibrate.GradientTimesWeight;
import dev.gossamer.models.prune.calibrate.Sensitivity;
import dev.gossamer.models.prune.calibrate.Sensitivity.Pruner;
import dev.gossamer.models.prune.obs.Saliency;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.obs.SolvedAlone;
import dev.gossamer.models.prune.rearrange.Rearrangement;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** The steps of {@code prune} that look at pictures; each says which, and shows how far it is. */
final class CalibratedPruning {
  /** So many pictures say how much a layer minds; more only take longer. */
  private static final int SENSITIVITY_SAMPLES = 8;

  /** Small networks take more of them in the same time, and their few weights are worth it. */
  private static final int SOLVED_SAMPLES = 32;

  private final CalibrationOptions calibration;
  private final ModelArgument argument;
  private final CommandContext context;
  private final PrintWriter out;
  private final PrintWriter err;

  CalibratedPruning(
      CalibrationOptions calibration,
      ModelArgument argument,
      CommandContext context,
      CommandLine command) {
    this.calibration = calibration;
    this.argument = argument;
    this.context = context;
    out = command.getOut();
    err = command.getErr();
  }

  /**
   * How much the outputs mind when a layer of the plan is pruned.
   *
   * @param solved whether the weights that stay are solved anew
   */
  Sensitivity sensitivity(PruningPlan plan, boolean solved) {
    if (!solved) {
      return sensitivity(
          plan, Pruner.byMagnitude(plan.pattern()), samples(plan, SENSITIVITY_SAMPLES));
    }
    List<float[][]> all = samples(plan, Integer.MAX_VALUE);
    SolvedAlone pruner =
        new SolvedAlone(plan.graph(), plan.pattern(), all, SecondOrder.Options.STANDARD);
    return sensitivity(plan, pruner, CalibrationPictures.spread(all, SOLVED_SAMPLES));
  }

  private Sensitivity sensitivity(PruningPlan plan, Pruner pruner, List<float[][]> samples) {
    ProgressLine progress = new ProgressLine(err, context.terminal());
    progress.title("sensitivity");
    try {
      return Sensitivity.measure(plan.graph(), plan.layers(), pruner, samples, progress::pruning);
    } catch (IllegalStateException notFinite) {
      throw cannotBeCalibrated(notFinite);
    } finally {
      progress.clear();
    }
  }

  /** The plan's graph with channels ordered by what the removal of their weights costs. */
  Graph rearrange(PruningPlan plan) {
    List<float[][]> samples = samples(plan, Integer.MAX_VALUE);
    ProgressLine progress = new ProgressLine(err, context.terminal());
    progress.title("channels");
    try {
      return Rearrangement.of(
          plan,
          Saliency.of(
              plan.graph(),
              plan.layers(),
              samples,
              SecondOrder.Options.STANDARD,
              progress::pruning));
    } catch (IllegalStateException notFinite) {
      throw cannotBeCalibrated(notFinite);
    } finally {
      progress.clear();
    }
  }

  Graph byGradient(PruningPlan plan) {
    return plan.pruneBy(
        GradientTimesWeight.importance(
            plan.graph(),
            plan.layers(),
            samples(plan, Integer.MAX_VALUE),
            GradientTimesWeight.Options.STANDARD));
  }

  /** By second-order reconstruction. */
  Graph solve(PruningPlan plan) {
    List<float[][]> samples = samples(plan, Integer.MAX_VALUE);
    ProgressLine progress = new ProgressLine(err, context.terminal());
    try {
      Graph pruned =
          SecondOrder.prune(plan, samples, SecondOrder.Options.STANDARD, progress::pruning);
      progress.clear();
      out.println("solved in " + progress.elapsed());
      out.println();
      return pruned;
    } catch (IllegalStateException notFinite) {
      progress.clear();
      throw cannotBeCalibrated(notFinite);
    }
  }

  private CommandFailure cannotBeCalibrated(IllegalStateException notFinite) {
    return new CommandFailure(
        argument.name() + " cannot be calibrated: " + notFinite.getMessage(), notFinite);
  }

  private List<float[][]> samples(PruningPlan plan, int atMost) {
    int most = SecondOrder.mostSamples(plan, Runtime.getRuntime().maxMemory() / 2);
    List<float[][]> samples =
        calibration.read(plan.graph(), argument.name(), context.zoo(), Math.min(most, atMost), out);
    out.flush();
    return samples;
  }
}
