package dev.gossamer.models.cli;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.ablation.Ablation;
import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.ablation.Ablation.Way;
import dev.gossamer.models.ablation.AblationReport;
import dev.gossamer.models.ablation.AblationTable;
import dev.gossamer.models.ablation.Judge;
import dev.gossamer.models.evaluate.Comparison;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.CropSet.Item;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.PruneForLatency;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import dev.gossamer.models.zoo.FileHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer ablation}: what every way of pruning a model gives. */
@Command(
    name = "ablation",
    description =
        "Prune a model in many ways, sparsity x pattern x method, and compare each with the dense"
            + " model on pictures: quality, size, predicted time.",
    footer = {
      "",
      JudgingOptions.FOOTER,
      "Writes ablation.csv and ablation.md after every row, and goes on behind the last row if it"
          + " was stopped; at the end a plot per method and per pattern.",
      "",
      "Examples:",
      "  gossamer ablation hand_landmark_full --images digits/ --images people/ -o out/",
      "  gossamer ablation hand_landmark_full --images people/ --patterns 2x1 -o out/"
    })
final class AblationCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A file or a name from 'gossamer models'.")
  private String model;

  @Mixin private JudgingOptions judging;

  @Option(
      names = "--sparsities",
      split = ",",
      paramLabel = "S",
      defaultValue = "0.3,0.5,0.7,0.8,0.9",
      description = "Of every pruned layer (default: ${DEFAULT-VALUE}).")
  private List<Double> sparsities;

  @Option(
      names = "--patterns",
      split = ",",
      paramLabel = "P",
      defaultValue = "unstructured,2x1,4x1,4x4,16x1,2:4",
      description = "As for 'prune' (default: ${DEFAULT-VALUE}).")
  private List<String> patterns;

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "M",
      defaultValue = "magnitude,rearranged,obs",
      description = {
        "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        "rearranged orders channels by magnitude first, saliency_obs by second-order importance;"
            + " both are for blocks."
      })
  private List<Method> methods;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "60",
      description = "At most so many crops of each set, evenly spread (default: ${DEFAULT-VALUE}).")
  private int limit;

  @ArgGroup(
      exclusive = false,
      heading = "%nCalibration, for gradient and obs; else crops of what is not held out:%n")
  private CalibrationOptions calibration = new CalibrationOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the table and the plots; what is there already is not done again.")
  private Path output;

  AblationCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Way> ways = ways();
    ModelArgument argument = resolve(model);
    OutputFile.makeFolder(output);
    try {
      AblationTable table = new AblationTable(output.resolve("ablation.csv"), of(argument));
      List<Way> left = ways.stream().filter(way -> !table.has(way)).toList();
      PrintWriter out = spec.commandLine().getOut();
      out.println(ways.size() + " rows, " + (ways.size() - left.size()) + " of them known");
      out.flush();
      if (!left.isEmpty()) {
        run(left, argument, table);
      }
      Comparison comparison = Comparison.of(new Network(argument.name(), argument.bytes()));
      write(table, comparison.isDistance());
      AblationReport.writePlots(table.results(), comparison, output);
    } catch (IOException | IllegalArgumentException failure) {
      throw new CommandFailure(failure.getMessage(), failure);
    }
    return Main.SUCCESS;
  }

  /** What results depend on beside their way; a table of other results is not gone on with. */
  private String of(ModelArgument argument) {
    return "gossamer ablation "
        + argument.name()
        + judging.recipe()
        + " --limit "
        + limit
        + calibration.recipe()
        + " (model "
        + FileHash.sha256(argument.bytes()).substring(0, 16)
        + ")";
  }

  private void run(List<Way> ways, ModelArgument argument, AblationTable table) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), context.terminal());
    Graph graph = PruningPlan.prepare(ModelReader.read(argument.bytes()));
    Network dense = new Network(argument.name(), argument.bytes());
    HandFinder finder =
        dense.task() == Task.HAND
            ? new HandFinder(resolve("palm_detection_full").bytes(), argument.bytes(), 0.5f)
            : null;
    progress.title("crops to judge by");
    List<CropSet> sets =
        judging.sets(dense, finder, progress::searched).stream()
            .map(set -> set.limited(limit))
            .toList();
    Judge judge = new Judge(dense, sets);
    progress.title("crops to calibrate on");
    List<float[][]> inputs =
        needsCalibration(ways) ? inputs(graph, argument, dense, finder, progress) : List.of();
    Ablation ablation = new Ablation(graph, judge, inputs, SecondOrder.Options.STANDARD);
    boolean isDistance = judge.comparison().isDistance();
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      progress.title("row " + (i + 1) + " of " + ways.size() + ", " + way.label());
      Result result = ablation.run(way, progress::pruning);
      progress.clear();
      table.add(result);
      List<String> lines = write(table, isDistance).lines().toList();
      if (i == 0) {
        lines.subList(0, 2).forEach(out::println);
      }
      out.println(lines.get(lines.size() - 1));
      out.flush();
    }
  }

  /** Writes the tables anew; gives the one with a line per row. */
  private String write(AblationTable table, boolean isDistance) throws IOException {
    String rows = AblationReport.markdown(table.results(), isDistance);
    String matrix = AblationReport.matrix(table.results(), isDistance);
    Files.writeString(output.resolve("ablation.md"), matrix + "\n" + rows);
    return rows;
  }

  private static boolean needsCalibration(List<Way> ways) {
    return ways.stream().anyMatch(way -> way.sparsity() > 0 && way.method().needsCalibration());
  }

  private List<float[][]> inputs(
      Graph graph, ModelArgument argument, Network dense, HandFinder finder, ProgressLine progress)
      throws IOException {
    PruningPlan plan =
        PruningPlan.of(
            graph, new Unstructured(), 0.5, PruneForLatency.STANDARD, Allocation.UNIFORM);
    int most = SecondOrder.mostSamples(plan, Runtime.getRuntime().maxMemory() / 2);
    PrintWriter out = spec.commandLine().getOut();
    if (calibration.isGiven()) {
      progress.clear();
      return calibration.read(graph, argument.name(), context.zoo(), most, out);
    }
    int count = calibration.atMost(most);
    CropSet set = new CropSet("", List.of());
    for (Path place : judging.images()) {
      Material material = Material.of(List.of(place), Material.Part.TRAINING);
      // Files are always judged by, videos would be looked at as a whole.
      if (Files.isDirectory(place)) {
        set = set.and(crops(material.limited(count), dense, finder, progress));
      }
    }
    progress.clear();
    if (set.items().isEmpty()) {
      throw new CommandFailure(
          "nothing to calibrate on in " + judging.images() + ": give --calibrate=DIR");
    }
    List<float[][]> inputs = new ArrayList<>();
    Comparison comparison = Comparison.of(dense);
    for (Item item : set.limited(count).items()) {
      inputs.add(new float[][] {comparison.crop(item, dense.width(), dense.height())});
    }
    out.println("calibration on " + inputs.size() + " crops that are not held out");
    return inputs;
  }

  private static CropSet crops(
      Material material, Network dense, HandFinder finder, ProgressLine progress)
      throws IOException {
    CropSet all =
        finder != null
            ? CropSet.hands("", material, finder, 0, progress::searched)
            : CropSet.whole("", material, dense.task() == Task.DETECTOR);
    return new CropSet("", all.items().stream().filter(Item::isFinding).toList());
  }

  /** The dense model first; n:m once, at its own sparsity. */
  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    try {
      List<Pattern> shapes = patterns.stream().map(Pattern::parse).toList();
      ways.add(Way.DENSE);
      for (Method method : methods) {
        for (Pattern shape : shapes) {
          if (!method.fits(shape)) {
            continue;
          }
          if (shape.ownSparsity().isPresent()) {
            ways.add(new Way(shape.ownSparsity().getAsDouble(), shape, method));
            continue;
          }
          for (double sparsity : sparsities) {
            if (!(sparsity > 0 && sparsity < 1)) {
              throw new IllegalArgumentException(
                  "--sparsities must be between 0 and 1, got " + sparsity);
            }
            ways.add(new Way(sparsity, shape, method));
          }
        }
      }
      calibration.check();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    if (!judging.isPossible() || limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--varied must not be negative, --limit at least 1");
    }
    return ways;
  }

  private ModelArgument resolve(String name) {
    return ModelArgument.resolve(name, context, spec.commandLine().getErr());
  }
}
