package dev.gossamer.models.prune.pattern;

import java.util.Arrays;

/** Ranks what goes or stays as a whole. */
final class Units {
  private Units() {}

  static void check(float[] importance, int rows, int columns, double sparsity) {
    if (rows < 0 || columns < 0 || (long) rows * columns != importance.length) {
      throw new IllegalArgumentException(
          rows + "x" + columns + " does not have " + importance.length + " elements");
    }
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw new IllegalArgumentException("sparsity must be 0..1, got " + sparsity);
    }
    for (float element : importance) {
      if (!(element >= 0)) {
        throw new IllegalArgumentException("importance must not be negative, got " + element);
      }
    }
  }

  /** How many of {@code units} stay at a sparsity: exactly round(sparsity * units) go. */
  static int kept(int units, double sparsity) {
    return units - (int) Math.round(sparsity * units);
  }

  /**
   * Flags of the {@code count} units of highest score; of equal ones the first.
   *
   * @param scores not negative
   */
  static boolean[] best(float[] scores, int count) {
    long[] order = new long[scores.length];
    for (int i = 0; i < order.length; i++) {
      // The bits of floats that are not negative sort as the floats do (adding 0 makes -0 a 0).
      long bits = Float.floatToRawIntBits(scores[i] + 0f);
      order[i] = -bits << 32 | i;
    }
    Arrays.sort(order);
    boolean[] best = new boolean[scores.length];
    for (int i = 0; i < count; i++) {
      best[(int) order[i]] = true;
    }
    return best;
  }
}
