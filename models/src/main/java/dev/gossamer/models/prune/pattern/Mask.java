package dev.gossamer.models.prune.pattern;

import java.util.Arrays;

/**
 * Which elements of a matrix stay.
 *
 * @param keep row-major, one per element; not to be written to
 */
public record Mask(int rows, int columns, boolean[] keep) {
  public Mask {
    if ((long) rows * columns != keep.length) {
      throw new IllegalArgumentException(
          rows + "x" + columns + " needs " + (long) rows * columns + " flags, got " + keep.length);
    }
  }

  /** Every element stays. */
  public static Mask all(int rows, int columns) {
    boolean[] keep = new boolean[rows * columns];
    Arrays.fill(keep, true);
    return new Mask(rows, columns, keep);
  }

  /** What is not zero stays. */
  public static Mask ofNonZeros(int rows, int columns, float[] weights) {
    boolean[] keep = new boolean[weights.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = weights[i] != 0f;
    }
    return new Mask(rows, columns, keep);
  }

  public boolean keeps(int row, int column) {
    return keep[row * columns + column];
  }

  /** Number of elements that stay. */
  public int kept() {
    int count = 0;
    for (boolean stays : keep) {
      count += stays ? 1 : 0;
    }
    return count;
  }

  /** Share of the elements that go, 0..1; 0 for a matrix without elements. */
  public double sparsity() {
    return keep.length == 0 ? 0 : 1 - (double) kept() / keep.length;
  }

  /** A copy in which the elements that go are zero (never -0). */
  public float[] apply(float[] weights) {
    float[] masked = new float[weights.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = keep[i] ? weights[i] : 0f;
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(keep, that.keep);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(keep);
  }

  @Override
  public String toString() {
    return "Mask[" + rows + "x" + columns + ", keeps " + kept() + "]";
  }
}
