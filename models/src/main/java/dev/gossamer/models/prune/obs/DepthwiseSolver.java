package dev.gossamer.models.prune.obs;

import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Prunes the windows of a depthwise convolution as {@link LayerSolver} prunes matrices: each
 * channel has moments of its own, of its taps, and normal equations of at most a few dozen
 * unknowns.
 */
final class DepthwiseSolver {
  private final Moments[] moments;
  private final PrunableLayer layer;
  private final float[] bias;
  private final int taps;
  private final int channels;

  /** Per channel, one per tap and one of the bias behind them. */
  private final double[][] ridges;

  private final double[][] rights;

  /**
   * @param moments finished, one per output channel, of its taps and with a last column of ones if
   *     there is a bias
   * @param bias the layer's, or null
   */
  DepthwiseSolver(Moments[] moments, PrunableLayer layer, float[] bias) {
    this.moments = moments;
    this.layer = layer;
    this.bias = bias;
    taps = layer.rows();
    channels = layer.columns();
    ridges = new double[channels][];
    rights = new double[channels][];
    for (int channel = 0; channel < channels; channel++) {
      ridges[channel] = ridges(moments[channel]);
      double[] old = old(channel);
      double[] right = new double[old.length];
      for (int i = 0; i < old.length; i++) {
        right[i] = moments[channel].target(i, old) + ridges[channel][i] * old[i];
      }
      rights[channel] = right;
    }
  }

  private double[] ridges(Moments of) {
    double sum = 0;
    int used = 0;
    for (int tap = 0; tap < taps; tap++) {
      sum += of.own(tap, tap);
      used += of.own(tap, tap) > 0 ? 1 : 0;
    }
    double[] ridge = new double[of.columns()];
    Arrays.fill(ridge, LayerSolver.RIDGE * sum / Math.max(1, used));
    if (bias != null) {
      ridge[taps] = LayerSolver.BIAS_RIDGE;
    }
    return ridge;
  }

  private double[] old(int channel) {
    double[] old = new double[moments[channel].columns()];
    for (int tap = 0; tap < taps; tap++) {
      old[tap] = layer.weights()[tap * channels + channel];
    }
    if (bias != null) {
      old[taps] = bias[channel];
    }
    return old;
  }

  /**
   * @param sparsity share of the taps to go, 0..1
   * @param steps how often taps are judged, at least 1
   */
  LayerSolver.Result prune(Pattern pattern, double sparsity, int steps) {
    Mask mask = Mask.all(taps, channels);
    for (int step = 1; step <= steps; step++) {
      double reached = 1 - Math.pow(1 - sparsity, (double) step / steps);
      double share = step == steps ? sparsity : reached;
      mask = pattern.select(scores(mask), taps, channels, share);
    }
    return refit(mask);
  }

  /** The exact solution for a mask that is given. */
  LayerSolver.Result refit(Mask mask) {
    float[] weights = new float[taps * channels];
    float[] biases = bias == null ? null : bias.clone();
    solve(
        mask,
        false,
        (channel, solver, solution) -> {
          for (int tap = 0; tap < taps; tap++) {
            // A tap that never saw anything is not judged, and keeps its weight if it stays.
            boolean unseen = mask.keeps(tap, channel) && !isUsed(channel, tap);
            int index = tap * channels + channel;
            weights[index] = unseen ? layer.weights()[index] : 0f;
          }
          for (int i = 0; i < solution.length; i++) {
            int tap = solver.support()[i];
            if (tap == taps) {
              biases[channel] = (float) solution[i];
            } else {
              weights[tap * channels + channel] = (float) solution[i];
            }
          }
        });
    return new LayerSolver.Result(weights, biases, mask);
  }

  private float[] scores(Mask mask) {
    float[] scores = new float[taps * channels];
    solve(
        mask,
        true,
        (channel, solver, solution) -> {
          for (int i = 0; i < solution.length; i++) {
            int tap = solver.support()[i];
            if (tap < taps) {
              double score = solution[i] * solution[i] / solver.inverseDiagonal(i);
              scores[tap * channels + channel] = (float) Math.max(score, Float.MIN_VALUE);
            }
          }
        });
    return scores;
  }

  private interface ChannelConsumer {
    void accept(int channel, RowSolver solver, double[] solution);
  }

  private void solve(Mask mask, boolean scores, ChannelConsumer consumer) {
    IntStream.range(0, channels)
        .parallel()
        .forEach(
            channel -> {
              int[] support = support(mask, channel);
              RowSolver solver = new RowSolver(moments[channel], support, ridges[channel], scores);
              consumer.accept(channel, solver, solver.solve(rights[channel]));
            });
  }

  private boolean isUsed(int channel, int tap) {
    return moments[channel].own(tap, tap) > 0;
  }

  private int[] support(Mask mask, int channel) {
    int[] support = new int[taps + 1];
    int count = 0;
    for (int tap = 0; tap < taps; tap++) {
      if (mask.keeps(tap, channel) && isUsed(channel, tap)) {
        support[count++] = tap;
      }
    }
    if (bias != null) {
      support[count++] = taps;
    }
    return Arrays.copyOf(support, count);
  }
}
