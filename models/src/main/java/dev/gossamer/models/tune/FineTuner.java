package dev.gossamer.models.tune;

import dev.gossamer.graph.Graph;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Trains a sparse model to do what a dense one does. The only implementation brings PyTorch and is
 * a module of its own, which is there only where it was asked for: see {@link #find}.
 */
public interface FineTuner {

  /** Takes the model as it is now: every few minutes, and at the end. */
  @FunctionalInterface
  interface Sink {
    void save(Graph trained) throws IOException;
  }

  /**
   * Trains until the steps or the time are used up.
   *
   * @param sparse a model file
   * @param teacher the file of the dense model
   * @param beside the file that the model will be in: its name with .checkpoint, .csv, .loss.svg
   *     and .sparsity.svg instead of the ending are written, too
   * @param out told of the progress
   * @return the trained model; zeros are where they were
   * @throws IOException if pictures cannot be read or files not be written
   */
  Graph tune(
      byte[] sparse,
      byte[] teacher,
      PictureOptions pictures,
      TrainingOptions training,
      Path beside,
      Sink sink,
      PrintWriter out)
      throws IOException, InterruptedException;

  /** The one on the class path, if there is one. */
  static Optional<FineTuner> find() {
    return ServiceLoader.load(FineTuner.class).findFirst();
  }
}
