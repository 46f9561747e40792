package dev.gossamer.models.pictures;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.vision.Detection;
import dev.gossamer.vision.DetectionDecoder;
import dev.gossamer.vision.Letterbox;
import dev.gossamer.vision.NonMaximumSuppression;
import dev.gossamer.vision.SsdAnchors;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds hands as MediaPipe does: palms in the whole picture, then landmarks in a crop around each,
 * and once more in the crop that the landmarks ask for. Not safe for several threads at once.
 */
public final class HandFinder {
  private static final int PALM_EXTENT = 192;
  private static final int HAND_EXTENT = 224;
  private static final int PALM_KEY_POINTS = 7;
  private static final int LANDMARK_ROUNDS = 2;

  /** Smaller pictures are taken for crops of one hand. */
  private static final int SMALL = 160;

  private final Interpreter palms;
  private final Interpreter landmarks;
  private final float minimumPresence;
  private final DetectionDecoder decoder =
      new DetectionDecoder(
          SsdAnchors.ofUnitSize(PALM_EXTENT, 2, 8, 16, 16, 16), PALM_EXTENT, PALM_KEY_POINTS, 0.4f);

  /**
   * @param palmModel the file palm_detection_full or _lite
   * @param landmarkModel the file hand_landmark_full
   * @param minimumPresence hands that the network is less sure of are dropped
   */
  public HandFinder(byte[] palmModel, byte[] landmarkModel, float minimumPresence) {
    palms = interpreter(palmModel);
    landmarks = interpreter(landmarkModel);
    this.minimumPresence = minimumPresence;
  }

  private static Interpreter interpreter(byte[] model) {
    Graph graph =
        RewriteOptions.ALL
            .withEvaluator(NodeEvaluator::evaluate)
            .rewriter()
            .rewrite(ModelReader.read(model))
            .graph();
    return new Interpreter(graph);
  }

  /** The hands in a picture; a small picture has one at most, that fills it. */
  public List<Hand> find(Picture picture) {
    List<Hand> hands = new ArrayList<>();
    if (Math.max(picture.width(), picture.height()) <= SMALL) {
      add(hands, picture, Region.letterbox(picture));
    } else {
      for (Region region : palmRegions(picture)) {
        add(hands, picture, region);
      }
    }
    return hands;
  }

  /** The hand that was at a place before, in the next frame of a video; null if it is gone. */
  public Hand follow(Picture frame, Hand before) {
    List<Hand> hands = new ArrayList<>();
    add(hands, frame, before.region());
    return hands.isEmpty() ? null : hands.get(0);
  }

  private void add(List<Hand> hands, Picture picture, Region first) {
    Region region = first;
    Hand hand = null;
    for (int round = 0; round < LANDMARK_ROUNDS; round++) {
      hand = landmarks(picture, region);
      if (hand.presence() < minimumPresence) {
        return;
      }
      region = hand.region();
    }
    for (Hand other : hands) {
      double apart = Math.hypot(hand.x()[9] - other.x()[9], hand.y()[9] - other.y()[9]);
      if (apart < other.palmSize() / 2) {
        return;
      }
    }
    hands.add(hand);
  }

  private Hand landmarks(Picture picture, Region region) {
    float[] crop = Crop.cut(picture, region, HAND_EXTENT, HAND_EXTENT, Crop.Border.REPLICATE);
    float[][] outputs = landmarks.run(new float[][] {crop});
    double[] x = new double[Hand.LANDMARKS];
    double[] y = new double[Hand.LANDMARKS];
    for (int i = 0; i < Hand.LANDMARKS; i++) {
      double[] point =
          region.toPicture(outputs[0][3 * i] / HAND_EXTENT, outputs[0][3 * i + 1] / HAND_EXTENT);
      x[i] = point[0];
      y[i] = point[1];
    }
    return new Hand(x, y, outputs[1][0]);
  }

  private List<Region> palmRegions(Picture picture) {
    float[] crop =
        Crop.cut(picture, Region.letterbox(picture), PALM_EXTENT, PALM_EXTENT, Crop.Border.BLACK);
    float[][] outputs = palms.run(new float[][] {crop});
    List<Detection> found =
        NonMaximumSuppression.weighted(decoder.decode(outputs[0], outputs[1]), 0.3f);
    Letterbox letterbox = new Letterbox(picture.width(), picture.height());
    List<Region> regions = new ArrayList<>();
    for (Detection palm : found) {
      regions.add(HandRegions.ofPalm(letterbox.toPicture(palm)));
    }
    return regions;
  }
}
