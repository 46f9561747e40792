package dev.gossamer;

/** Runs one model, behind the names and checks of {@link Model}. */
public interface Executor {
  /**
   * Runs once.
   *
   * @param inputs row-major arrays (NHWC for images) of the right lengths, in the order of the
   *     model's inputs
   * @return new arrays in the order of its outputs
   */
  float[][] run(float[][] inputs);

  /** Frees what the executor holds; called once, after the last run. */
  default void close() {}
}
