package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Which taps the channels of a depthwise convolution use: every channel is served by a pattern that
 * contains all its taps of non-zero weight.
 *
 * @param patterns taps per pattern, column by column
 * @param channels per pattern, the output channels it serves
 * @param reason for people
 */
record TapPatterns(List<List<Integer>> patterns, List<List<Integer>> channels, String reason) {

  static TapPatterns choose(float[] weights, int channels, Window window, boolean sparse) {
    List<Integer> taps = new ArrayList<>();
    for (int kx = 0; kx < window.width(); kx++) {
      for (int ky = 0; ky < window.height(); ky++) {
        taps.add(ky * window.width() + kx);
      }
    }
    List<Integer> all = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      all.add(c);
    }
    return new TapPatterns(List.of(taps), List.of(all), "every tap");
  }

  /** Multiply-accumulates per pixel. */
  long work() {
    long work = 0;
    for (int p = 0; p < patterns.size(); p++) {
      work += (long) patterns.get(p).size() * channels.get(p).size();
    }
    return work;
  }
}
