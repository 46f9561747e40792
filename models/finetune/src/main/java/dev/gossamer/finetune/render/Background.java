package dev.gossamer.finetune.render;

import dev.gossamer.models.pictures.Picture;
import java.util.List;
import java.util.SplittableRandom;

/** What is behind a hand: a part of a picture, or soft spots of colour. */
final class Background {
  private Background() {}

  /**
   * @param pictures none for spots of colour always
   * @param side of the square, pixels
   * @return red, green and blue of each pixel, linear from 0 to 1
   */
  static double[][] random(List<Picture> pictures, int side, SplittableRandom random) {
    if (pictures.isEmpty() || random.nextInt(4) == 0) {
      return spots(side, random);
    }
    return part(pictures.get(random.nextInt(pictures.size())), side, random);
  }

  private static double[][] spots(int side, SplittableRandom random) {
    Noise noise = new Noise(random.nextLong());
    double scale = 1 + 5 * random.nextDouble();
    double contrast = random.nextDouble();
    double[] colour = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    double[][] pixels = new double[side * side][3];
    for (int at = 0; at < pixels.length; at++) {
      double x = scale * (at % side) / side;
      double y = scale * (at / side) / side;
      for (int c = 0; c < 3; c++) {
        double spot = noise.at(x, y, 0) + 0.4 * noise.at(x, y, c + 7);
        pixels[at][c] = Light.linear(colour[c] + 0.5 * contrast * spot);
      }
    }
    return pixels;
  }

  /** A square of a picture, at least three tenths of its shorter side. */
  private static double[][] part(Picture picture, int side, SplittableRandom random) {
    double shorter = Math.min(picture.width(), picture.height());
    double part = shorter * (0.3 + 0.7 * random.nextDouble());
    double left = (picture.width() - part) * random.nextDouble();
    double top = (picture.height() - part) * random.nextDouble();
    double[][] pixels = new double[side * side][3];
    for (int at = 0; at < pixels.length; at++) {
      int x = (int) Math.min(picture.width() - 1, left + part * (at % side) / side);
      int y = (int) Math.min(picture.height() - 1, top + part * (at / side) / side);
      int rgb = picture.rgb()[y * picture.width() + x];
      for (int c = 0; c < 3; c++) {
        pixels[at][c] = Light.linear((rgb >> (16 - 8 * c) & 255) / 255.0);
      }
    }
    return pixels;
  }
}
