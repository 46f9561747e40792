package dev.gossamer.models.evaluate;

import dev.gossamer.models.pictures.Hand;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Crops to compare networks on, the same for all of them.
 *
 * @param name of the set
 */
public record CropSet(String name, List<Item> items) {
  private static final int LONGEST = 1200;
  private static final int FRAME_EVERY = 5;

  /**
   * A region of a picture.
   *
   * @param isFinding whether something was found there; elsewhere only yes-or-no questions count
   */
  public record Item(Picture picture, Region region, boolean isFinding) {}

  /** Told of every picture that was looked at. */
  @FunctionalInterface
  public interface Listener {
    Listener NONE = (picture, of, hands) -> {};

    void searched(int picture, int of, int hands);
  }

  /**
   * Whole pictures.
   *
   * @param letterbox in a square, else as they are, to be stretched
   */
  public static CropSet whole(String name, Material material, boolean letterbox)
      throws IOException {
    List<Item> items = new ArrayList<>();
    for (Picture picture : pictures(material)) {
      items.add(
          new Item(picture, letterbox ? Region.letterbox(picture) : Region.whole(picture), true));
    }
    return new CropSet(name, items);
  }

  /**
   * For each hand that is found the crop that MediaPipe would take, {@code varied} more that are
   * moved, scaled and turned a little as a tracker's are, and one arbitrary part of each picture
   * (for whether there is a hand). The same hands give the same crops.
   */
  public static CropSet hands(
      String name, Material material, HandFinder finder, int varied, Listener listener)
      throws IOException {
    List<Item> items = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(20);
    List<Picture> pictures = pictures(material);
    int hands = 0;
    for (int index = 0; index < pictures.size(); index++) {
      Picture picture = pictures.get(index);
      List<Hand> found = finder.find(picture);
      hands += found.size();
      listener.searched(index + 1, pictures.size(), hands);
      for (Hand hand : found) {
        items.add(new Item(picture, hand.region(), true));
        for (int i = 0; i < varied; i++) {
          items.add(new Item(picture, varied(hand.region(), random), true));
        }
      }
      double side = Math.max(picture.width(), picture.height()) * (0.2 + 0.6 * random.nextDouble());
      double x = random.nextDouble() * picture.width();
      double y = random.nextDouble() * picture.height();
      items.add(new Item(picture, new Region(x, y, side, side, 0), false));
    }
    return new CropSet(name, items);
  }

  private static Region varied(Region region, SplittableRandom random) {
    double side = region.width() * (0.85 + 0.3 * random.nextDouble());
    return new Region(
        region.x() + (random.nextDouble() - 0.5) * 0.2 * side,
        region.y() + (random.nextDouble() - 0.5) * 0.2 * side,
        side,
        side,
        region.angle() + (random.nextDouble() - 0.5) * 0.6);
  }

  private static List<Picture> pictures(Material material) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : material.pictures()) {
      pictures.add(Picture.read(file, LONGEST));
    }
    for (Path video : material.videos()) {
      Material.frames(video, FRAME_EVERY, LONGEST, pictures::add);
    }
    return pictures;
  }

  /** These and others, in one set. */
  public CropSet and(CropSet others) {
    List<Item> both = new ArrayList<>(items);
    both.addAll(others.items);
    return new CropSet(name, both);
  }

  /** Not more than so many, evenly spread. */
  public CropSet limited(int most) {
    if (items.size() <= most) {
      return this;
    }
    List<Item> fewer = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      fewer.add(items.get((int) ((long) i * items.size() / most)));
    }
    return new CropSet(name, fewer);
  }
}
