package dev.gossamer.finetune;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.tune.PictureOptions;
import dev.gossamer.models.tune.TrainingOptions;
import dev.gossamer.tflite.TfliteWriter;
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
      "Beside OUT.tflite: OUT.checkpoint (for --resume), OUT.csv, OUT.loss.svg, OUT.sparsity.svg.",
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
      paramLabel = "OUT.tflite",
      description = "The trained model.")
  private Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    SparsityRules rules;
    try {
      training.check();
      pictures.images();
      rules = sparsity.rules();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    PrintWriter out = spec.commandLine().getOut();
    new TorchFineTuner(rules)
        .tune(
            Supply.model(sparse),
            Supply.model(teacher),
            pictures,
            training,
            output,
            this::save,
            out);
    out.println("wrote " + output);
    out.flush();
    return 0;
  }

  private void save(Graph trained) throws IOException {
    WriteOptions options =
        WriteOptions.DEFAULT.withWeights(
            float16 ? WriteOptions.Weights.FLOAT16 : WriteOptions.Weights.AS_STORED);
    Path beside = TorchFineTuner.beside(output, ".new");
    Files.write(beside, TfliteWriter.write(trained, options));
    Files.move(beside, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
