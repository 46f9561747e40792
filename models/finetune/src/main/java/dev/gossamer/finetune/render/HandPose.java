package dev.gossamer.finetune.render;

import java.util.SplittableRandom;
import org.joml.Vector3d;

/**
 * How a hand is bent and shaped.
 *
 * @param angles of each of {@link Joint} against the pose that the mesh was bound in: about x
 *     (negative bends towards the palm), y and z, radians
 * @param lengths of the bones from each joint to the next, 1 as in the mesh
 * @param thickness of all bones, 1 as in the mesh
 */
record HandPose(Vector3d[] angles, double[] lengths, double thickness) {
  private static final Joint[][] FINGERS = {
    {
      Joint.INDEX_FINGER_PHALANX_PROXIMAL,
      Joint.INDEX_FINGER_PHALANX_INTERMEDIATE,
      Joint.INDEX_FINGER_PHALANX_DISTAL
    },
    {
      Joint.MIDDLE_FINGER_PHALANX_PROXIMAL,
      Joint.MIDDLE_FINGER_PHALANX_INTERMEDIATE,
      Joint.MIDDLE_FINGER_PHALANX_DISTAL
    },
    {
      Joint.RING_FINGER_PHALANX_PROXIMAL,
      Joint.RING_FINGER_PHALANX_INTERMEDIATE,
      Joint.RING_FINGER_PHALANX_DISTAL
    },
    {
      Joint.PINKY_FINGER_PHALANX_PROXIMAL,
      Joint.PINKY_FINGER_PHALANX_INTERMEDIATE,
      Joint.PINKY_FINGER_PHALANX_DISTAL
    }
  };

  /**
   * Fingers straight, curled or between, each for itself or all alike; joints of a finger bend
   * together more or less, as they do (the far one about two thirds of the middle one).
   */
  static HandPose random(SplittableRandom random) {
    Joint[] joints = Joint.values();
    Vector3d[] angles = new Vector3d[joints.length];
    double[] lengths = new double[joints.length];
    for (int i = 0; i < joints.length; i++) {
      angles[i] = new Vector3d();
      lengths[i] = Math.exp(0.04 * random.nextGaussian());
    }
    boolean alike = random.nextInt(3) == 0;
    double common = curl(random);
    double apart = 0.12 * random.nextGaussian() + 0.05;
    double most = 0;
    for (int finger = 0; finger < FINGERS.length; finger++) {
      double curl = alike ? clamp(common + 0.1 * random.nextGaussian()) : curl(random);
      most = Math.max(most, curl);
      double near = clamp(curl + 0.18 * random.nextGaussian());
      double middle = clamp(curl + 0.18 * random.nextGaussian());
      Joint[] bones = FINGERS[finger];
      angles[bones[0].ordinal()].x = 0.22 - 1.5 * near;
      angles[bones[0].ordinal()].y =
          -(finger - 1.5) * apart * (1 - near) + 0.05 * random.nextGaussian();
      angles[bones[1].ordinal()].x = 0.2 - 1.75 * middle;
      angles[bones[2].ordinal()].x = 0.12 - 1.1 * middle + 0.1 * random.nextGaussian();
    }
    thumb(angles, random);
    angles[Joint.FOREARM.ordinal()].set(
        0.35 * random.nextGaussian(), 0.2 * random.nextGaussian(), 0);
    return new HandPose(angles, lengths, Math.exp(0.12 * random.nextGaussian()));
  }

  /** From 0, straight, to 1, in the palm: the ends are more frequent than what is between. */
  private static double curl(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> clamp(0.06 + 0.08 * random.nextGaussian());
      case 2, 3 -> random.nextDouble();
      default -> clamp(0.9 + 0.1 * random.nextGaussian());
    };
  }

  private static void thumb(Vector3d[] angles, SplittableRandom random) {
    double across = random.nextDouble();
    angles[Joint.THUMB_METACARPAL.ordinal()].set(
        0.2 - 0.5 * across + 0.12 * random.nextGaussian(),
        0.25 - 0.55 * across + 0.15 * random.nextGaussian(),
        0.2 * random.nextGaussian());
    angles[Joint.THUMB_PHALANX_PROXIMAL.ordinal()].x =
        0.15 - 0.8 * across * random.nextDouble() + 0.1 * random.nextGaussian();
    angles[Joint.THUMB_PHALANX_DISTAL.ordinal()].x = 0.3 - 1.3 * random.nextDouble();
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
