package dev.gossamer.vision;

import dev.gossamer.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the surfaces of faces and follows them from picture to picture: a face detector says where
 * faces are, face_landmark looks closely at each.
 *
 * <pre>{@code
 * FaceMesh mesh = new FaceMesh(new FaceDetector(sparse), faceLandmark, TrackingOptions.atMost(1));
 * for (Face face : mesh.detect(Image.rgba(pixels, 640, 480), milliseconds)) {
 *   draw(face.landmarks());
 * }
 * }</pre>
 *
 * <p>Models stay the caller's to close. Not safe for use by several threads at once.
 */
public final class FaceMesh {
  private static final int LANDMARKS = 468;
  private static final int RIGHT_EYE = 0;
  private static final int LEFT_EYE = 1;

  /** The outer corners of the eyes. */
  private static final int RIGHT_EYE_CORNER = 33;

  private static final int LEFT_EYE_CORNER = 263;

  private final FaceDetector detector;
  private final Network network;
  private final TrackingOptions options;
  private final RegionTracker<Face> tracker;
  private final LandmarkSmoothers smoothers;

  /**
   * @param model input [1,height,width,3], first outputs of 1404 floats (landmarks) and 1 float
   *     (logit of presence)
   * @throws dev.gossamer.GossamerException with code MODEL_TASK if the model has other shapes
   */
  public FaceMesh(FaceDetector detector, Model model, TrackingOptions options) {
    this.detector = detector;
    this.options = options;
    network = new Network(model, "face landmarks", 0, 1, Border.REPLICATE);
    String expected = "outputs of 1404 floats and 1 float";
    network.requireOutput(0, 3 * LANDMARKS, expected);
    network.requireOutput(1, 1, expected);
    tracker =
        new RegionTracker<>(options.atMost(), options.searchInterval(), this::search, this::look);
    smoothers = new LandmarkSmoothers(options.smoothing());
  }

  /** Finds the faces of a single picture, whatever came before. */
  public List<Face> detect(Picture picture) {
    reset();
    return tracker.update(picture);
  }

  /**
   * Finds the faces of the next picture of a video.
   *
   * @param milliseconds when it was taken, on any clock; only smoothing depends on it
   */
  public List<Face> detect(Picture picture, double milliseconds) {
    List<Face> faces = new ArrayList<>();
    for (Face face : tracker.update(picture)) {
      List<Landmark> smooth =
          smoothers.smooth(face.id(), face.landmarks(), milliseconds, face.region());
      faces.add(new Face(face.id(), face.presence(), smooth, face.region()));
    }
    smoothers.retain(tracker.ids());
    return faces;
  }

  /** Forgets the faces of earlier pictures. */
  public void reset() {
    tracker.reset();
    smoothers.retain(tracker.ids());
  }

  private List<Region> search(Picture picture) {
    List<Region> regions = new ArrayList<>();
    for (Detection face : detector.detect(picture)) {
      regions.add(fromDetection(face));
    }
    return regions;
  }

  private RegionTracker.Seen<Face> look(Picture picture, Region region, int id) {
    float[][] outputs = network.run(picture, region);
    float presence = (float) (1 / (1 + Math.exp(-outputs[1][0])));
    if (!(presence >= options.minimumPresence())) {
      return null;
    }
    List<Landmark> landmarks =
        Landmarks.inPicture(outputs[0], network.width(), network.height(), 1, region);
    Face face = new Face(id, presence, landmarks, region);
    return new RegionTracker.Seen<>(id, face, fromLandmarks(landmarks));
  }

  /** As MediaPipe's FaceDetectionFrontDetectionToRoi: eyes level, half as much again around. */
  static Region fromDetection(Detection face) {
    float rotation =
        Region.rotationThatLevels(face.keyPoints().get(RIGHT_EYE), face.keyPoints().get(LEFT_EYE));
    return Region.of(face.box(), rotation).squared().scaled(1.5f);
  }

  /** As MediaPipe's FaceLandmarkLandmarksToRoi: about the upright box of all landmarks. */
  static Region fromLandmarks(List<Landmark> landmarks) {
    List<Point> points = new ArrayList<>();
    for (Landmark landmark : landmarks) {
      points.add(landmark.point());
    }
    float rotation =
        Region.rotationThatLevels(points.get(RIGHT_EYE_CORNER), points.get(LEFT_EYE_CORNER));
    Box box = Region.around(points, 0).upright();
    return Region.of(box, rotation).squared().scaled(1.5f);
  }
}
