package dev.gossamer.vision;

import dev.gossamer.Model;
import java.util.List;

/**
 * Finds palms in pictures, with palm_detection_full or palm_detection_lite.
 *
 * <p>A palm has seven key points: wrist, the bases of index, middle, ring and little finger, the
 * base of the thumb (carpometacarpal joint) and the joint after it.
 */
public final class PalmDetector {
  private final SingleShotDetector detector;

  /**
   * @param model input [1,192,192,3], outputs [1,2016,18] and [1,2016,1]; it stays the caller's to
   *     close
   * @throws dev.gossamer.GossamerException with code MODEL_TASK if the model has other shapes
   */
  public PalmDetector(Model model) {
    detector =
        new SingleShotDetector(
            new Network(model, "palms", 0, 1, Border.ZERO), DetectionDecoder.palm());
  }

  /**
   * @return palms in pixels of the picture, strongest first
   */
  public List<Detection> detect(Picture picture) {
    return detector.detect(picture);
  }
}
