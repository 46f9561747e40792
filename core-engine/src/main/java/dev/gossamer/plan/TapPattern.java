package dev.gossamer.plan;

import java.util.List;

/**
 * The taps that one piece of depthwise code multiplies.
 *
 * @param taps hard-wired taps as indices into the window (row by row), column by column; empty if
 *     listed
 * @param listed whether taps are data instead: the stream lists each channel's
 */
public record TapPattern(List<Integer> taps, boolean listed) {
  static final TapPattern LISTED = new TapPattern(List.of(), true);

  public TapPattern {
    taps = List.copyOf(taps);
  }

  static TapPattern of(List<Integer> taps) {
    return new TapPattern(taps, false);
  }
}
