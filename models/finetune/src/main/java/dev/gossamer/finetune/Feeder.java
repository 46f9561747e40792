package dev.gossamer.finetune;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Makes batches ahead of time, in a thread of its own. */
final class Feeder implements AutoCloseable {
  private static final int AHEAD = 3;

  private final BlockingQueue<float[]> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile RuntimeException failure;

  /**
   * @param firstStep batches are numbered; batch n holds the samples n * batch and following
   */
  Feeder(Samples samples, int batch, int firstStep) {
    thread =
        new Thread(
            () -> {
              try {
                for (long step = firstStep; !Thread.currentThread().isInterrupted(); step++) {
                  ready.put(batch(samples, batch, step));
                }
              } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException broken) {
                failure = broken;
              }
            },
            "samples");
    thread.setDaemon(true);
    thread.start();
  }

  private static float[] batch(Samples samples, int batch, long step) {
    float[] pixels = null;
    for (int i = 0; i < batch; i++) {
      float[] sample = samples.sample(step * batch + i);
      if (pixels == null) {
        pixels = new float[batch * sample.length];
      }
      System.arraycopy(sample, 0, pixels, i * sample.length, sample.length);
    }
    return pixels;
  }

  float[] next() throws InterruptedException {
    while (true) {
      if (failure != null) {
        throw new IllegalStateException("making a sample failed: " + failure, failure);
      }
      float[] pixels = ready.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
      if (pixels != null) {
        return pixels;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
