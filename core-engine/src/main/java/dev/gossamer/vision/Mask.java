package dev.gossamer.vision;

/**
 * How much each pixel of a picture belongs to what was looked for.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values row by row, 0 (not at all) to 1 (wholly); shared, not copied
 */
public record Mask(int width, int height, float[] values) {
  /**
   * @throws IllegalArgumentException if there are not {@code width * height} values
   */
  public Mask {
    if (width <= 0 || height <= 0 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "a mask of " + width + " x " + height + " with " + values.length + " values");
    }
  }

  public float at(int x, int y) {
    return values[y * width + x];
  }

  /** Stretched or shrunk, bilinear between centres of pixels. */
  public Mask resized(int newWidth, int newHeight) {
    Mask resized = new Mask(newWidth, newHeight, new float[newWidth * newHeight]);
    int[] left = new int[newWidth];
    float[] right = new float[newWidth];
    for (int x = 0; x < newWidth; x++) {
      float from = position(x, newWidth, width);
      left[x] = (int) from;
      right[x] = from - left[x];
    }
    for (int y = 0, i = 0; y < newHeight; y++) {
      float from = position(y, newHeight, height);
      int top = (int) from;
      float below = from - top;
      int upper = top * width;
      int lower = Math.min(top + 1, height - 1) * width;
      for (int x = 0; x < newWidth; x++, i++) {
        int next = Math.min(left[x] + 1, width - 1);
        float above = mix(values[upper + left[x]], values[upper + next], right[x]);
        float under = mix(values[lower + left[x]], values[lower + next], right[x]);
        resized.values[i] = mix(above, under, below);
      }
    }
    return resized;
  }

  private static float position(int to, int newExtent, int extent) {
    float from = (to + 0.5f) * extent / newExtent - 0.5f;
    return Math.max(0, Math.min(extent - 1, from));
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }
}
