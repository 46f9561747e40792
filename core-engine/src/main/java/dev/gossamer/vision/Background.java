package dev.gossamer.vision;

/**
 * Puts something else behind people. What comes out is opaque RGBA of the size of the picture that
 * went in.
 */
public final class Background {
  private static final int CHANNELS = 4;

  private Background() {}

  /**
   * The same picture, out of focus behind the people.
   *
   * @param people 1 where people are
   * @param radius about how far the blur reaches, in pixels, at least 1
   * @throws IllegalArgumentException if the mask has another size than the picture
   */
  public static Image blurred(Image image, Mask people, int radius) {
    requireSameSize(image, people);
    if (radius < 1) {
      throw new IllegalArgumentException("radius: expected at least 1, got " + radius);
    }
    return compose(image, people, BackgroundBlur.of(image, people, radius));
  }

  /**
   * Another picture behind the people.
   *
   * @param people 1 where people are
   * @param behind of any size; scaled until it covers the picture, the middle is seen
   * @throws IllegalArgumentException if the mask has another size than the picture
   */
  public static Image replaced(Image image, Mask people, Image behind) {
    requireSameSize(image, people);
    float scale =
        Math.max((float) image.width() / behind.width(), (float) image.height() / behind.height());
    Region seen =
        new Region(
            behind.width() / 2f,
            behind.height() / 2f,
            image.width() / scale,
            image.height() / scale,
            0);
    ImageToTensor cover =
        new ImageToTensor(image.width(), image.height(), 0, 255, Border.REPLICATE);
    return compose(image, people, cover.convert(behind, seen).data());
  }

  /**
   * @param behind red, green and blue of each pixel, 0 to 255
   */
  private static Image compose(Image image, Mask people, float[] behind) {
    byte[] result = new byte[CHANNELS * image.width() * image.height()];
    for (int y = 0, pixel = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, pixel++) {
        float share = people.values()[pixel];
        for (int channel = 0; channel < 3; channel++) {
          float back = behind[3 * pixel + channel];
          float level = back + share * (image.level(x, y, channel) - back);
          result[CHANNELS * pixel + channel] = (byte) Math.round(level);
        }
        result[CHANNELS * pixel + 3] = (byte) 255;
      }
    }
    return Image.rgba(result, image.width(), image.height());
  }

  private static void requireSameSize(Image image, Mask mask) {
    if (image.width() != mask.width() || image.height() != mask.height()) {
      throw new IllegalArgumentException(
          "a mask of "
              + mask.width()
              + " x "
              + mask.height()
              + " for a picture of "
              + image.width()
              + " x "
              + image.height());
    }
  }
}
