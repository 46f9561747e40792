package dev.gossamer.plan;

import java.util.List;

/** The stream a {@link DepthwiseKernel} reads. */
final class DepthwisePacking {
  private final DepthwiseKernel kernel;
  private final TapPatterns patterns;
  private final float[] weights;
  private final float[] bias;
  private final float[] slopes;

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
   * @param multiplier output channels per input channel
   */
  int[] pack(Layout in, Layout out, int multiplier) {
    int[] words = new int[size()];
    words[0] = out.bandStride();
    int next = kernel.headerWords();
    for (int p = 0; p < patterns.patterns().size(); p++) {
      List<Integer> channels = patterns.channels().get(p);
      words[1 + 2 * p] = channels.size();
      words[2 + 2 * p] = 4 * next;
      for (int channel : channels) {
        words[next++] = channel / multiplier * in.channelStride();
        words[next++] = channel * out.channelStride();
        words[next++] = Float.floatToRawIntBits(bias[channel]);
        if (kernel.slopes()) {
          words[next++] = Float.floatToRawIntBits(slopes[channel]);
        }
        for (int tap : patterns.patterns().get(p)) {
          words[next++] = Float.floatToRawIntBits(weights[tap * bias.length + channel]);
        }
      }
    }
    return words;
  }

  private int size() {
    long words = kernel.headerWords() + (long) kernel.entryHeaderWords() * bias.length;
    return Math.toIntExact(words + patterns.work());
  }
}
