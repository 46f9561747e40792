package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/** Leaves one detection of each thing that was found several times. */
public final class NonMaximumSuppression {
  private NonMaximumSuppression() {}

  /**
   * Merges each detection with the weaker ones that overlap it: box and key points become their
   * mean weighted by score, which is steadier than the strongest alone. The score stays the
   * strongest's. As by MediaPipe's NonMaxSuppressionCalculator (WEIGHTED).
   *
   * @param overlap intersection over union above which two detections are of one thing, 0 to 1
   * @return strongest first
   */
  public static List<Detection> weighted(List<Detection> detections, float overlap) {
    List<Detection> remaining = new ArrayList<>(detections);
    remaining.sort((a, b) -> Float.compare(b.score(), a.score()));
    List<Detection> merged = new ArrayList<>();
    while (!remaining.isEmpty()) {
      Detection strongest = remaining.get(0);
      List<Detection> same = new ArrayList<>(List.of(strongest));
      List<Detection> others = new ArrayList<>();
      for (Detection other : remaining.subList(1, remaining.size())) {
        float shared = strongest.box().intersectionOverUnion(other.box());
        (shared > overlap ? same : others).add(other);
      }
      merged.add(mean(same));
      remaining = others;
    }
    return merged;
  }

  /** Of detections with equally many key points; the score is the first one's. */
  private static Detection mean(List<Detection> detections) {
    Detection first = detections.get(0);
    if (detections.size() == 1) {
      return first;
    }
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
    float[] points = new float[2 * first.keyPoints().size()];
    float total = 0;
    for (Detection detection : detections) {
      float weight = detection.score();
      total += weight;
      left += weight * detection.box().left();
      top += weight * detection.box().top();
      right += weight * detection.box().right();
      bottom += weight * detection.box().bottom();
      for (int i = 0; i < points.length / 2; i++) {
        points[2 * i] += weight * detection.keyPoints().get(i).x();
        points[2 * i + 1] += weight * detection.keyPoints().get(i).y();
      }
    }
    List<Point> means = new ArrayList<>();
    for (int i = 0; i < points.length; i += 2) {
      means.add(new Point(points[i] / total, points[i + 1] / total));
    }
    Box box = new Box(left / total, top / total, right / total, bottom / total);
    return new Detection(first.score(), box, means);
  }
}
