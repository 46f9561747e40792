package dev.gossamer.finetune;

/**
 * How to train.
 *
 * @param batch pictures per step
 * @param learningRate the highest; it falls along a cosine to a hundredth
 * @param steps to make at most
 * @param nanos to train at most
 * @param clipNorm gradients longer than this are shortened to it
 */
record Settings(int batch, float learningRate, int steps, long nanos, float clipNorm) {
  private static final int WARM_UP = 60;

  /**
   * @param steps done
   * @param spent nanoseconds
   */
  float learningRate(int done, long spent) {
    double progress = Math.min(1, Math.max((double) done / steps, (double) spent / nanos));
    double cosine = 0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * progress));
    return (float) (learningRate * cosine * Math.min(1, (done + 1.0) / WARM_UP));
  }

  boolean isOver(int done, long spent) {
    return done >= steps || spent >= nanos;
  }
}
