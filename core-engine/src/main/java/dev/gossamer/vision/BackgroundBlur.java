package dev.gossamer.vision;

/**
 * Blurs what is behind people without smearing them into it: each pixel counts by its share of
 * background. Computed on a grid about as coarse as a quarter of the radius, where the blur leaves
 * nothing finer anyway: at radius 20 a 25th of the work.
 */
final class BackgroundBlur {
  /** Red, green, blue and the weight that they were multiplied by. */
  private static final int PLANES = 4;

  /** So that there is some colour deep inside people, too. */
  private static final float LEAST_WEIGHT = 1e-3f;

  /** Three box filters are close to a Gaussian. */
  private static final int PASSES = 3;

  private BackgroundBlur() {}

  /**
   * @return red, green and blue of each pixel, 0 to 255
   */
  static float[] of(Image image, Mask people, int radius) {
    int step = Math.max(1, radius / 4);
    int width = (image.width() + step - 1) / step;
    int height = (image.height() + step - 1) / step;
    float[][] planes = shrunk(image, people, step, width, height);
    int reach = Math.max(1, Math.round((float) radius / step / PASSES));
    for (int p = 0; p < PLANES; p++) {
      float[] from = planes[p];
      for (int pass = 0; pass < PASSES; pass++) {
        from = boxFilteredAndTransposed(from, width, height, reach);
        from = boxFilteredAndTransposed(from, height, width, reach);
      }
      planes[p] = from;
    }
    return grown(planes, width, height, image.width(), image.height());
  }

  private static float[][] shrunk(Image image, Mask people, int step, int width, int height) {
    float[][] planes = new float[PLANES][width * height];
    for (int y = 0, pixel = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, pixel++) {
        float weight = Math.max(LEAST_WEIGHT, 1 - people.values()[pixel]);
        int cell = y / step * width + x / step;
        planes[0][cell] += weight * image.level(x, y, 0);
        planes[1][cell] += weight * image.level(x, y, 1);
        planes[2][cell] += weight * image.level(x, y, 2);
        planes[3][cell] += weight;
      }
    }
    return planes;
  }

  /** Sums over {@code 2 * reach + 1} cells of a row, fewer at its ends; rows become columns. */
  private static float[] boxFilteredAndTransposed(float[] from, int width, int height, int reach) {
    float[] to = new float[from.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      // In double: what is added and taken away again must leave nothing behind.
      double sum = 0;
      for (int x = 0; x < Math.min(reach, width); x++) {
        sum += from[row + x];
      }
      for (int x = 0; x < width; x++) {
        if (x + reach < width) {
          sum += from[row + x + reach];
        }
        to[x * height + y] = (float) sum;
        if (x - reach >= 0) {
          sum -= from[row + x - reach];
        }
      }
    }
    return to;
  }

  private static float[] grown(float[][] planes, int width, int height, int toWidth, int toHeight) {
    float[] rgb = new float[3 * toWidth * toHeight];
    for (int channel = 0; channel < 3; channel++) {
      float[] colour = new float[width * height];
      for (int i = 0; i < colour.length; i++) {
        colour[i] = planes[channel][i] / planes[3][i];
      }
      float[] large = new Mask(width, height, colour).resized(toWidth, toHeight).values();
      for (int i = 0; i < large.length; i++) {
        rgb[3 * i + channel] = large[i];
      }
    }
    return rgb;
  }
}
