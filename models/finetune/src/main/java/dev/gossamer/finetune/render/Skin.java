package dev.gossamer.finetune.render;

import java.util.SplittableRandom;
import org.joml.Matrix4d;
import org.joml.Vector3d;

/** The colour of a hand's surface, linear from 0 to 1: skin, nails, creases, and a sleeve. */
final class Skin {
  /** From light to dark, sRGB. */
  private static final int[][] TONES = {
    {242, 208, 190}, {226, 182, 152}, {203, 152, 118}, {166, 116, 84}, {124, 82, 58}, {82, 54, 42}
  };

  private static final Vector3d PALM = new Vector3d(0.66, 0.38, 0.28);
  private static final Vector3d NAIL = new Vector3d(0.78, 0.5, 0.44);

  /** Metres: half the width of a crease, and how far a joint shows. */
  private static final double CREASE = 0.0009;

  private static final double NEAR = 0.02;

  /** Spots of skin per metre. */
  private static final double FINE = 900;

  private static final double COARSE = 90;

  private final Vector3d tone;
  private final Vector3d palm;
  private final Vector3d sleeve;
  private final double sleeveFrom;
  private final double nails;
  private final double creases;
  private final double mottled;
  private final Noise noise;
  private final Matrix4d[] inverse;
  private final Vector3d outOfTheBack;

  Skin(HandMesh mesh, SplittableRandom random) {
    double at = random.nextDouble() * (TONES.length - 1);
    int below = (int) at;
    tone = new Vector3d();
    for (int c = 0; c < 3; c++) {
      double srgb = TONES[below][c] + (at - below) * (TONES[below + 1][c] - TONES[below][c]);
      tone.setComponent(c, Light.linear(srgb / 255 * (1 + 0.05 * random.nextGaussian())));
    }
    // Palms are of one tone: lighter than the back by more, the darker the skin.
    palm = new Vector3d(tone).lerp(PALM, 0.1 + 0.09 * at);
    sleeve =
        random.nextInt(5) < 2
            ? null
            : new Vector3d(random.nextDouble(), random.nextDouble(), random.nextDouble())
                .mul(random.nextDouble());
    sleeveFrom = 0.015 + 0.1 * random.nextDouble();
    nails = random.nextInt(6) == 0 ? 1 : 0.35;
    creases = 0.15 + 0.35 * random.nextDouble();
    mottled = 0.03 + 0.09 * random.nextDouble();
    noise = new Noise(random.nextLong());
    inverse = new Matrix4d[mesh.bind().length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = new Matrix4d(mesh.bind()[i]).invert();
    }
    outOfTheBack = mesh.bind()[Joint.WRIST.ordinal()].transformDirection(new Vector3d(0, 1, 0));
  }

  /** Whether cloth is there: it does not shine. */
  boolean isSleeve(double along) {
    return sleeve != null && along > sleeveFrom;
  }

  /**
   * @param place of a point of the surface in the pose of the mesh, metres
   * @param normal there, in the same pose
   * @param along the forearm, metres
   */
  Vector3d colour(Vector3d place, Vector3d normal, double along) {
    double fine = noise.at(place.x * FINE, place.y * FINE, place.z * FINE);
    double coarse = noise.at(place.x * COARSE, place.y * COARSE, place.z * COARSE);
    if (isSleeve(along)) {
      return new Vector3d(sleeve).mul(1 + 0.25 * fine + 0.15 * coarse);
    }
    double palmar = Math.max(0, Math.min(1, 0.5 - 1.2 * normal.dot(outOfTheBack)));
    Vector3d colour = new Vector3d(tone).lerp(palm, palmar);
    double darker = 1 + mottled * coarse + 0.6 * mottled * fine;
    for (Joint joint : Joint.values()) {
      Matrix4d toJoint = inverse[joint.ordinal()];
      Vector3d local = toJoint.transformPosition(place, new Vector3d());
      if (local.lengthSquared() > NEAR * NEAR) {
        continue;
      }
      double facing = toJoint.transformDirection(normal, new Vector3d()).y;
      if (joint.isTip()) {
        tip(colour, local, facing);
      } else if (joint.isKnuckle()) {
        darker -= knuckle(colour, local, facing);
      }
    }
    return colour.mul(Math.max(0.2, darker));
  }

  /**
   * @param facing out of the back of the finger, -1 to 1
   */
  private void tip(Vector3d colour, Vector3d local, double facing) {
    boolean isNail =
        facing > 0.45 && Math.abs(local.x) < 0.0048 && local.z > 0.001 && local.z < 0.0125;
    if (isNail) {
      colour.lerp(NAIL, nails);
    } else {
      redden(colour, 0.93);
    }
  }

  /** How much darker it is in the crease of a joint. */
  private double knuckle(Vector3d colour, Vector3d local, double facing) {
    if (facing > 0.3) {
      redden(colour, 0.95);
    }
    double line = local.z / CREASE;
    return creases * Math.exp(-line * line) * (facing < 0.3 ? 1 : 0.6);
  }

  /** Blood shows at fingertips and knuckles. */
  private static void redden(Vector3d colour, double others) {
    colour.y *= others;
    colour.z *= others;
  }
}
