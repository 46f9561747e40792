package dev.gossamer.bridge;

import dev.gossamer.vision.Box;
import dev.gossamer.vision.Detection;
import dev.gossamer.vision.Landmark;
import dev.gossamer.vision.Point;
import dev.gossamer.vision.Region;
import java.util.Arrays;
import java.util.List;

/** A growing array of floats, and how the words of vision are written into it. */
final class Floats {
  private float[] array = new float[64];
  private int count;

  void add(float value) {
    if (count == array.length) {
      array = Arrays.copyOf(array, 2 * count);
    }
    array[count++] = value;
  }

  void add(float first, float second) {
    add(first);
    add(second);
  }

  /** Centre, width, height, rotation. */
  void region(Region region) {
    add(region.x(), region.y());
    add(region.width(), region.height());
    add(region.rotation());
  }

  /** How many there are, then x, y, z of each. */
  void landmarks(List<Landmark> landmarks) {
    add(landmarks.size());
    for (Landmark landmark : landmarks) {
      add(landmark.x(), landmark.y());
      add(landmark.z());
    }
  }

  /** Score; left, top, width, height; how many key points there are, then x, y of each. */
  void detection(Detection detection) {
    Box box = detection.box();
    add(detection.score());
    add(box.left(), box.top());
    add(box.width(), box.height());
    add(detection.keyPoints().size());
    for (Point point : detection.keyPoints()) {
      add(point.x(), point.y());
    }
  }

  float[] toArray() {
    return Arrays.copyOf(array, count);
  }
}
