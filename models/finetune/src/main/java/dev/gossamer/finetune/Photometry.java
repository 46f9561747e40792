package dev.gossamer.finetune;

import java.util.SplittableRandom;

/** What light, lens and sensor do to a crop: colour, contrast, blur, noise. */
final class Photometry {
  private Photometry() {}

  /**
   * @param crop [height,width,3], 0 to 1; changed in place and kept in that range
   * @param strength of exposure, contrast, saturation, brightness and tint, 1 for all of them;
   *     blur, noise and pictures in grey are as frequent and strong whatever it is
   */
  static void vary(float[] crop, int width, int height, double strength, SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      blur(crop, width, height, 1 + random.nextInt(2));
    }
    colour(crop, strength, random);
    if (random.nextInt(3) == 0) {
      noise(crop, 0.04f * (float) random.nextDouble(), random);
    }
  }

  private static void colour(float[] crop, double strength, SplittableRandom random) {
    float exposure = (float) Math.exp(spread(random, 0.25 * strength));
    float contrast = (float) Math.exp(spread(random, 0.25 * strength));
    float saturation =
        random.nextInt(10) == 0 ? 0 : (float) Math.exp(spread(random, 0.35 * strength));
    float brightness = (float) spread(random, 0.08 * strength);
    float[] gain = new float[3];
    for (int c = 0; c < 3; c++) {
      gain[c] = exposure * (float) Math.exp(spread(random, 0.1 * strength));
    }
    for (int i = 0; i < crop.length; i += 3) {
      float grey = 0.299f * crop[i] + 0.587f * crop[i + 1] + 0.114f * crop[i + 2];
      for (int c = 0; c < 3; c++) {
        float value = grey + (crop[i + c] - grey) * saturation;
        value = (value * gain[c] - 0.5f) * contrast + 0.5f + brightness;
        crop[i + c] = Math.max(0, Math.min(1, value));
      }
    }
  }

  /** Sums of random bytes: nearly normal, and far cheaper than a normal number per value. */
  private static void noise(float[] crop, float deviation, SplittableRandom random) {
    float scale = deviation / 104.5f; // the deviation of the sum of two bytes
    for (int i = 0; i < crop.length; ) {
      long bits = random.nextLong();
      for (int k = 0; k < 4 && i < crop.length; k++, i++) {
        int sum = (int) (bits & 255) + (int) (bits >>> 8 & 255) - 255;
        bits >>>= 16;
        crop[i] = Math.max(0, Math.min(1, crop[i] + sum * scale));
      }
    }
  }

  private static void blur(float[] crop, int width, int height, int rounds) {
    for (int round = 0; round < rounds; round++) {
      blurLines(crop, height, width * 3, width, 3);
      blurLines(crop, width, 3, height, width * 3);
    }
  }

  /** Along lines of {@code length} pixels {@code step} apart: a quarter, a half, a quarter. */
  private static void blurLines(float[] crop, int lines, int lineStep, int length, int step) {
    for (int line = 0; line < lines; line++) {
      for (int c = 0; c < 3; c++) {
        int at = line * lineStep + c;
        float before = crop[at];
        for (int i = 0; i < length; i++, at += step) {
          float here = crop[at];
          float after = i + 1 < length ? crop[at + step] : here;
          crop[at] = 0.25f * before + 0.5f * here + 0.25f * after;
          before = here;
        }
      }
    }
  }

  /** Around 0, most of it within {@code deviation}. */
  static double spread(SplittableRandom random, double deviation) {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2 * deviation;
  }
}
