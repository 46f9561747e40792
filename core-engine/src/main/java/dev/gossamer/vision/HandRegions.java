package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/** Where the landmark network should look for a hand: upright, fingers up. */
final class HandRegions {
  private static final int PALM_WRIST = 0;
  private static final int PALM_MIDDLE_BASE = 2;

  private static final int WRIST = 0;
  private static final int INDEX_BASE = 5;
  private static final int MIDDLE_BASE = 9;
  private static final int RING_BASE = 13;

  /** The palm and the first joint of each finger; finger tips move too much to hold on to. */
  private static final int[] STEADY = {0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18};

  private HandRegions() {}

  /** As MediaPipe's PalmDetectionDetectionToRoi. */
  static Region fromPalm(Detection palm) {
    float rotation =
        Region.rotationThatRaises(
            palm.keyPoints().get(PALM_WRIST), palm.keyPoints().get(PALM_MIDDLE_BASE));
    return Region.of(palm.box(), rotation).shifted(0, -0.5f).squared().scaled(2.6f);
  }

  /** As MediaPipe's HandLandmarkLandmarksToRoi. */
  static Region fromLandmarks(List<Landmark> landmarks) {
    Point index = landmarks.get(INDEX_BASE).point();
    Point middle = landmarks.get(MIDDLE_BASE).point();
    Point ring = landmarks.get(RING_BASE).point();
    Point knuckles =
        new Point(
            ((index.x() + ring.x()) / 2 + middle.x()) / 2,
            ((index.y() + ring.y()) / 2 + middle.y()) / 2);
    float rotation = Region.rotationThatRaises(landmarks.get(WRIST).point(), knuckles);
    List<Point> steady = new ArrayList<>();
    for (int i : STEADY) {
      steady.add(landmarks.get(i).point());
    }
    return Region.around(steady, rotation).shifted(0, -0.1f).squared().scaled(2);
  }
}
