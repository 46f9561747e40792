package dev.gossamer.vision;

import dev.gossamer.vision.SsdAnchors.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the outputs of a single-shot detector into detections. Several neighbouring anchors usually
 * find the same thing; {@link NonMaximumSuppression} merges them.
 *
 * <pre>{@code
 * List<Detection> found = DetectionDecoder.fullRangeFace().decode(boxes, logits);
 * List<Detection> faces = NonMaximumSuppression.weighted(found, 0.3f);
 * }</pre>
 *
 * <p>Faces have six key points: right eye, left eye (as the person sees it), tip of the nose,
 * mouth, right and left tragion (in front of the ear).
 */
public final class DetectionDecoder {
  private static final int FACE_KEY_POINTS = 6;
  private static final int PALM_KEY_POINTS = 7;
  private static final int BOX_NUMBERS = 4;

  /** Beyond this the logistic function is 0 or 1 to the last bit of a float. */
  private static final float LARGEST_LOGIT = 100;

  private final SsdAnchors anchors;
  private final int extent;
  private final int keyPoints;
  private final float minimumScore;

  /**
   * @param extent height and width of the network's input in pixels, the unit of its outputs
   * @param keyPoints per detection
   * @param minimumScore from 0 to 1; weaker detections are dropped
   */
  public DetectionDecoder(SsdAnchors anchors, int extent, int keyPoints, float minimumScore) {
    this.anchors = anchors;
    this.extent = extent;
    this.keyPoints = keyPoints;
    this.minimumScore = minimumScore;
  }

  /**
   * For face_detection_full_range and its sparse sibling: input 192x192x3 from -1 to 1, faces
   * within about 5 m.
   */
  public static DetectionDecoder fullRangeFace() {
    return new DetectionDecoder(SsdAnchors.ofUnitSize(192, 1, 4), 192, FACE_KEY_POINTS, 0.6f);
  }

  /** For face_detection_short_range: input 128x128x3 from -1 to 1, faces within about 2 m. */
  public static DetectionDecoder shortRangeFace() {
    return new DetectionDecoder(
        SsdAnchors.ofUnitSize(128, 2, 8, 16, 16, 16), 128, FACE_KEY_POINTS, 0.5f);
  }

  /**
   * For palm_detection_full and palm_detection_lite: input 192x192x3 from 0 to 1; key points as in
   * {@link PalmDetector}.
   */
  public static DetectionDecoder palm() {
    return new DetectionDecoder(
        SsdAnchors.ofUnitSize(192, 2, 8, 16, 16, 16), 192, PALM_KEY_POINTS, 0.5f);
  }

  /** Height and width of the network's input in pixels. */
  public int extent() {
    return extent;
  }

  /** The number of anchors, and so of detections before the weak ones are dropped. */
  public int anchorCount() {
    return anchors.count();
  }

  /** Numbers per anchor in {@code boxes}: four of the box, two of each key point. */
  public int numbersPerAnchor() {
    return BOX_NUMBERS + 2 * keyPoints;
  }

  /**
   * @param boxes the output [1,{@link #anchorCount},{@link #numbersPerAnchor}]: centre x, centre y,
   *     width, height, then x and y of each key point, in pixels of the input from the anchor's
   *     centre
   * @param logits the output [1,{@link #anchorCount},1]
   * @return detections in shares of the input's extent, in the order of the anchors
   * @throws IllegalArgumentException if an array has another length
   */
  public List<Detection> decode(float[] boxes, float[] logits) {
    requireLength("boxes", boxes, anchorCount() * numbersPerAnchor());
    requireLength("logits", logits, anchorCount());
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      float score = logistic(logits[i]);
      if (score >= minimumScore) {
        detections.add(decode(boxes, i * numbersPerAnchor(), anchors.get(i), score));
      }
    }
    return detections;
  }

  private Detection decode(float[] boxes, int offset, Anchor anchor, float score) {
    Point centre = point(boxes, offset, anchor);
    float halfWidth = boxes[offset + 2] / extent * anchor.width() / 2;
    float halfHeight = boxes[offset + 3] / extent * anchor.height() / 2;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < keyPoints; i++) {
      points.add(point(boxes, offset + BOX_NUMBERS + 2 * i, anchor));
    }
    Box box =
        new Box(
            centre.x() - halfWidth,
            centre.y() - halfHeight,
            centre.x() + halfWidth,
            centre.y() + halfHeight);
    return new Detection(score, box, points);
  }

  private Point point(float[] boxes, int offset, Anchor anchor) {
    return new Point(
        boxes[offset] / extent * anchor.width() + anchor.x(),
        boxes[offset + 1] / extent * anchor.height() + anchor.y());
  }

  private static float logistic(float logit) {
    float clipped = Math.max(-LARGEST_LOGIT, Math.min(LARGEST_LOGIT, logit));
    return (float) (1 / (1 + Math.exp(-clipped)));
  }

  private static void requireLength(String name, float[] array, int length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          name + ": expected " + length + " floats, got " + array.length);
    }
  }
}
