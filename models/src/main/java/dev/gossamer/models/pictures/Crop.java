package dev.gossamer.models.pictures;

import java.util.Arrays;

/** Cuts crops out of pictures, by bilinear interpolation between the centres of pixels. */
public final class Crop {

  /** What lies outside a picture. */
  public enum Border {
    /** The nearest pixel. */
    REPLICATE,
    /** Black. */
    BLACK
  }

  private Crop() {}

  /**
   * @param width of the crop in pixels
   * @param height of the crop in pixels
   * @return [height,width,3], 0 to 1
   */
  public static float[] cut(Picture picture, Warp warp, int width, int height, Border border) {
    float[] crop = new float[width * height * 3];
    int[] rgb = picture.rgb();
    for (int row = 0; row < height; row++) {
      double v = (row + 0.5) / height;
      for (int column = 0; column < width; column++) {
        double u = (column + 0.5) / width;
        sample(
            picture,
            rgb,
            warp.x(u, v) - 0.5,
            warp.y(u, v) - 0.5,
            border,
            crop,
            (row * width + column) * 3);
      }
    }
    return crop;
  }

  /** As above for a region. */
  public static float[] cut(Picture picture, Region region, int width, int height, Border border) {
    return cut(picture, Warp.of(region), width, height, border);
  }

  private static void sample(
      Picture picture, int[] rgb, double x, double y, Border border, float[] out, int offset) {
    int width = picture.width();
    int height = picture.height();
    if (border == Border.BLACK && (x < -1 || y < -1 || x > width || y > height)) {
      Arrays.fill(out, offset, offset + 3, 0f);
      return;
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float fx = (float) (x - left);
    float fy = (float) (y - top);
    int x0 = clamp(left, width);
    int x1 = clamp(left + 1, width);
    int y0 = clamp(top, height) * width;
    int y1 = clamp(top + 1, height) * width;
    int p00 = rgb[y0 + x0];
    int p01 = rgb[y0 + x1];
    int p10 = rgb[y1 + x0];
    int p11 = rgb[y1 + x1];
    for (int channel = 0; channel < 3; channel++) {
      int shift = 16 - 8 * channel;
      float above = mix((p00 >> shift) & 255, (p01 >> shift) & 255, fx);
      float below = mix((p10 >> shift) & 255, (p11 >> shift) & 255, fx);
      out[offset + channel] = mix(above, below, fy) / 255;
    }
  }

  private static float mix(float from, float to, float share) {
    return from + (to - from) * share;
  }

  private static int clamp(int index, int extent) {
    return index < 0 ? 0 : Math.min(index, extent - 1);
  }
}
