package dev.gossamer.models.prune.rearrange;

import java.util.List;

/**
 * Greedy grouping of channels: a group begins with the channel that has most to keep, and takes in
 * whoever loses least by it, against standing alone. (Taking whoever adds most sorts channels by
 * energy: more magnitude is kept, in fewer channels.)
 */
final class Grouping {
  private final List<float[]> features;
  private final int channels;

  private Grouping(List<float[]> features, int channels) {
    this.features = features;
    this.channels = channels;
  }

  /**
   * @param features each channels x n: by how much an element exceeds the threshold of staying
   * @param size channels of a group
   * @param first channels in front of the first group; they are those that groups gain least from
   * @return the old channels in their new order: group after group, the last one may be smaller
   */
  static int[] order(List<float[]> features, int channels, int size, int first) {
    int[] grouped = new Grouping(features, channels).order(size);
    int[] order = new int[channels];
    for (int i = 0; i < channels; i++) {
      order[(i + first) % channels] = grouped[i];
    }
    return order;
  }

  private int[] order(int size) {
    boolean[] taken = new boolean[channels];
    double[] alone = new double[channels];
    float[][] none = new float[features.size()][];
    for (int i = 0; i < none.length; i++) {
      none[i] = new float[features.get(i).length / channels];
    }
    for (int channel = 0; channel < channels; channel++) {
      alone[channel] = kept(none, channel);
    }
    int[] order = new int[channels];
    float[][] sums = new float[features.size()][];
    for (int next = 0; next < channels; next++) {
      if (next % size == 0) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] = new float[features.get(i).length / channels];
        }
      }
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int channel = 0; channel < channels; channel++) {
        double kept = taken[channel] ? 0 : kept(sums, channel);
        kept -= next % size == 0 ? 0 : alone[channel];
        if (!taken[channel] && (best < 0 || kept > most)) {
          best = channel;
          most = kept;
        }
      }
      order[next] = best;
      taken[best] = true;
      add(sums, best);
    }
    return order;
  }

  /** What a group keeps with one more channel: the blocks whose sum exceeds the threshold. */
  private double kept(float[][] sums, int channel) {
    double kept = 0;
    for (int i = 0; i < sums.length; i++) {
      float[] feature = features.get(i);
      int start = channel * sums[i].length;
      for (int j = 0; j < sums[i].length; j++) {
        kept += Math.max(0, sums[i][j] + feature[start + j]);
      }
    }
    return kept;
  }

  private void add(float[][] sums, int channel) {
    for (int i = 0; i < sums.length; i++) {
      float[] feature = features.get(i);
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += feature[channel * sums[i].length + j];
      }
    }
  }
}
