package dev.gossamer.vision;

import java.util.List;

/**
 * Something found in a picture.
 *
 * @param score 0 to 1
 * @param box in the same unit as the key points
 * @param keyPoints in the order of the network; see {@link DetectionDecoder}
 */
public record Detection(float score, Box box, List<Point> keyPoints) {
  public Detection {
    keyPoints = List.copyOf(keyPoints);
  }
}
