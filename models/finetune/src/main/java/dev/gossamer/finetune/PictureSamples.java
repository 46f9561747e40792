package dev.gossamer.finetune;

import dev.gossamer.models.pictures.Crop;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import dev.gossamer.models.pictures.Warp;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whole pictures and large parts of them, varied, for networks that look at all of a picture: face
 * detectors, and segmentation, which also sees four together.
 */
final class PictureSamples implements Samples {
  /**
   * One sample of this many is made of four crops, but for detectors, whose pictures are in a black
   * square: a face detector of 70 % zeros, trained for 1,100 steps, had a box overlap of 0.93 with
   * single pictures and 0.90 with mosaics among them.
   */
  private static final int MOSAICS = 4;

  private static final int CHANNELS = 3;

  private final List<Picture> pictures;
  private final int width;
  private final int height;
  private final boolean letterbox;
  private final float lowest;
  private final long seed;

  /**
   * @param letterbox whether the network sees pictures in a black square, else stretched
   * @param lowest the number for black: 0 or -1; white is 1
   */
  PictureSamples(
      List<Picture> pictures, int width, int height, boolean letterbox, float lowest, long seed) {
    this.pictures = pictures;
    this.width = width;
    this.height = height;
    this.letterbox = letterbox;
    this.lowest = lowest;
    this.seed = seed;
  }

  @Override
  public float[] sample(long index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    random.nextLong();
    boolean mosaic = random.nextInt(MOSAICS) == 0 && !letterbox;
    float[] sample = mosaic ? mosaic(random) : crop(random, width, height);
    Photometry.vary(sample, width, height, 1, random);
    if (lowest != 0) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = lowest + (1 - lowest) * sample[i];
      }
    }
    return sample;
  }

  /** Four crops in two rows: groups of people, small ones, and edges between pictures. */
  private float[] mosaic(SplittableRandom random) {
    float[] mosaic = new float[width * height * CHANNELS];
    int left = width / 2;
    int top = height / 2;
    for (int cell = 0; cell < 4; cell++) {
      int x = cell % 2 == 0 ? 0 : left;
      int y = cell < 2 ? 0 : top;
      int cellWidth = x == 0 ? left : width - left;
      int cellHeight = y == 0 ? top : height - top;
      float[] crop = crop(random, cellWidth, cellHeight);
      for (int row = 0; row < cellHeight; row++) {
        System.arraycopy(
            crop,
            row * cellWidth * CHANNELS,
            mosaic,
            ((y + row) * width + x) * CHANNELS,
            cellWidth * CHANNELS);
      }
    }
    return mosaic;
  }

  private float[] crop(SplittableRandom random, int cropWidth, int cropHeight) {
    Picture picture = pictures.get(random.nextInt(pictures.size()));
    Region whole = letterbox ? Region.letterbox(picture) : Region.whole(picture);
    double scale = random.nextInt(4) == 0 ? 1 : 0.3 + 0.9 * random.nextDouble();
    double stretch = letterbox ? 1 : Math.exp(Photometry.spread(random, 0.2));
    double roomX = Math.abs(whole.width() * (1 - scale)) / 2;
    double roomY = Math.abs(whole.height() * (1 - scale)) / 2;
    Region region =
        new Region(
            whole.x() + Photometry.spread(random, roomX * 0.6),
            whole.y() + Photometry.spread(random, roomY * 0.6),
            whole.width() * scale * stretch,
            whole.height() * scale,
            random.nextBoolean() ? Photometry.spread(random, 0.2) : 0);
    double[] corners = Warp.corners(region);
    if (random.nextBoolean()) {
      corners =
          new double[] {
            corners[2],
            corners[3],
            corners[0],
            corners[1],
            corners[6],
            corners[7],
            corners[4],
            corners[5]
          };
    }
    Crop.Border border = letterbox ? Crop.Border.BLACK : Crop.Border.REPLICATE;
    return Crop.cut(picture, new Warp(corners), cropWidth, cropHeight, border);
  }
}
