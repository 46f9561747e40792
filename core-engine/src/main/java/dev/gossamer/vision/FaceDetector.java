package dev.gossamer.vision;

import dev.gossamer.Model;
import java.util.List;

/**
 * Finds faces in pictures, with face_detection_short_range (faces within about 2 m),
 * face_detection_full_range or face_detection_full_range_sparse (about 5 m).
 *
 * <pre>{@code
 * FaceDetector detector = new FaceDetector(model);
 * for (Detection face : detector.detect(Image.rgba(pixels, 640, 480))) {
 *   draw(face.box(), face.keyPoints());
 * }
 * }</pre>
 */
public final class FaceDetector {
  private static final int SHORT_RANGE_EXTENT = 128;

  private final SingleShotDetector detector;

  /**
   * @param model input [1,192,192,3], outputs [1,2304,16] and [1,2304,1]; or, of short range, input
   *     [1,128,128,3], outputs [1,896,16] and [1,896,1]. It stays the caller's to close.
   * @throws dev.gossamer.GossamerException with code MODEL_TASK if the model has other shapes
   */
  public FaceDetector(Model model) {
    Network network = new Network(model, "faces", -1, 1, Border.ZERO);
    DetectionDecoder decoder =
        network.width() == SHORT_RANGE_EXTENT
            ? DetectionDecoder.shortRangeFace()
            : DetectionDecoder.fullRangeFace();
    detector = new SingleShotDetector(network, decoder);
  }

  /**
   * @return faces in pixels of the picture, strongest first; key points as in {@link
   *     DetectionDecoder}
   */
  public List<Detection> detect(Picture picture) {
    return detector.detect(picture);
  }
}
