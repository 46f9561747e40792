package dev.gossamer.interpret;

import java.util.Arrays;

/**
 * Working memory shared by all kernels of one interpreter; contents do not survive a kernel's run.
 */
final class Scratch {
  /** Longest panel: with 256 input channels 512 KB of panels, which stay in L2. */
  static final int LONGEST_PANEL = 512;

  private static final int SHORTEST_PANEL = 64;
  private static final int PANEL_FLOATS = 1 << 17;

  private float[][] panels = new float[0][];
  private float[] strip = new float[0];
  private final float[] sum = new float[LONGEST_PANEL];

  /** Pixels per panel that let {@code panels} of them stay in cache together. */
  static int panelLength(int panels, int pixels) {
    int fitting = PANEL_FLOATS / panels & -16;
    return Math.min(pixels, Math.max(SHORTEST_PANEL, Math.min(LONGEST_PANEL, fitting)));
  }

  /** At least {@code count} panels of at least {@code length} floats. */
  float[][] panels(int count, int length) {
    if (panels.length < count) {
      panels = Arrays.copyOf(panels, count);
    }
    for (int i = 0; i < count; i++) {
      if (panels[i] == null || panels[i].length < length) {
        panels[i] = new float[length];
      }
    }
    return panels;
  }

  /** Whole rows from which panels are cut; at least {@code length} floats. */
  float[] strip(int length) {
    if (strip.length < length) {
      strip = new float[length];
    }
    return strip;
  }

  /** The sums of one output channel over one panel's pixels. */
  float[] sum() {
    return sum;
  }
}
