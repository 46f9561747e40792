package dev.gossamer.bridge;

import dev.gossamer.GossamerException;
import dev.gossamer.vision.Detection;
import dev.gossamer.vision.DetectionDecoder;
import dev.gossamer.vision.Letterbox;
import dev.gossamer.vision.NonMaximumSuppression;
import dev.gossamer.vision.Point;
import java.util.List;

/** Turns the outputs of a face detector into faces, both in {@link Staging}. */
final class FaceDecoding {
  /** MediaPipe's, for both ranges. */
  private static final float OVERLAP = 0.3f;

  /** A score, four edges, six key points. */
  private static final int FLOATS_PER_FACE = 17;

  private static final DetectionDecoder FULL_RANGE = DetectionDecoder.fullRangeFace();
  private static final DetectionDecoder SHORT_RANGE = DetectionDecoder.shortRangeFace();

  private FaceDecoding() {}

  /**
   * Reads boxes and logits from the block and writes the faces over them.
   *
   * @param anchors how many boxes and logits there are, which also tells the model's range
   * @return the number of faces
   */
  static int decode(int anchors, Letterbox letterbox) {
    DetectionDecoder decoder = decoderFor(anchors);
    float[] outputs = new float[anchors * (decoder.numbersPerAnchor() + 1)];
    Transfer.into(outputs, 0, outputs.length);
    float[] boxes = new float[anchors * decoder.numbersPerAnchor()];
    float[] logits = new float[anchors];
    System.arraycopy(outputs, 0, boxes, 0, boxes.length);
    System.arraycopy(outputs, boxes.length, logits, 0, anchors);
    List<Detection> faces = NonMaximumSuppression.weighted(decoder.decode(boxes, logits), OVERLAP);
    float[] floats = new float[faces.size() * FLOATS_PER_FACE];
    for (int i = 0; i < faces.size(); i++) {
      write(letterbox.toPicture(faces.get(i)), floats, i * FLOATS_PER_FACE);
    }
    Transfer.from(floats, 0, floats.length);
    return faces.size();
  }

  private static DetectionDecoder decoderFor(int anchors) {
    if (anchors == FULL_RANGE.anchorCount()) {
      return FULL_RANGE;
    }
    if (anchors == SHORT_RANGE.anchorCount()) {
      return SHORT_RANGE;
    }
    throw new GossamerException(
        "INPUT_SHAPE",
        "Expected the outputs of a face detector: logits of "
            + FULL_RANGE.anchorCount()
            + " (full range) or "
            + SHORT_RANGE.anchorCount()
            + " (short range) floats, got "
            + anchors);
  }

  private static void write(Detection face, float[] floats, int start) {
    floats[start] = face.score();
    floats[start + 1] = face.box().left();
    floats[start + 2] = face.box().top();
    floats[start + 3] = face.box().right();
    floats[start + 4] = face.box().bottom();
    int next = start + 5;
    for (Point point : face.keyPoints()) {
      floats[next++] = point.x();
      floats[next++] = point.y();
    }
  }
}
