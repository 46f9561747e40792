package dev.gossamer.plan;

import java.util.Arrays;
import java.util.List;

/** The stream a {@link DepthwiseKernel} reads. */
final class DepthwisePacking {
  private final DepthwiseKernel kernel;
  private final TapPatterns patterns;
  private final float[] weights;
  private final float[] bias;
  private final float[] slopes;
  private int[] words = new int[1024];
  private int count;
  private long listed;
  private int[] starts = {};
  private int[] entries;

  /**
   * @param weights [KH,KW,channels]
   * @param slopes per channel, or null
   */
  DepthwisePacking(
      DepthwiseKernel kernel, TapPatterns patterns, float[] weights, float[] bias, float[] slopes) {
    this.kernel = kernel;
    this.patterns = patterns;
    this.weights = weights;
    this.bias = bias;
    this.slopes = slopes;
  }

  /**
   * Packs everything; then {@link #words} and {@link #listed} may be asked.
   *
   * @param multiplier output channels per input channel
   */
  DepthwisePacking pack(Layout in, Layout out, int multiplier) {
    count = kernel.headerWords();
    entries = new int[bias.length];
    int entry = 0;
    words[0] = out.bandStride();
    for (int g = 0; g < patterns.groups().size(); g++) {
      TapPatterns.Group group = patterns.groups().get(g);
      words[1 + 2 * g] = group.channels().size();
      words[2 + 2 * g] = 4 * count;
      boolean list = group.pattern().listed();
      int[] taps = numbers(list ? kernel.loops().taps() : group.pattern().taps());
      for (int channel : numbers(group.channels())) {
        entries[entry++] = count;
        reserve(5 + 2 * taps.length);
        words[count++] = channel / multiplier * in.channelStride();
        words[count++] = channel * out.channelStride();
        words[count++] = Float.floatToRawIntBits(bias[channel]);
        if (kernel.slopes()) {
          words[count++] = Float.floatToRawIntBits(slopes[channel]);
        }
        if (list) {
          list(channel, taps);
          continue;
        }
        for (int tap : taps) {
          words[count++] = Float.floatToRawIntBits(weights[tap * bias.length + channel]);
        }
        listed += taps.length;
      }
    }
    return this;
  }

  /**
   * Cuts the channels into at most this many parts of equal work: each gets a header of its own
   * behind the entries.
   */
  DepthwisePacking cut(int parts) {
    long[] costs = new long[entries.length];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = (i + 1 < entries.length ? entries[i + 1] : count) - entries[i];
    }
    int[] cuts = Partition.cuts(costs, parts);
    starts = new int[cuts.length - 1];
    for (int part = 0; part < starts.length; part++) {
      starts[part] = count;
      word(words[0]);
      int first = 0;
      for (TapPatterns.Group group : patterns.groups()) {
        int from = Math.max(first, cuts[part]);
        first += group.channels().size();
        int to = Math.min(first, cuts[part + 1]);
        word(Math.max(0, to - from));
        word(to > from ? 4 * (entries[from] - starts[part]) : 0);
      }
    }
    return this;
  }

  int parts() {
    return starts.length;
  }

  /** Byte offset of a part's header in the stream. */
  int part(int part) {
    return 4 * starts[part];
  }

  int[] words() {
    return Arrays.copyOf(words, count);
  }

  /** Weights in the stream: multiply-accumulates per pixel. */
  long listed() {
    return listed;
  }

  /**
   * The number of taps that are not zero, then for each its input offset and its weight.
   *
   * @param offsets of all taps
   */
  private void list(int channel, int[] offsets) {
    int at = count++;
    words[at] = 0;
    for (int tap = 0; tap < offsets.length; tap++) {
      float weight = weights[tap * bias.length + channel];
      if (weight != 0f) {
        words[count++] = offsets[tap];
        words[count++] = Float.floatToRawIntBits(weight);
        words[at]++;
        listed++;
      }
    }
  }

  /** Loops over boxed numbers are slow in code that the browser has not optimised yet. */
  private static int[] numbers(List<Integer> list) {
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i);
    }
    return numbers;
  }

  private void word(int value) {
    reserve(1);
    words[count++] = value;
  }

  private void reserve(int more) {
    if (count + more > words.length) {
      words = Arrays.copyOf(words, 2 * count + more);
    }
  }
}
