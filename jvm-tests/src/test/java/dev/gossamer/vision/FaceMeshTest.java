package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The face of a portrait of 820 x 1024, against what MediaPipe's own tests expect. */
class FaceMeshTest {
  /** The expected landmarks come from a later model, which adds the irises. */
  private static final double TOLERANCE = 4;

  private static final TrackingOptions ONE = TrackingOptions.atMost(1);

  @ParameterizedTest
  @ValueSource(strings = {"face_detection_short_range", "face_detection_full_range_sparse"})
  void findsTheFace(String detector) throws IOException {
    Image portrait = TestPictures.shared("faces/portrait.jpg");
    List<Point> expected =
        HandTrackerTest.expected("faces/portrait_expected_face_landmarks.pbtxt", portrait);
    try (Model detection = HandTrackerTest.load(detector);
        Model landmarks = HandTrackerTest.load("face_landmark")) {
      FaceMesh mesh = new FaceMesh(new FaceDetector(detection), landmarks, ONE);

      List<Face> still = mesh.detect(portrait);
      List<Face> next = mesh.detect(portrait, 40);

      assertThat(still).hasSize(1);
      assertThat(still.get(0).presence()).isGreaterThan(0.9f);
      assertThat(still.get(0).landmarks()).hasSize(468);
      assertThat(distance(still.get(0), expected)).isLessThan(TOLERANCE);
      assertThat(next).extracting(Face::id).containsExactly(still.get(0).id());
      assertThat(distance(next.get(0), expected)).isLessThan(TOLERANCE);
    }
  }

  private static double distance(Face face, List<Point> expected) {
    double sum = 0;
    for (int i = 0; i < face.landmarks().size(); i++) {
      Landmark found = face.landmarks().get(i);
      sum += Math.hypot(found.x() - expected.get(i).x(), found.y() - expected.get(i).y());
    }
    return sum / face.landmarks().size();
  }

  @Test
  void theRegionOfADetectionIsLevelledByTheEyes() {
    List<Point> eyes = List.of(new Point(40, 40), new Point(60, 60));
    Region region = FaceMesh.fromDetection(new Detection(1, new Box(30, 30, 70, 90), eyes));

    assertThat(region.rotation()).isCloseTo((float) (Math.PI / 4), within(1e-6f));
    assertThat(region.upright()).isEqualTo(new Box(5, 15, 95, 105));
  }

  @Test
  void aModelOfAnotherTaskIsNamed() throws IOException {
    try (Model detection = HandTrackerTest.load("face_detection_short_range")) {
      FaceDetector detector = new FaceDetector(detection);

      assertThatThrownBy(() -> new FaceMesh(detector, detection, ONE))
          .isInstanceOf(GossamerException.class)
          .hasMessageContaining("is not one for face landmarks: expected outputs of 1404 floats");
    }
  }
}
