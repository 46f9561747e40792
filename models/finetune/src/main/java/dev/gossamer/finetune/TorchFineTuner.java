package dev.gossamer.finetune;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.tune.FineTuner;
import dev.gossamer.models.tune.PictureOptions;
import dev.gossamer.models.tune.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Trains with PyTorch, and writes checkpoints, a table and plots beside the model. */
public final class TorchFineTuner implements FineTuner {
  private static final long CHECKPOINT_NANOS = 180L * 1_000_000_000L;
  private static final float CLIP_NORM = 5;

  private final SparsityRules rules;

  /** Zeros stay zeros. */
  public TorchFineTuner() {
    this(SparsityRules.NONE);
  }

  TorchFineTuner(SparsityRules rules) {
    this.rules = rules;
  }

  @Override
  public Graph tune(
      byte[] sparse,
      byte[] teacher,
      PictureOptions pictures,
      TrainingOptions training,
      Path beside,
      Sink sink,
      PrintWriter out)
      throws IOException, InterruptedException {
    Graph student = TrainableGraph.read(sparse);
    Supply supply = Supply.of(teacher, pictures, out);
    Settings settings =
        new Settings(
            training.batch(), training.rate(), training.steps(), training.nanos(), CLIP_NORM);
    Path checkpoint = beside(beside, ".checkpoint");
    try (Trainer trainer = new Trainer(student, supply.graph(), settings, rules)) {
      Progress progress =
          new Progress(out, System.console() != null, settings, "quality", trainer::sparsity);
      if (training.resume() && Files.exists(checkpoint)) {
        trainer.resume(checkpoint);
        progress.resume(beside(beside, ".csv"), trainer.steps());
        out.println("going on at step " + trainer.steps());
      }
      out.println(
          String.format(
              Locale.ROOT,
              "%.1f %% zeros in 1x1 convolutions; %d blocks compared; quality: %s",
              SparsityPlot.percent(student),
              trainer.distillation().blocks(),
              trainer.distillation().describe()));
      out.flush();
      Files.createDirectories(checkpoint.getParent());
      long[] saved = {System.nanoTime()};
      CountDownLatch done = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(trainer, done)));
      Graph trained;
      try {
        trainer.train(
            supply.samples(),
            (step, nanos, loss, quality, learningRate) -> {
              progress.stepped(step, nanos, loss, quality, learningRate);
              if (System.nanoTime() - saved[0] > CHECKPOINT_NANOS) {
                save(trainer, progress, beside, sink);
                saved[0] = System.nanoTime();
              }
            });
        trained = save(trainer, progress, beside, sink);
      } finally {
        done.countDown();
      }
      out.println();
      out.println("trained for " + trainer.steps() + " steps");
      out.flush();
      return trained;
    }
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

  private Graph save(Trainer trainer, Progress progress, Path output, Sink sink)
      throws IOException {
    Graph trained = trainer.trained();
    sink.save(trained);
    trainer.checkpoint().write(beside(output, ".checkpoint"));
    progress.write(beside(output, ".csv"), beside(output, ".loss.svg"));
    Files.writeString(beside(output, ".sparsity.svg"), SparsityPlot.svg(trained));
    if (!rules.equals(SparsityRules.NONE)) {
      Files.writeString(beside(output, ".zeros.svg"), progress.sparsityPlot());
    }
    return trained;
  }

  /** OUT.tflite or OUT.goss with another ending. */
  static Path beside(Path output, String suffix) {
    String base = output.getFileName().toString().replaceFirst("\\.(tflite|goss)$", "");
    return output.toAbsolutePath().resolveSibling(base + suffix);
  }
}
