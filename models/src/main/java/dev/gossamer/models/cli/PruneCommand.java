package dev.gossamer.models.cli;

import dev.gossamer.format.GossInfo;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.convert.Provenance;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.LatencyBudget;
import dev.gossamer.models.prune.LatencyEstimate;
import dev.gossamer.models.prune.LayerSummary;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruneForLatency;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.calibrate.Sensitivity;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.rearrange.Rearrangement;
import dev.gossamer.tflite.WriteOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer prune}: makes a model sparse. */
@Command(
    name = "prune",
    description = "Make a model's weights sparse and write it as a .tflite or .goss file.",
    footer = {
      "",
      "Channels that never matter are removed first, without a change of the results. Then the plan"
          + " is printed: the layers, what each gains, why it is pruned or not; then the summary.",
      "",
      "Examples:",
      "  gossamer prune face_detection_short_range --sparsity 0.5 --dry-run",
      "  gossamer prune my_model.tflite --sparsity 0.7 --pattern 2x1 -o sparse.tflite",
      "  gossamer prune hand_landmark_full --sparsity 0.5 --method obs --calibrate hands/ -o h.tflite",
      "  gossamer prune hand_landmark_full --sparsity 0.7 --method obs --calibrate hands/ --finetune"
          + " --images hands/ people/ --minutes 60 -o h.tflite",
      "  gossamer prune my_model.tflite --pattern 2:4 --layers '*expand*' -o sparse.tflite"
    })
final class PruneCommand implements Callable<Integer> {
  private static final String FOR_LATENCY = "latency";
  private static final String ALL = "all";

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite or .goss file or a name from 'gossamer models'.")
  private String model;

  @Option(
      names = "--sparsity",
      paramLabel = "S",
      description = "Share of the pruned layers' weights that becomes zero, 0..1; n:m has its own.")
  private Double sparsity;

  @Option(
      names = "--target-ms",
      paramLabel = "T",
      description =
          "In place of --sparsity: as much as it takes for the model to be predicted to run in T ms."
              + " By --allocation sensitivity or solved where the outputs change least; else where"
              + " weights have least energy.")
  private Double target;

  @Option(
      names = "--pattern",
      paramLabel = "P",
      defaultValue = "unstructured",
      description = {
        "What zeros look like (default: ${DEFAULT-VALUE}):",
        "unstructured; blocks of output x input channels such as 2x1; 2:4, or 2:4/8 for 8 rows"
            + " alike; taps, or taps/4 for 4 different depthwise windows; 16x1+taps for both."
      })
  private String pattern;

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "magnitude",
      description = {
        "How weights are chosen (default: ${DEFAULT-VALUE}):",
        "magnitude takes the least ones and leaves the others as they are; gradient takes those of"
            + " least |weight x gradient| and leaves the others; obs (second-order) takes those"
            + " whose loss the others can make good, and solves these anew. Both need --calibrate."
      })
  private PruneMethod method;

  @Option(
      names = "--allocation",
      paramLabel = "A",
      defaultValue = "uniform",
      description = {
        "How the zeros are spread over layers (default: ${DEFAULT-VALUE}):",
        "uniform; erk (Erdos-Renyi-kernel), which leaves small layers denser; sensitivity, which"
            + " leaves those denser whose pruning alone changes the outputs most, measured on"
            + " pictures of --calibrate; solved, which is the same with the weights that stay solved"
            + " anew as by --method obs."
      })
  private Spread allocation;

  @Option(
      names = "--layers",
      paramLabel = "WHICH",
      defaultValue = FOR_LATENCY,
      description = {
        "Which layers are pruned (default: ${DEFAULT-VALUE}):",
        "latency takes the 1x1 convolutions that get faster by the compiler's own plan, all takes"
            + " every layer that the pattern fits; else names, with * and ?, several with"
            + " commas between them (? stands for a comma in a name)."
      })
  private String layers;

  @Option(
      names = "--rearrange",
      negatable = true,
      defaultValue = "false",
      fallbackValue = "true",
      description = {
        "Order channels, through the whole network alike, so that blocks hold weights of like"
            + " importance; the dense model computes the same (default: ${DEFAULT-VALUE}).",
        "Importance is magnitude, or with --method obs what a weight's removal costs. With obs it"
            + " helped 2x1 and 4x1 on hand_landmark_full, and not 16x1."
      })
  private boolean rearrange;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nCalibration, for --method gradient and obs, --allocation sensitivity and solved:%n")
  private CalibrationOptions calibration = new CalibrationOptions();

  @ArgGroup(exclusive = false, heading = "%nTraining afterwards:%n")
  private FineTuneOptions fineTuning = new FineTuneOptions();

  @Option(names = "--dry-run", description = "Print the plan; prune and write nothing.")
  private boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The .tflite or .goss file to write.")
  private Path output;

  PruneCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Pattern shape = pattern();
    double share = target == null ? sparsity(shape) : 0;
    check(shape);
    ModelArgument argument = ModelArgument.resolve(model, context, spec.commandLine().getErr());
    if (!dryRun) {
      OutputFile.requireOther(output, argument.file());
    }
    CalibratedPruning calibrated =
        new CalibratedPruning(calibration, argument, context, spec.commandLine());
    Graph graph = PruningPlan.prepare(ModelReader.read(argument.bytes()));
    try {
      fineTuning.require(Task.of(graph));
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage(wrong.getMessage());
    }
    PruningPlan plan = plan(graph, shape, share, calibrated);
    Graph byMagnitude = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
    PruneReport report = new PruneReport(spec.commandLine().getOut(), context.terminal());
    report.plan(plan, byMagnitude);
    report.sizes(argument.bytes().length, PrunedFile.sizes(output, plan, byMagnitude));
    requireLayers(plan, argument);
    if (!dryRun) {
      prune(plan, byMagnitude, calibrated, recipe(shape, share, argument), argument, report);
    }
    spec.commandLine().getOut().flush();
    return Main.SUCCESS;
  }

  /** What is wrong is said before anything is done. */
  private void check(Pattern shape) {
    if (target != null && sparsity != null) {
      throw wrongUsage("--target-ms and --sparsity exclude each other: expected one of them");
    }
    if (target != null && !(target > 0)) {
      throw wrongUsage("--target-ms must be above 0, got " + target);
    }
    if (output == null && !dryRun) {
      throw wrongUsage("Missing option: --output=FILE (or --dry-run, which writes nothing)");
    }
    if (method != PruneMethod.MAGNITUDE && !calibration.isGiven() && !dryRun) {
      throw wrongUsage("Missing option: --calibrate=DIR, which --method " + method + " needs");
    }
    if (target != null && allocation == Spread.ERK) {
      throw wrongUsage(
          "--target-ms and --allocation erk exclude each other: expected sensitivity or solved");
    }
    if (allocation.isMeasured() && !calibration.isGiven()) {
      throw wrongUsage(
          "Missing option: --calibrate=DIR, which --allocation " + allocation + " needs");
    }
    if (calibration.isGiven() && method == PruneMethod.MAGNITUDE && !allocation.isMeasured()) {
      throw wrongUsage(
          "--calibrate is for --method gradient and obs, and --allocation sensitivity and solved");
    }
    if (rearrange && !(shape.of(false) instanceof Block)) {
      throw wrongUsage("--rearrange is for blocks such as 2x1, got --pattern " + shape.label());
    }
    policy(); // refuses wrong --layers before anything is read
    try {
      calibration.check();
      fineTuning.check();
      if (output != null) {
        ModelKind.ofOutput(output);
      }
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage(wrong.getMessage());
    }
  }

  /**
   * The plan, its graph rearranged and its zeros spread by measurements where that is asked for.
   */
  private PruningPlan plan(Graph graph, Pattern shape, double share, CalibratedPruning calibrated) {
    requireKnownLayers(graph);
    PruningPlan plan = plan(graph, shape, share);
    if (rearrange) {
      boolean bySaliency = method == PruneMethod.OBS && calibration.isGiven();
      plan = plan(bySaliency ? calibrated.rearrange(plan) : Rearrangement.of(plan), shape, share);
    }
    if (allocation.isMeasured() && !plan.layers().isEmpty()) {
      Sensitivity measured = calibrated.sensitivity(plan, allocation == Spread.SOLVED);
      return target == null
          ? PruningPlan.of(plan.graph(), shape, share, policy(), measured)
          : within(plan.graph(), shape, measured::error);
    }
    return plan;
  }

  private void requireLayers(PruningPlan plan, ModelArgument argument) {
    if (!plan.layers().isEmpty()) {
      return;
    }
    spec.commandLine().getOut().flush();
    OptionalDouble now =
        PruningPlan.predict(plan.graph()).stream().mapToDouble(LatencyEstimate::total).findFirst();
    if (target != null && now.isPresent() && now.getAsDouble() <= target) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%s is predicted to take %.3f ms as it is: nothing needs to be pruned for"
                  + " --target-ms %s",
              argument.name(),
              now.getAsDouble(),
              target));
    }
    throw new CommandFailure(
        "no layer of "
            + argument.name()
            + " is to be pruned: "
            + PruneReport.reasons(plan)
            + "; choose others with --layers or another --pattern or --sparsity");
  }

  private void prune(
      PruningPlan plan,
      Graph byMagnitude,
      CalibratedPruning calibrated,
      String recipe,
      ModelArgument argument,
      PruneReport report) {
    Graph pruned =
        switch (method) {
          case MAGNITUDE -> byMagnitude;
          case GRADIENT -> calibrated.byGradient(plan);
          case OBS -> calibrated.solve(plan);
        };
    report.summary(plan, pruned, LayerSummary.of(plan.graph(), pruned));
    Provenance provenance = new Provenance(argument.bytes(), argument.picture());
    GossInfo info = provenance.info(provenance.recipe(recipe), provenance.ranges(plan.graph()));
    ModelKind kind = ModelKind.ofOutput(output);
    WriteOptions options = PrunedFile.options(plan, fineTuning.isGiven());
    if (fineTuning.isGiven()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println();
      out.flush();
      pruned =
          fineTuning.tune(
              pruned,
              argument,
              output,
              trained -> OutputFile.write(output, kind.write(trained, options, info)),
              context,
              out,
              spec.commandLine().getErr());
      report.totals(plan.graph(), pruned);
    }
    byte[] file = kind.write(pruned, options, info);
    OutputFile.write(output, file);
    report.file(argument.bytes().length, file.length, output);
  }

  /** The options that make the same zeros again, for people. */
  private String recipe(Pattern shape, double share, ModelArgument argument) {
    return "prune"
        + (target == null ? " --sparsity " + share : " --target-ms " + target)
        + (target == null || allocation.isMeasured() ? " --allocation " + allocation : "")
        + " --pattern "
        + shape.label()
        + " --method "
        + method
        + " --layers "
        + layers
        + (rearrange ? " --rearrange" : "")
        + (calibration.isGiven() ? calibration.recipe() : "")
        + (fineTuning.isGiven() ? fineTuning.recipe(argument) : "");
  }

  /** The plan, or where zeros are spread by a measurement the one whose layers are measured. */
  private PruningPlan plan(Graph graph, Pattern shape, double share) {
    if (target == null) {
      return PruningPlan.of(graph, shape, share, policy(), allocation.byShape());
    }
    return allocation.isMeasured()
        ? PruningPlan.of(graph, shape, LatencyBudget.ASKED_AT, policy(), Allocation.UNIFORM)
        : within(graph, shape, new LatencyBudget.Energy(shape));
  }

  private PruningPlan within(Graph graph, Pattern shape, LatencyBudget.Loss loss) {
    try {
      return LatencyBudget.plan(graph, shape, policy(), target, loss);
    } catch (IllegalArgumentException unreachable) {
      throw new CommandFailure("--target-ms: " + unreachable.getMessage(), unreachable);
    }
  }

  private Pattern pattern() {
    try {
      return Pattern.parse(pattern);
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage("--pattern: " + wrong.getMessage());
    }
  }

  private double sparsity(Pattern shape) {
    if (shape.ownSparsity().isPresent()) {
      double own = shape.ownSparsity().getAsDouble();
      if (sparsity != null && Math.abs(sparsity - own) > 1e-9) {
        throw wrongUsage(
            "--pattern "
                + shape.label()
                + " has sparsity "
                + own
                + ", but --sparsity is "
                + sparsity);
      }
      return own;
    }
    if (sparsity == null) {
      throw wrongUsage("Missing option: --sparsity=S (or --target-ms=T)");
    }
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw wrongUsage("--sparsity must be 0..1, got " + sparsity);
    }
    return sparsity;
  }

  private Policy policy() {
    return switch (layers) {
      case FOR_LATENCY -> PruneForLatency.STANDARD;
      case ALL -> new Policy.All();
      default -> only();
    };
  }

  private Policy.Only only() {
    List<String> names = Arrays.stream(layers.split(",", -1)).map(String::trim).toList();
    if (names.contains(FOR_LATENCY) || names.contains(ALL)) {
      throw wrongUsage("--layers: latency and all stand alone, got " + layers);
    }
    try {
      return new Policy.Only(names);
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage("--layers: " + wrong.getMessage());
    }
  }

  /** A name in a list that is mistyped would else be passed over in silence. */
  private void requireKnownLayers(Graph graph) {
    if (policy() instanceof Policy.Only only) {
      List<String> unknown = only.unmatched(PrunableLayer.of(graph));
      if (!unknown.isEmpty()) {
        throw new CommandFailure(
            "--layers: no layer is called '"
                + unknown.get(0)
                + "': 'gossamer inspect' prints their names");
      }
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
