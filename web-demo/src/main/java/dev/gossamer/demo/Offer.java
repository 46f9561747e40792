package dev.gossamer.demo;

import dev.gossamer.demo.Item.Use;
import dev.gossamer.demo.Item.Use.Detector;
import dev.gossamer.demo.Item.Use.Network;
import dev.gossamer.demo.Item.Use.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which entries of the zoo the demo shows, where; the first of a role is the one it starts with.
 */
final class Offer {
  private static final String HANDS = "hands";
  private static final String FACE = "face";
  private static final String BACKGROUND = "background";

  private static final Map<String, Use> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("hand_landmark_full", new Network(HANDS, "dense"));
    BY_NAME.put("hand_landmark_lite", new Network(HANDS, "distilled"));
    BY_NAME.put("hand_landmark_sparse", new Network(HANDS, "sparse"));
    BY_NAME.put("palm_detection_full", new Detector(HANDS, "dense"));
    BY_NAME.put("palm_detection_lite", new Detector(HANDS, "distilled"));
    BY_NAME.put("face_detection_full_range", new Network(FACE, "dense"));
    BY_NAME.put("face_detection_short_range", new Network(FACE, "distilled"));
    BY_NAME.put("face_detection_full_range_sparse", new Network(FACE, "sparse"));
    BY_NAME.put("selfie_segmentation", new Network(BACKGROUND, "dense"));
    BY_NAME.put("selfie_segmentation_landscape", new Network(BACKGROUND, "distilled"));
    for (String hand : new String[] {"nocurl", "halfcurl", "fullcurl"}) {
      BY_NAME.put("hand_" + hand + ".jpg", new Sample(HANDS));
    }
    for (int i = 1; i <= 6; i++) {
      BY_NAME.put("people_" + i + ".jpg", new Sample(""));
    }
  }

  /**
   * Of our own models the one that is best for its task: faster than the distilled one, or close.
   */
  private static final Set<String> BEST =
      Set.of("hand_landmark_78", "face_detection_full_range_70", "selfie_segmentation_50");

  private Offer() {}

  /** Whether a model of our own comes before others for the same task. */
  static boolean isBest(String name) {
    return BEST.contains(name);
  }

  /** Names of the zoo, in the order of the page. */
  static Map<String, Use> byName() {
    return BY_NAME;
  }

  /**
   * What a model of our own, named after the model it was made of, is for.
   *
   * @return null if the page has no place for it
   */
  static Network ofSparseModel(String fileName) {
    if (fileName.startsWith("hand_landmark")) {
      return new Network(HANDS, "sparse");
    }
    if (fileName.startsWith("face_detection")) {
      return new Network(FACE, "sparse");
    }
    return fileName.startsWith("selfie_segmentation") ? new Network(BACKGROUND, "sparse") : null;
  }
}
