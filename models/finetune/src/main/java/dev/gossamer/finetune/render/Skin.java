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

  private static final double CREASE = 0.0009;
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

  Skin(HandMesh mesh, SplittableRandom random) {
    double at = random.nextDouble() * (TONES.length - 1);
    int below = (int) at;
    tone = new Vector3d();
    for (int c = 0; c < 3; c++) {
      double srgb = TONES[below][c] + (at - below) * (TONES[below + 1][c] - TONES[below][c]);
      tone.setComponent(c, Light.linear(srgb / 255 * (1 + 0.05 * random.nextGaussian())));
    }
    // Palms are of one tone: lighter than the back by more, the darker the skin.
    palm = new Vector3d(tone).lerp(new Vector3d(0.66, 0.38, 0.28), 0.1 + 0.09 * at);
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
    Vector3d up = new Vector3d(0, 1, 0);
    inverse[Joint.WRIST.ordinal()].invert(new Matrix4d()).transformDirection(up);
    double palmar = Math.max(0, Math.min(1, 0.5 - 1.2 * normal.dot(up)));
    Vector3d colour = new Vector3d(tone).lerp(palm, palmar);
    double darker = 1 + mottled * coarse + 0.6 * mottled * fine;
    Vector3d local = new Vector3d();
    Vector3d facing = new Vector3d();
    for (Joint joint : Joint.values()) {
      if (!joint.isTip() && !joint.isKnuckle()) {
        continue;
      }
      Matrix4d toJoint = inverse[joint.ordinal()];
      toJoint.transformPosition(place, local);
      if (local.lengthSquared() > 0.0004) {
        continue;
      }
      toJoint.transformDirection(normal, facing);
      if (joint.isTip()) {
        boolean isNail =
            facing.y > 0.45 && Math.abs(local.x) < 0.0048 && local.z > 0.001 && local.z < 0.0125;
        if (isNail) {
          colour.lerp(new Vector3d(0.78, 0.5, 0.44), nails);
        } else {
          // Blood shows at fingertips.
          colour.y *= 0.93;
          colour.z *= 0.93;
        }
      } else {
        double line = local.z / CREASE;
        darker -= creases * Math.exp(-line * line) * (facing.y < 0.3 ? 1 : 0.6);
        if (facing.y > 0.3) {
          colour.y *= 0.95;
          colour.z *= 0.95;
        }
      }
    }
    return colour.mul(Math.max(0.2, darker));
  }
}
