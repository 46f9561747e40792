package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.Gossamer;
import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a photograph to a face, against what MediaPipe's and TensorFlow.js's own tests expect. */
class FaceDetectionTest {
  /**
   * In pixels of a picture of 820 x 1024; the resampling of each platform makes a difference of 2.
   */
  private static final double TOLERANCE = 4;

  @Test
  void denseFullRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_full_range"),
        new Box(293, 112, 522, 341),
        points(361, 178, 454, 184, 409, 227, 407, 274, 307, 208, 501, 214));
  }

  @Test
  void sparseFullRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_full_range_sparse"),
        new Box(292, 106, 526, 339),
        points(363, 181, 455, 181, 413, 233, 411, 278, 306, 204, 499, 207));
  }

  @Test
  void shortRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_short_range"),
        new Box(282, 113, 520, 351),
        points(363, 182, 460, 186, 420, 241, 417, 284, 295, 199, 502, 198));
  }

  private static List<Point> points(int... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return points;
  }

  private static List<Detection> detect(String model) throws IOException {
    Image portrait = TestPictures.shared("faces/portrait.jpg");
    try (Model network = Gossamer.load(ZooFiles.require(model))) {
      return new FaceDetector(network).detect(portrait);
    }
  }

  private static void assertPortrait(List<Detection> faces, Box box, List<Point> keyPoints) {
    assertThat(faces).hasSize(1);
    Detection face = faces.get(0);
    assertThat(face.box().intersectionOverUnion(box)).as("overlap of %s", face).isGreaterThan(0.9f);
    assertThat(face.keyPoints()).hasSize(6);
    for (int i = 0; i < 6; i++) {
      Point found = face.keyPoints().get(i);
      Point expected = keyPoints.get(i);
      assertThat(Math.hypot(found.x() - expected.x(), found.y() - expected.y()))
          .as("key point %d: found %s, expected %s", i, found, expected)
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  @Test
  void aModelOfAnotherTaskIsNamed() throws IOException {
    try (Model palms = Gossamer.load(ZooFiles.require("palm_detection_lite"))) {
      assertThatThrownBy(() -> new FaceDetector(palms))
          .isInstanceOf(GossamerException.class)
          .hasMessageContaining("is not one for faces: expected outputs [1,2304,16] and [1,2304,1]")
          .hasMessageContaining("has output 0 [1,2016,18]");
    }
  }
}
