package dev.gossamer.finetune;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.gossamer.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains a student to do what its teacher does. Given steps rather than time, the same seed gives
 * the same result, in one go or resumed from a checkpoint.
 */
final class Trainer implements AutoCloseable {

  /** Told after each step. */
  interface Listener {
    /**
     * @param loss what is minimised
     * @param quality see {@link Distillation#describe}
     */
    void stepped(int step, long nanos, float loss, float quality, float learningRate)
        throws IOException;
  }

  private final NDManager manager = Torch.newManager();
  private final TorchNetwork student;
  private final TorchNetwork teacher;
  private final Distillation distillation;
  private final Optimizer optimizer;
  private final Settings settings;
  private long nanos;
  private volatile boolean stopped;

  Trainer(Graph student, Graph teacher, Settings settings) {
    this(student, teacher, settings, SparsityRules.NONE);
  }

  Trainer(Graph student, Graph teacher, Settings settings, SparsityRules rules) {
    this.settings = settings;
    distillation = new Distillation(student, teacher);
    this.student = new TorchNetwork(student, manager);
    this.teacher = new TorchNetwork(teacher, manager);
    ArithmeticCheck.require(this.teacher, manager, settings.batch());
    ArithmeticCheck.require(this.student, manager, settings.batch());
    optimizer = new Optimizer(this.student.parameters(), manager, settings.clipNorm(), rules);
  }

  Distillation distillation() {
    return distillation;
  }

  int steps() {
    return optimizer.steps();
  }

  /** Share of the weights of the student's 1x1 convolutions that are zero, 0..1. */
  double sparsity() {
    return optimizer.sparsity();
  }

  /** Goes on where a checkpoint stands. */
  void resume(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file, optimizer.state());
    optimizer.restore(checkpoint.state(), checkpoint.steps());
    nanos = checkpoint.nanos();
  }

  Checkpoint checkpoint() {
    return new Checkpoint(optimizer.steps(), nanos, optimizer.state());
  }

  /** The student as it is now. */
  Graph trained() {
    return student.trained();
  }

  /** Lets {@link #train} end after the step that it is in; any thread may call it. */
  void stop() {
    stopped = true;
  }

  /** Trains until steps or time are used up, or it is stopped. */
  void train(Samples samples, Listener listener) throws IOException, InterruptedException {
    int skipped = 0;
    try (Feeder feeder = new Feeder(samples, settings.batch(), optimizer.steps())) {
      while (!stopped && !settings.isOver(optimizer.steps(), nanos)) {
        long start = System.nanoTime();
        float rate = settings.learningRate(optimizer.steps(), nanos);
        int before = optimizer.steps();
        float[] losses = step(feeder.next(), rate);
        nanos += System.nanoTime() - start;
        if (optimizer.steps() == before) {
          if (++skipped > 20) {
            throw new IllegalStateException(
                "the loss is not a number again and again: try a lower --lr");
          }
          continue;
        }
        listener.stepped(optimizer.steps(), nanos, losses[0], losses[1], rate);
      }
    }
  }

  private float[] step(float[] pixels, float rate) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = student.input(scope, pixels, settings.batch());
      Map<Integer, NDArray> expected = teacher.forward(x, distillation.teacherValues());
      float[] losses;
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        Map<Integer, NDArray> actual = student.forward(x, distillation.studentValues());
        Distillation.Loss loss = distillation.loss(actual, expected);
        losses = new float[] {loss.total().getFloat(), loss.quality().getFloat()};
        collector.backward(loss.total());
      }
      optimizer.step(rate);
      return losses;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
