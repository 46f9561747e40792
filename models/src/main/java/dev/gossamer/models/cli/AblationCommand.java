package dev.gossamer.models.cli;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.ablation.Ablation;
import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.ablation.Ablation.Way;
import dev.gossamer.models.ablation.AblationReport;
import dev.gossamer.models.evaluate.Comparison;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.CropSet.Item;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.Crop;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.pattern.Pattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Crops for calibration are of the training part of --images, those to judge by of the part"
          + " held out. Writes ablation.md and a plot per method after every row.",
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

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      description = "A folder of pictures; may be given several times.")
  private List<Path> images;

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
      description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<Method> methods;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "96",
      description = "Crops to calibrate on (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "48",
      description = "Crops to judge by (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the table and the plots.")
  private Path output;

  AblationCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Way> ways = ways();
    PrintWriter out = spec.commandLine().getOut();
    ModelArgument argument = resolve(model);
    Graph graph = PruningPlan.prepare(ModelReader.read(argument.bytes()));
    Network dense = new Network(argument.name(), argument.bytes());
    List<Result> results = new ArrayList<>();
    try {
      Files.createDirectories(output);
      CropSet judged = crops(dense, argument, Material.Part.HELD_OUT).limited(limit);
      Comparison comparison = Comparison.of(dense);
      List<float[][]> calibration = new ArrayList<>();
      for (Item item : crops(dense, argument, Material.Part.TRAINING).limited(samples).items()) {
        calibration.add(new float[][] {crop(item, dense, comparison)});
      }
      SecondOrder.Options options = SecondOrder.Options.STANDARD;
      Ablation ablation = new Ablation(graph, dense, judged, calibration, options);
      out.println(
          judged.items().size() + " crops to judge by, " + calibration.size() + " to calibrate on");
      for (Way way : ways) {
        results.add(ablation.run(way));
        String table =
            AblationReport.markdown(results, comparison.label(), !comparison.isDistance());
        out.println(table.lines().reduce((first, second) -> second).orElseThrow());
        out.flush();
        Files.writeString(output.resolve("ablation.md"), table);
      }
      for (Method method : methods) {
        Files.writeString(
            output.resolve(method.label().replace(' ', '-') + ".svg"),
            AblationReport.plot(results, method, comparison.label()));
      }
    } catch (IOException | IllegalArgumentException failure) {
      throw new CommandFailure(failure.getMessage(), failure);
    }
    return Main.SUCCESS;
  }

  /** The dense model first; n:m once, at its own sparsity. */
  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    try {
      List<Pattern> shapes = patterns.stream().map(Pattern::parse).toList();
      ways.add(new Way(0, shapes.get(0), methods.get(0)));
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
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    if (samples < 1 || limit < 1) {
      throw new ParameterException(spec.commandLine(), "--samples and --limit must be at least 1");
    }
    return ways;
  }

  private CropSet crops(Network dense, ModelArgument argument, Material.Part part)
      throws IOException {
    Material material = Material.of(images, part);
    CropSet set;
    if (dense.task() == Task.HAND) {
      byte[] palms = resolve("palm_detection_full").bytes();
      set = CropSet.hands("", material, new HandFinder(palms, argument.bytes(), 0.5f), 0);
    } else {
      set = CropSet.whole("", material, dense.task() == Task.DETECTOR);
    }
    CropSet found = new CropSet("", set.items().stream().filter(Item::isFinding).toList());
    if (found.items().isEmpty()) {
      throw new CommandFailure("nothing to prune by in " + images + ": give more --images");
    }
    return found;
  }

  private static float[] crop(Item item, Network dense, Comparison comparison) {
    float[] crop =
        Crop.cut(item.picture(), item.region(), dense.width(), dense.height(), comparison.border());
    for (int i = 0; i < crop.length; i++) {
      crop[i] = comparison.lowest() + (1 - comparison.lowest()) * crop[i];
    }
    return crop;
  }

  private ModelArgument resolve(String name) {
    return ModelArgument.resolve(name, context, spec.commandLine().getErr());
  }
}
