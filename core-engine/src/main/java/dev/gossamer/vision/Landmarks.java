package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/** From the numbers of a landmark network to places in the picture. */
final class Landmarks {
  private Landmarks() {}

  /**
   * @param numbers x, y, z of each landmark, in pixels of the network's input
   * @param depthScale units of the network's z to a pixel of its input
   * @return in pixels of the picture; z scaled as x
   */
  static List<Landmark> inPicture(
      float[] numbers, int inputWidth, int inputHeight, float depthScale, Region region) {
    float depth = region.width() / inputWidth / depthScale;
    List<Landmark> landmarks = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 3) {
      Point at = region.toPicture(numbers[i] / inputWidth, numbers[i + 1] / inputHeight);
      landmarks.add(new Landmark(at.x(), at.y(), numbers[i + 2] * depth));
    }
    return landmarks;
  }

  /**
   * Turned from the axes of the region to those of the picture.
   *
   * @param numbers x, y, z of each landmark, in metres
   */
  static List<Landmark> inWorld(float[] numbers, float rotation) {
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    List<Landmark> landmarks = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 3) {
      float x = numbers[i];
      float y = numbers[i + 1];
      landmarks.add(new Landmark(cos * x - sin * y, sin * x + cos * y, numbers[i + 2]));
    }
    return landmarks;
  }
}
