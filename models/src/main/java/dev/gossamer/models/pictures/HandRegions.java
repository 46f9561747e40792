package dev.gossamer.models.pictures;

import dev.gossamer.vision.Detection;
import dev.gossamer.vision.Point;

/**
 * Where a hand is, by MediaPipe's rules: upright after turning, twice as large as the palm.
 *
 * <p>After HandLandmarksToRectCalculator, AlignmentPointsRectsCalculator and
 * RectTransformationCalculator of MediaPipe.
 */
public final class HandRegions {
  /** Points that a finger does not move: wrist, thumb, knuckles and the joints next to them. */
  private static final int[] STEADY = {0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18};

  private static final int WRIST = 0;
  private static final int INDEX = 5;
  private static final int MIDDLE = 9;
  private static final int RING = 13;

  private HandRegions() {}

  /**
   * @param x of the 21 landmarks, in the picture's pixels
   * @param y of the 21 landmarks
   */
  public static Region ofLandmarks(double[] x, double[] y) {
    double knucklesX = ((x[INDEX] + x[RING]) / 2 + x[MIDDLE]) / 2;
    double knucklesY = ((y[INDEX] + y[RING]) / 2 + y[MIDDLE]) / 2;
    double angle = uprightAngle(x[WRIST], y[WRIST], knucklesX, knucklesY);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i : STEADY) {
      double u = x[i] * cos + y[i] * sin;
      double v = -x[i] * sin + y[i] * cos;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    double u = (left + right) / 2;
    double v = (top + bottom) / 2;
    Region tight =
        new Region(u * cos - v * sin, u * sin + v * cos, right - left, bottom - top, angle);
    return tight.square(2.0, 0, -0.1);
  }

  /**
   * @param palm found by palm_detection, in the picture's pixels
   */
  public static Region ofPalm(Detection palm) {
    Point wrist = palm.keyPoints().get(0);
    Point middle = palm.keyPoints().get(2);
    double angle = uprightAngle(wrist.x(), wrist.y(), middle.x(), middle.y());
    Region box =
        new Region(
            (palm.box().left() + palm.box().right()) / 2.0,
            (palm.box().top() + palm.box().bottom()) / 2.0,
            palm.box().width(),
            palm.box().height(),
            angle);
    return box.square(2.6, 0, -0.5);
  }

  /** From wrist to the knuckle of the middle finger, in the unit of the landmarks. */
  public static double palmSize(double[] x, double[] y) {
    return Math.hypot(x[MIDDLE] - x[WRIST], y[MIDDLE] - y[WRIST]);
  }

  private static double uprightAngle(double fromX, double fromY, double toX, double toY) {
    double angle = Math.PI / 2 - Math.atan2(-(toY - fromY), toX - fromX);
    return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
  }
}
