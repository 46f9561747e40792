package dev.gossamer.finetune;

import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
  private static final long CHECKPOINT_NANOS = 180L * 1_000_000_000L;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SPARSE", description = "The model to train: a .tflite or .goss file.")
  private String sparse;

  @Option(
      names = "--teacher",
      required = true,
      paramLabel = "MODEL",
      description = "The dense model: a .tflite file or a name from 'gossamer models'.")
  private String teacher;

  @Option(
      names = "--images",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Folders and files of pictures and .mp4 videos. Every fifth picture of a folder is left"
              + " for evaluation.")
  private List<Path> images;

  @Option(
      names = "--minutes",
      paramLabel = "T",
      description = "Train for that long (default: 60, or as long as --steps takes).")
  private Double minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Make N steps: for results that can be repeated exactly.")
  private Integer steps;

  @Option(
      names = "--batch",
      defaultValue = "16",
      paramLabel = "N",
      description = "Pictures per step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--lr",
      defaultValue = "5e-4",
      paramLabel = "RATE",
      description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
  private float rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the pictures' variations (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--resume", description = "Go on from OUT.checkpoint if there is one.")
  private boolean resume;

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
    if (batch < 1 || !(rate > 0) || (minutes != null && !(minutes > 0))) {
      throw new ParameterException(
          spec.commandLine(), "--batch, --lr and --minutes must be above 0");
    }
    SparsityRules rules = rules();
    PrintWriter out = spec.commandLine().getOut();
    Graph student = TrainableGraph.read(Supply.model(sparse));
    Supply supply = Supply.of(teacher, images, seed, out);
    Graph dense = supply.graph();
    Settings settings = settings();
    try (Trainer trainer = new Trainer(student, dense, settings, rules)) {
      if (resume && Files.exists(beside(".checkpoint"))) {
        trainer.resume(beside(".checkpoint"));
        out.println("going on at step " + trainer.steps());
      }
      out.println(
          String.format(
              Locale.ROOT,
              "%.1f %% zeros in 1x1 convolutions; %d blocks compared; quality: %s",
              SparsityPlot.percent(student),
              trainer.distillation().blocks(),
              trainer.distillation().describe()));
      Files.createDirectories(output.toAbsolutePath().getParent());
      Progress progress = new Progress(out, System.console() != null, settings, "quality");
      long[] saved = {System.nanoTime()};
      CountDownLatch done = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(trainer, done)));
      try {
        trainer.train(
            supply.samples(),
            (step, nanos, loss, quality, learningRate) -> {
              progress.stepped(step, nanos, loss, quality, learningRate);
              if (System.nanoTime() - saved[0] > CHECKPOINT_NANOS) {
                save(trainer, progress);
                saved[0] = System.nanoTime();
              }
            });
        save(trainer, progress);
      } finally {
        done.countDown();
      }
      out.println();
      out.println("wrote " + output + " after " + trainer.steps() + " steps");
      out.flush();
    }
    return 0;
  }

  /** On Ctrl-C what was trained is saved; ending amid a step would crash PyTorch. */
  private static void stop(Trainer trainer, CountDownLatch done) {
    trainer.stop();
    try {
      done.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private SparsityRules rules() {
    try {
      return sparsity.rules();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private Settings settings() {
    double time = minutes != null ? minutes : steps != null ? Double.MAX_VALUE : 60;
    long nanos = (long) Math.min(Long.MAX_VALUE / 4.0, time * 60e9);
    return new Settings(batch, rate, steps == null ? Integer.MAX_VALUE : steps, nanos, 5);
  }

  private void save(Trainer trainer, Progress progress) throws IOException {
    Graph trained = trainer.trained();
    WriteOptions options =
        WriteOptions.DEFAULT.withWeights(
            float16 ? WriteOptions.Weights.FLOAT16 : WriteOptions.Weights.AS_STORED);
    Path beside = beside(".new");
    Files.write(beside, TfliteWriter.write(trained, options));
    Files.move(beside, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    trainer.checkpoint().write(beside(".checkpoint"));
    progress.write(beside(".csv"), beside(".loss.svg"));
    Files.writeString(beside(".sparsity.svg"), SparsityPlot.svg(trained));
  }

  private Path beside(String suffix) {
    String name = output.getFileName().toString();
    String base = name.endsWith(".tflite") ? name.substring(0, name.length() - 7) : name;
    return output.toAbsolutePath().resolveSibling(base + suffix);
  }
}
