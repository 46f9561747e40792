package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/** A single-shot detector on whole pictures. */
final class SingleShotDetector {
  /** As in MediaPipe's graphs for palms and faces. */
  private static final float OVERLAP = 0.3f;

  private final Network network;
  private final DetectionDecoder decoder;
  private final int boxes;

  SingleShotDetector(Network network, DetectionDecoder decoder) {
    this.network = network;
    this.decoder = decoder;
    int anchors = decoder.anchorCount();
    int numbers = decoder.numbersPerAnchor();
    String expected =
        "outputs [1," + anchors + "," + numbers + "] and [1," + anchors + ",1] in either order";
    if (network.width() != decoder.extent() || network.height() != decoder.extent()) {
      throw network.mismatch(
          "an input [1," + decoder.extent() + "," + decoder.extent() + ",3]",
          "[1," + network.height() + "," + network.width() + ",3]");
    }
    boxes = network.output(0, expected).elements() == anchors ? 1 : 0;
    network.requireOutput(boxes, anchors * numbers, expected);
    network.requireOutput(1 - boxes, anchors, expected);
  }

  /**
   * @return detections in pixels of the picture, strongest first
   */
  List<Detection> detect(Picture picture) {
    Region seen = picture.region().withAspectOf(network.width(), network.height());
    float[][] outputs = network.run(picture, seen);
    List<Detection> found = decoder.decode(outputs[boxes], outputs[1 - boxes]);
    Letterbox letterbox = new Letterbox(picture.width(), picture.height());
    List<Detection> detections = new ArrayList<>();
    for (Detection detection : NonMaximumSuppression.weighted(found, OVERLAP)) {
      detections.add(letterbox.toPicture(detection));
    }
    return detections;
  }
}
