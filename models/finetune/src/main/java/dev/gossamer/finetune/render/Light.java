package dev.gossamer.finetune.render;

import java.util.SplittableRandom;
import org.joml.Vector3d;

/**
 * A lamp, the room around, and how skin returns their light.
 *
 * @param towards the lamp, of length 1, in the eye's axes
 * @param lamp its colour
 * @param above what comes from the ceiling
 * @param below what comes from the floor
 * @param shine of skin, 0 for none
 */
record Light(Vector3d towards, Vector3d lamp, Vector3d above, Vector3d below, double shine) {
  private static final double GAMMA = 2.2;

  static Light random(SplittableRandom random) {
    Vector3d towards =
        new Vector3d(
                random.nextGaussian(), 0.5 + 0.8 * random.nextGaussian(), 0.6 + random.nextDouble())
            .normalize();
    double warm = 0.15 * random.nextGaussian();
    double ambient = 0.25 + 0.5 * random.nextDouble();
    double lamp = 1.25 - ambient + 0.3 * random.nextDouble();
    double floor = ambient * (0.35 + 0.5 * random.nextDouble());
    return new Light(
        towards,
        new Vector3d(1 + warm, 1, 1 - warm).mul(lamp),
        new Vector3d(1 - warm / 2, 1, 1 + warm / 2).mul(ambient),
        new Vector3d(1 + warm / 2, 1, 1 - warm / 2).mul(floor),
        0.25 * random.nextDouble());
  }

  /**
   * @param colour of the surface, linear
   * @param lit how much of the lamp reaches it, 0..1
   * @param ambient how much of the room does, 0..1
   * @return linear
   */
  Vector3d shade(
      Vector3d colour,
      Vector3d normal,
      Vector3d toEye,
      double lit,
      double ambient,
      boolean isShiny) {
    double facing = normal.dot(towards);
    double sky = 0.5 + 0.5 * normal.y;
    // Light goes around edges within skin, red the furthest.
    Vector3d diffuse =
        new Vector3d(
            Math.max(0, (facing + 0.3) / 1.3),
            Math.max(0, (facing + 0.12) / 1.12),
            Math.max(0, (facing + 0.08) / 1.08));
    Vector3d sum = new Vector3d(below).lerp(above, sky).mul(ambient);
    sum.add(diffuse.mul(lamp).mul(lit));
    sum.mul(colour);
    if (isShiny) {
      Vector3d half = new Vector3d(towards).add(toEye).normalize();
      double glint = Math.pow(Math.max(0, normal.dot(half)), 24) * shine * lit;
      sum.fma(glint, lamp);
    }
    return sum;
  }

  /** Of a number for a display, from 0 to 1, by a power: nearly sRGB. */
  static double linear(double srgb) {
    return Math.pow(Math.max(0, Math.min(1, srgb)), GAMMA);
  }

  /** From 0 to 255. */
  static double display(double linear) {
    return 255 * Math.pow(Math.max(0, Math.min(1, linear)), 1 / GAMMA);
  }
}
