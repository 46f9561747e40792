package dev.gossamer.vision;

import dev.gossamer.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds hands and follows them from picture to picture: a palm detector says where hands are, a
 * landmark network looks closely at each. While as many hands as wanted are in sight, each is
 * looked for where it was last, and the detector rests.
 *
 * <pre>{@code
 * HandTracker tracker = new HandTracker(palmModel, landmarkModel, TrackingOptions.atMost(2));
 * for (Hand hand : tracker.detect(Image.rgba(pixels, 640, 480), milliseconds)) {
 *   draw(hand.landmarks());
 * }
 * }</pre>
 *
 * <p>Any variants of MediaPipe's models go together: palm_detection_full or _lite, and
 * hand_landmark_full, _lite, _sparse. The models stay the caller's to close. Not safe for use by
 * several threads at once.
 */
public final class HandTracker {
  private static final int LANDMARKS = 21;

  /** The networks squeeze depth; MediaPipe's normalize_z. */
  private static final float DEPTH_SCALE = 0.4f;

  private final PalmDetector palms;
  private final Network network;
  private final TrackingOptions options;
  private final RegionTracker<Hand> tracker;
  private final LandmarkSmoothers smoothers;

  /**
   * @param palmModel input [1,192,192,3], outputs [1,2016,18] and [1,2016,1]
   * @param landmarkModel input [1,height,width,3], outputs [1,63] landmarks, [1,1] presence, [1,1]
   *     handedness and, in models that have them, [1,63] world landmarks
   * @throws dev.gossamer.GossamerException with code MODEL_TASK if a model has other shapes
   */
  public HandTracker(Model palmModel, Model landmarkModel, TrackingOptions options) {
    this.palms = new PalmDetector(palmModel);
    this.options = options;
    network = new Network(landmarkModel, "hand landmarks", 0, 1, Border.ZERO);
    String expected = "outputs [1,63], [1,1], [1,1] and perhaps [1,63]";
    network.requireOutput(0, 3 * LANDMARKS, expected);
    network.requireOutput(1, 1, expected);
    network.requireOutput(2, 1, expected);
    if (network.outputs() > 3) {
      network.requireOutput(3, 3 * LANDMARKS, expected);
    }
    tracker =
        new RegionTracker<>(options.atMost(), options.searchInterval(), this::search, this::look);
    smoothers = new LandmarkSmoothers(options.smoothing());
  }

  /** Finds the hands of a single picture, whatever came before. */
  public List<Hand> detect(Picture picture) {
    reset();
    return tracker.update(picture);
  }

  /**
   * Finds the hands of the next picture of a video.
   *
   * @param milliseconds when it was taken, on any clock; only smoothing depends on it
   */
  public List<Hand> detect(Picture picture, double milliseconds) {
    List<Hand> hands = new ArrayList<>();
    for (Hand hand : tracker.update(picture)) {
      hands.add(smooth(hand, milliseconds));
    }
    smoothers.retain(tracker.ids());
    return hands;
  }

  /** Forgets the hands of earlier pictures. */
  public void reset() {
    tracker.reset();
    smoothers.retain(tracker.ids());
  }

  /** How often the palm detector has run since this tracker was made. */
  public int palmDetections() {
    return tracker.searches();
  }

  private List<Region> search(Picture picture) {
    List<Region> regions = new ArrayList<>();
    for (Detection palm : palms.detect(picture)) {
      regions.add(HandRegions.fromPalm(palm));
    }
    return regions;
  }

  private RegionTracker.Seen<Hand> look(Picture picture, Region region, int id) {
    float[][] outputs = network.run(picture, region);
    float presence = outputs[1][0];
    if (!(presence >= options.minimumPresence())) {
      return null;
    }
    List<Landmark> landmarks =
        Landmarks.inPicture(outputs[0], network.width(), network.height(), DEPTH_SCALE, region);
    List<Landmark> world =
        outputs.length > 3 ? Landmarks.inWorld(outputs[3], region.rotation()) : List.of();
    float right = outputs[2][0];
    Hand hand =
        new Hand(
            id,
            presence,
            right > 0.5f ? Handedness.RIGHT : Handedness.LEFT,
            Math.max(right, 1 - right),
            landmarks,
            world,
            region);
    return new RegionTracker.Seen<>(id, hand, HandRegions.fromLandmarks(landmarks));
  }

  private Hand smooth(Hand hand, double milliseconds) {
    return new Hand(
        hand.id(),
        hand.presence(),
        hand.handedness(),
        hand.handednessScore(),
        smoothers.smooth(hand.id(), hand.landmarks(), milliseconds, hand.region()),
        hand.worldLandmarks(),
        hand.region());
  }
}
