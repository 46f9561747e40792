package dev.gossamer.models.cli;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.ablation.Judge;
import dev.gossamer.models.ablation.Quality;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.tune.FineTuner;
import dev.gossamer.models.tune.PictureOptions;
import dev.gossamer.models.tune.TrainingOptions;
import dev.gossamer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Training after pruning: {@code prune --finetune}. */
final class FineTuneOptions {
  /** So many held-out pictures say what training gave; more only take longer. */
  private static final int HELD_OUT = 40;

  @Option(
      names = "--finetune",
      description =
          "Train what is left to do what --teacher does, on --images, without labels; zeros stay"
              + " zeros. Needs PyTorch, which the launcher fetches (111 MB, once).")
  private boolean finetune;

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description = "The dense model: a file or a name; MODEL as it was before by default.")
  private String teacher;

  @ArgGroup(exclusive = false)
  private PictureOptions pictures = new PictureOptions();

  @ArgGroup(exclusive = false)
  private TrainingOptions training = new TrainingOptions();

  boolean isGiven() {
    return finetune;
  }

  /**
   * @throws IllegalArgumentException if options do not go together, in the words for users
   * @throws CommandFailure if there is nothing to train with
   */
  void check() {
    if (!finetune) {
      if (teacher != null || pictures.isGiven() || training.isGiven()) {
        throw new IllegalArgumentException(
            "--teacher, --images, --seed, --variation, --minutes, --steps, --batch, --lr and --resume"
                + " are for --finetune");
      }
      return;
    }
    training.check();
    pictures.images();
    if (FineTuner.find().isEmpty()) {
      throw new CommandFailure(
          "--finetune needs the module models/finetune, which is not on the class path: run"
              + " ./gossamer prune, which builds it");
    }
  }

  /**
   * @throws IllegalArgumentException if an option is not for such networks
   */
  void require(Task task) {
    if (finetune) {
      pictures.require(task);
    }
  }

  /** The options as given, places by their names. */
  String recipe(ModelArgument pruned) {
    StringBuilder text = new StringBuilder("; finetune --teacher ");
    text.append(teacher == null ? pruned.name() : Path.of(teacher).getFileName());
    pictures.images().forEach(place -> text.append(" --images ").append(place.getFileName()));
    return text.append(training.recipe()).append(pictures.recipe()).toString();
  }

  /**
   * Trains and says what it gave.
   *
   * @param source the model that was pruned
   */
  Graph tune(
      Graph pruned,
      ModelArgument source,
      Path output,
      FineTuner.Sink sink,
      CommandContext context,
      PrintWriter out,
      PrintWriter err) {
    ModelArgument dense = teacher == null ? source : ModelArgument.resolve(teacher, context, err);
    byte[] before = TfliteWriter.write(pruned);
    try {
      Graph tuned =
          FineTuner.find()
              .orElseThrow()
              .tune(before, dense.bytes(), pictures, training, output, sink, out);
      compare(dense, before, TfliteWriter.write(tuned), context, out, err);
      return tuned;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("training was interrupted", interrupted);
    } catch (IOException | IllegalArgumentException failure) {
      throw new CommandFailure(failure.getMessage(), failure);
    }
  }

  /** On held-out pictures, for the models whose results can be compared. */
  private void compare(
      ModelArgument dense,
      byte[] before,
      byte[] after,
      CommandContext context,
      PrintWriter out,
      PrintWriter err)
      throws IOException {
    Network reference = new Network(dense.name(), dense.bytes());
    List<Path> folders = pictures.images().stream().filter(Files::isDirectory).toList();
    if (folders.isEmpty()) {
      return;
    }
    HandFinder finder = null;
    if (reference.task() == Task.HAND) {
      byte[] palms = ModelArgument.resolve("palm_detection_full", context, err).bytes();
      finder = new HandFinder(palms, dense.bytes(), 0.5f);
    }
    List<CropSet> sets = new ArrayList<>();
    for (Path folder : folders) {
      Material material =
          Material.of(List.of(folder), Material.Part.HELD_OUT)
              .limited(Math.max(1, HELD_OUT / folders.size()));
      sets.add(
          finder != null
              ? CropSet.hands("", material, finder, 1, CropSet.Listener.NONE)
              : CropSet.whole("", material, reference.task() == Task.DETECTOR));
    }
    Judge judge = new Judge(reference, sets);
    Quality pruned = last(judge.judge(new Network("pruned", before)));
    Quality tuned = last(judge.judge(new Network("tuned", after)));
    if (tuned.compared() > 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "held out   %s: %.3f before training, %.3f now (mean of %d)",
              judge.comparison().label(),
              pruned.mean(),
              tuned.mean(),
              tuned.compared()));
    }
  }

  private static Quality last(List<Quality> qualities) {
    return qualities.get(qualities.size() - 1);
  }
}
