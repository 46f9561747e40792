package dev.gossamer.finetune;

import dev.gossamer.format.GossInfo;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.convert.Provenance;
import dev.gossamer.models.tune.PictureOptions;
import dev.gossamer.models.tune.TrainingOptions;
import dev.gossamer.tflite.WriteOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer finetune}: trains a sparse model to do what a dense one does. */
@Command(
    name = "finetune",
    mixinStandardHelpOptions = true,
    description =
        "Train a sparse model to do what its dense teacher does, on pictures without labels. Zeros"
            + " stay zeros, unless options say otherwise.",
    footer = {
      "",
      "Beside OUT.tflite or OUT.goss: OUT.checkpoint (for --resume), OUT.csv, OUT.loss.svg,"
          + " OUT.sparsity.svg (zeros by layer) and, where zeros change, OUT.zeros.svg (by step).",
      "",
      "Example:",
      "  gossamer finetune hand_70.tflite --teacher hand_landmark_full --images hands/ people/"
          + " --minutes 60 -o hand_70_tuned.tflite"
    })
final class FinetuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SPARSE", description = "The model to train: a .tflite or .goss file.")
  private String sparse;

  @Option(
      names = "--teacher",
      required = true,
      paramLabel = "MODEL",
      description = "The dense model: a .tflite file or a name from 'gossamer models'.")
  private String teacher;

  @Mixin private PictureOptions pictures;
  @Mixin private TrainingOptions training;

  @Option(
      names = "--float16",
      description = "Store weights as float16: half the size; they are trained as float32.")
  private boolean float16;

  @ArgGroup(exclusive = false, heading = "%nZeros, in 1x1 convolutions, while training:%n")
  private SparsityOptions sparsity = new SparsityOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "The trained model: its name ends in .tflite or .goss.")
  private Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Files.exists(output) && Files.isSameFile(Path.of(sparse), output)) {
      throw wrongUsage(output + " is the model itself: give another file to write with --output");
    }
    ModelKind kind;
    SparsityRules rules;
    byte[] dense;
    try {
      kind = ModelKind.ofOutput(output);
      training.check();
      pictures.images();
      rules = sparsity.rules(training.steps());
      dense = Supply.model(teacher);
      pictures.require(Supply.task(dense));
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage(wrong.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    byte[] before = Supply.model(sparse);
    new TorchFineTuner(rules)
        .tune(
            before, dense, pictures, training, output, trained -> save(trained, kind, before), out);
    out.println("wrote " + output);
    out.flush();
    return 0;
  }

  private void save(Graph trained, ModelKind kind, byte[] before) throws IOException {
    WriteOptions options =
        WriteOptions.DEFAULT.withWeights(
            float16 ? WriteOptions.Weights.FLOAT16 : WriteOptions.Weights.AS_STORED);
    Path beside = TorchFineTuner.beside(output, ".new");
    Provenance provenance = new Provenance(before, Supply.picture(teacher));
    GossInfo info = provenance.info(provenance.recipe(recipe()), provenance.ranges(trained));
    Files.write(beside, kind.write(trained, options, info));
    Files.move(beside, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The options as given, places by their names: what a .goss file tells of its training. */
  private String recipe() {
    StringBuilder text = new StringBuilder("finetune --teacher ");
    text.append(Path.of(teacher).getFileName());
    pictures.images().forEach(place -> text.append(" --images ").append(place.getFileName()));
    return text.append(training.recipe())
        .append(pictures.recipe())
        .append(sparsity.recipe())
        .toString();
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
