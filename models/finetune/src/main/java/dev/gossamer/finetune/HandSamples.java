package dev.gossamer.finetune;

import dev.gossamer.models.pictures.Crop;
import dev.gossamer.models.pictures.Hand;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import dev.gossamer.models.pictures.Warp;
import dev.gossamer.models.tune.Variation;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Crops of hands as MediaPipe would take them, varied: moved, turned, scaled, mirrored, seen from
 * aside, of other shape, in front of other backgrounds, in other light; and some arbitrary crops,
 * where the student is to do what the teacher does all the same.
 */
final class HandSamples implements Samples {
  private static final int EXTENT = 224;

  /** Hands of one kind; kinds are drawn equally often by weight, however many hands they have. */
  record Kind(double weight, List<Scene> scenes) {}

  /** A hand and the picture that it is in. */
  record Scene(Picture picture, Hand hand) {}

  private final List<Kind> kinds;
  private final List<Picture> backgrounds;
  private final Variation variation;
  private final long seed;
  private final double totalWeight;

  HandSamples(List<Kind> kinds, List<Picture> backgrounds, Variation variation, long seed) {
    this.variation = variation;
    this.kinds = kinds;
    this.backgrounds = backgrounds;
    this.seed = seed;
    totalWeight = kinds.stream().mapToDouble(Kind::weight).sum();
  }

  @Override
  public float[] sample(long index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    random.nextLong();
    float[] crop =
        random.nextDouble() < variation.arbitrary()
            ? arbitrary(random)
            : hand(scene(random), random);
    Photometry.vary(crop, EXTENT, EXTENT, variation.strength(), random);
    return crop;
  }

  private Scene scene(SplittableRandom random) {
    double at = random.nextDouble() * totalWeight;
    Kind chosen = kinds.get(kinds.size() - 1);
    for (Kind kind : kinds) {
      if (at < kind.weight()) {
        chosen = kind;
        break;
      }
      at -= kind.weight();
    }
    return chosen.scenes().get(random.nextInt(chosen.scenes().size()));
  }

  private float[] hand(Scene scene, SplittableRandom random) {
    Region region = scene.hand().region();
    double strength = variation.strength();
    double angle = region.angle() + Photometry.spread(random, 0.22 * strength);
    if (variation.turned() && random.nextInt(8) == 0) {
      angle = random.nextDouble() * 2 * Math.PI;
    }
    double side = region.width() * Math.exp(Photometry.spread(random, 0.13 * strength));
    double x = region.x() + Photometry.spread(random, 0.05 * strength) * side;
    double y = region.y() + Photometry.spread(random, 0.05 * strength) * side;
    double stretch = Math.exp(Photometry.spread(random, 0.06 * strength));
    Region varied = new Region(x, y, side * stretch, side / stretch, angle);
    Warp warp = seenFromAside(varied, strength, random);
    float[] crop = Crop.cut(scene.picture(), warp, EXTENT, EXTENT, border(random));
    double[] u = new double[scene.hand().x().length];
    double[] v = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      double[] unit = warp.toUnit(scene.hand().x()[i], scene.hand().y()[i]);
      u[i] = unit[0];
      v[i] = unit[1];
    }
    if (random.nextDouble() < variation.composed()) {
      new HandMask(u, v).putOn(crop, arbitrary(random), EXTENT);
    }
    if (random.nextDouble() < variation.reshaped()) {
      crop = HandShape.random(u, v, random).of(crop, EXTENT);
    }
    return crop;
  }

  /** Corners moved a little each, and mirrored every other time. */
  private static Warp seenFromAside(Region region, double strength, SplittableRandom random) {
    double[] corners = Warp.corners(region);
    double far = random.nextInt(2) == 0 ? 0.05 * strength * region.width() : 0;
    for (int i = 0; i < corners.length; i++) {
      corners[i] += Photometry.spread(random, far);
    }
    if (random.nextBoolean()) {
      return new Warp(
          new double[] {
            corners[2],
            corners[3],
            corners[0],
            corners[1],
            corners[6],
            corners[7],
            corners[4],
            corners[5]
          });
    }
    return new Warp(corners);
  }

  private float[] arbitrary(SplittableRandom random) {
    Picture picture = backgrounds.get(random.nextInt(backgrounds.size()));
    double side =
        Math.max(picture.width(), picture.height())
            * (0.1 + 0.9 * Math.pow(random.nextDouble(), 2));
    Region region =
        new Region(
            random.nextDouble() * picture.width(),
            random.nextDouble() * picture.height(),
            side,
            side,
            random.nextInt(3) == 0 ? random.nextDouble() * 2 * Math.PI : 0);
    return Crop.cut(picture, region, EXTENT, EXTENT, border(random));
  }

  private static Crop.Border border(SplittableRandom random) {
    return random.nextInt(3) == 0 ? Crop.Border.BLACK : Crop.Border.REPLICATE;
  }
}
