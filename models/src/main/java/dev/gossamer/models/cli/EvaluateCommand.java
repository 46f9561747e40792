package dev.gossamer.models.cli;

import dev.gossamer.GossamerException;
import dev.gossamer.models.evaluate.ContactSheet;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Evaluation;
import dev.gossamer.models.evaluate.EvaluationReport;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.HandFinder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer evaluate}: how close a model is to another one on pictures. */
@Command(
    name = "evaluate",
    description =
        "Compare a model with the one it was made from: landmarks of hands in percent of the palm,"
            + " masks and boxes of faces by their overlap, other models by the relative error of their"
            + " outputs, of pictures from 0 to 1 unless a .goss file or the zoo knows better. Closeness to that model is not accuracy.",
    footer = {
      "",
      JudgingOptions.FOOTER,
      "With -o: evaluation.md, spread.svg, and worst.png, where the model is red and the reference"
          + " green.",
      "",
      "Examples:",
      "  gossamer evaluate hand_70.tflite --against hand_landmark_full --beside hand_landmark_lite"
          + " --images digits/ --images asl_hand.mp4 -o out/"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int WORST = 24;

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "The model to judge: a .tflite or .goss file or a name from 'gossamer models'.")
  private String model;

  @Option(
      names = "--against",
      required = true,
      paramLabel = "MODEL",
      description = "The model that it should do the same as.")
  private String against;

  @Option(
      names = "--beside",
      paramLabel = "MODEL",
      description = "Another model to judge on the very same crops; may be given several times.")
  private List<String> beside = List.of();

  @Mixin private JudgingOptions judging;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "400",
      description = "At most so many crops of each set, evenly spread (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for the table, the plot and the worst cases.")
  private Path output;

  EvaluateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!judging.isPossible() || limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--varied must not be negative, --limit at least 1");
    }
    if (output != null) {
      OutputFile.makeFolder(output);
    }
    byte[] referenceBytes = resolve(against).bytes();
    Network reference = network(against);
    List<Network> networks = new ArrayList<>();
    networks.add(network(model));
    beside.forEach(other -> networks.add(network(other)));
    PrintWriter out = spec.commandLine().getOut();
    try {
      Evaluation evaluation = new Evaluation(reference, networks, WORST);
      ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), context.terminal());
      List<CropSet> sets =
          judging.sets(reference, finder(reference, referenceBytes), progress::searched);
      progress.clear();
      for (CropSet set : sets) {
        evaluation.run(set.limited(limit));
      }
      String table =
          EvaluationReport.markdown(reference, evaluation.comparison(), evaluation.scores());
      out.print(table);
      if (output != null) {
        Files.writeString(output.resolve("evaluation.md"), table);
        Files.writeString(
            output.resolve("spread.svg"),
            EvaluationReport.plot(evaluation.comparison(), evaluation.scores()));
        ImageIO.write(
            ContactSheet.draw(reference, evaluation), "png", output.resolve("worst.png").toFile());
      }
    } catch (IOException failure) {
      throw new CommandFailure(failure.getMessage(), failure);
    } catch (IllegalArgumentException unfit) {
      throw new CommandFailure(unfit.getMessage(), unfit);
    }
    out.flush();
    return Main.SUCCESS;
  }

  private HandFinder finder(Network reference, byte[] referenceBytes) {
    return reference.task() == Task.HAND
        ? new HandFinder(resolve("palm_detection_full").bytes(), referenceBytes, 0.5f)
        : null;
  }

  private Network network(String argument) {
    ModelArgument resolved = resolve(argument);
    try {
      return new Network(resolved.name(), resolved.bytes());
    } catch (GossamerException unreadable) {
      // Of several models it must be said which.
      throw new CommandFailure(argument + ": " + unreadable.getMessage(), unreadable);
    } catch (IllegalArgumentException unfit) {
      throw new CommandFailure(unfit.getMessage(), unfit);
    }
  }

  private ModelArgument resolve(String argument) {
    return ModelArgument.resolve(argument, context, spec.commandLine().getErr());
  }
}
