package dev.gossamer.vision;

import dev.gossamer.Model;

/**
 * Tells people from what is behind them, with selfie_segmentation (any picture) or
 * selfie_segmentation_landscape (made for wide ones).
 *
 * <pre>{@code
 * SelfieSegmenter segmenter = new SelfieSegmenter(model);
 * Image blurred = Background.blurred(frame, segmenter.segment(frame), 20);
 * }</pre>
 */
public final class SelfieSegmenter {
  private final Network network;

  /**
   * @param model input [1,height,width,3], output [1,height,width,1]; it stays the caller's to
   *     close
   * @throws dev.gossamer.GossamerException with code MODEL_TASK if the model has other shapes
   */
  public SelfieSegmenter(Model model) {
    network = new Network(model, "selfie segmentation", 0, 1, Border.ZERO);
    String expected = "an output [1," + network.height() + "," + network.width() + ",1]";
    network.requireOutput(0, network.width() * network.height(), expected);
  }

  /**
   * @return a mask as large as the picture, 1 where a person is
   */
  public Mask segment(Picture picture) {
    return segmentCoarsely(picture).resized(picture.width(), picture.height());
  }

  /**
   * @return a mask as large as the network's output, for who resizes it in another way
   */
  public Mask segmentCoarsely(Picture picture) {
    // The network sees the picture stretched to its input, as it was trained.
    float[] shares = network.run(picture, picture.region())[0];
    return new Mask(network.width(), network.height(), shares);
  }
}
