package dev.gossamer;

import dev.gossamer.graph.Shape;

/**
 * Reproducible inputs: floats in [0, 1] from the generator mulberry32, whose arithmetic is the same
 * in every language, so that the JVM, a page and an independent runtime can be given the same
 * numbers.
 *
 * <p>Source: Tommy Ettinger's mulberry32 (public domain).
 */
public final class SeededInput {
  private static final int INCREMENT = 0x6D2B79F5;
  private static final double TWO_TO_THE_32 = 4294967296.0;

  private SeededInput() {}

  /**
   * The first {@code count} numbers of the sequence, each a multiple of 2^-32 rounded to float32
   * (so 1 itself can occur).
   *
   * @throws IllegalArgumentException if count is negative
   */
  public static float[] floats(int seed, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, got " + count);
    }
    float[] floats = new float[count];
    int state = seed;
    for (int i = 0; i < count; i++) {
      state += INCREMENT;
      int t = (state ^ (state >>> 15)) * (state | 1);
      t ^= t + (t ^ (t >>> 7)) * (t | 61);
      floats[i] = (float) (((t ^ (t >>> 14)) & 0xFFFFFFFFL) / TWO_TO_THE_32);
    }
    return floats;
  }

  /** {@link #floats} as a tensor, in row-major (NHWC) order. */
  public static Tensor tensor(int seed, Shape shape) {
    return Tensor.of(shape, floats(seed, shape.elements()));
  }
}
