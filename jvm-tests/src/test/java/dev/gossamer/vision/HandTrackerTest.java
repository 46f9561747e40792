package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.Gossamer;
import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hands in a photograph of 720 x 382, against what MediaPipe's own tests expect. */
class HandTrackerTest {
  private static final TrackingOptions TWO = TrackingOptions.atMost(2);
  private static final double TOLERANCE = 12;

  @ParameterizedTest
  @CsvSource({
    "palm_detection_full, hand_landmark_full",
    "palm_detection_lite, hand_landmark_lite",
    "palm_detection_full, hand_landmark_sparse"
  })
  void findsBothHands(String palmModel, String landmarkModel) throws IOException {
    Image image = TestPictures.shared("hands/hands.jpg");
    List<Point> up = expected("hands/expected_left_up_hand_landmarks.prototxt", image);
    List<Point> down = expected("hands/expected_left_down_hand_landmarks.prototxt", image);
    try (Model palms = load(palmModel);
        Model landmarks = load(landmarkModel)) {
      HandTracker tracker = new HandTracker(palms, landmarks, TWO);

      List<Hand> hands = tracker.detect(image);

      assertThat(hands).hasSize(2);
      Hand left = hands.get(hands.get(0).region().x() < 360 ? 0 : 1);
      Hand right = hands.get(hands.get(0).region().x() < 360 ? 1 : 0);
      assertThat(distance(left, up)).isLessThan(TOLERANCE);
      assertThat(distance(right, down)).isLessThan(TOLERANCE);
      assertThat(hands).extracting(Hand::handedness).containsOnly(Handedness.LEFT);
      assertThat(hands).allMatch(hand -> hand.presence() > 0.9);
      assertThat(left.id()).isNotEqualTo(right.id());
      assertSteady(tracker, image, hands);
    }
  }

  /** In the next picture, the same one, the hands are where they were, without a search. */
  private static void assertSteady(HandTracker tracker, Image image, List<Hand> first) {
    int searches = tracker.palmDetections();

    List<Hand> second = tracker.detect(image, 40);

    assertThat(second).extracting(Hand::id).isEqualTo(first.stream().map(Hand::id).toList());
    assertThat(tracker.palmDetections()).isEqualTo(searches);
    for (int i = 0; i < 2; i++) {
      List<Point> before = first.get(i).landmarks().stream().map(Landmark::point).toList();
      assertThat(distance(second.get(i), before)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void worldLandmarksAreMetresInThePicturesAxes() throws IOException {
    Image image = TestPictures.shared("hands/hands.jpg");
    try (Model palms = load("palm_detection_full");
        Model landmarks = load("hand_landmark_full")) {
      HandTracker tracker = new HandTracker(palms, landmarks, TWO);
      for (Hand hand : tracker.detect(image)) {
        Landmark wrist = hand.worldLandmarks().get(0);
        Landmark tip = hand.worldLandmarks().get(12);
        double length = Math.hypot(tip.x() - wrist.x(), tip.y() - wrist.y());
        double inWorld = Math.atan2(tip.y() - wrist.y(), tip.x() - wrist.x());
        Landmark from = hand.landmarks().get(0);
        Landmark to = hand.landmarks().get(12);
        double inPicture = Math.atan2(to.y() - from.y(), to.x() - from.x());

        assertThat(length).as("length of a hand").isBetween(0.1, 0.25);
        assertThat(Math.cos(inWorld - inPicture)).isGreaterThan(0.97);
      }
    }
  }

  /** The expected boxes are those of the full model; lite draws boxes an eighth smaller. */
  @ParameterizedTest
  @CsvSource({"palm_detection_full, 0.95", "palm_detection_lite, 0.7"})
  void palmsMatchMediaPipe(String model, float overlap) throws IOException {
    Image image = TestPictures.shared("hands/hands.jpg");
    try (Model palms = load(model)) {
      List<Detection> found = new PalmDetector(palms).detect(image);

      assertThat(found).hasSize(2);
      List<Box> expected =
          List.of(
              box(image, 0.64567286f, 0.04196969f, 0.22876495f, 0.43088135f),
              box(image, 0.1332045f, 0.53324974f, 0.22739677f, 0.42832413f));
      for (Box box : expected) {
        assertThat(found)
            .as("a palm at %s", box)
            .anyMatch(palm -> palm.box().intersectionOverUnion(box) >= overlap);
      }
    }
  }

  @Test
  void noHandInAGreyPicture() throws IOException {
    byte[] grey = new byte[3 * 64 * 48];
    Arrays.fill(grey, (byte) 128);
    try (Model palms = load("palm_detection_lite");
        Model landmarks = load("hand_landmark_lite")) {
      HandTracker tracker = new HandTracker(palms, landmarks, TWO);

      assertThat(tracker.detect(Image.rgb(grey, 64, 48))).isEmpty();
    }
  }

  @Test
  void modelsOfAnotherTaskAreNamed() throws IOException {
    try (Model palms = load("palm_detection_lite");
        Model landmarks = load("hand_landmark_lite")) {
      assertThatThrownBy(() -> new HandTracker(landmarks, palms, TWO))
          .isInstanceOf(GossamerException.class)
          .hasMessageContaining("is not one for palms: expected an input [1,192,192,3]")
          .hasMessageContaining("has [1,224,224,3]")
          .extracting("code")
          .isEqualTo("MODEL_TASK");
      assertThatThrownBy(() -> new HandTracker(palms, palms, TWO))
          .hasMessageContaining("is not one for hand landmarks")
          .hasMessageContaining("has output 0 [1,2016,18]");
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> TrackingOptions.atMost(5)).hasMessageContaining("1 to 4, got 5");
    assertThatThrownBy(() -> TWO.withSearchInterval(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> TWO.withMinimumPresence(Float.NaN)).hasMessageContaining("got NaN");
  }

  /** 2.6 times the palm's box, turned so that the middle finger points up. */
  @Test
  void theRegionOfAPalmIsThatOfTheHand() throws IOException {
    Image image = TestPictures.shared("hands/hands.jpg");
    List<Point> down = expected("hands/expected_left_down_hand_landmarks.prototxt", image);
    try (Model palms = load("palm_detection_full")) {
      List<Region> regions =
          new PalmDetector(palms).detect(image).stream().map(HandRegions::fromPalm).toList();

      Region region = regions.get(regions.get(0).x() > 360 ? 0 : 1);
      assertThat(region.width()).isCloseTo(0.59478885f * 720, within(2f));
      assertThat(region.height()).isCloseTo(1.121068f * 382, within(2f));
      assertThat(region.rotation())
          .isCloseTo(Region.rotationThatRaises(down.get(0), down.get(9)), within(0.1f));
    }
  }

  private static Box box(Image image, float x, float y, float width, float height) {
    return new Box(
        x * image.width(),
        y * image.height(),
        (x + width) * image.width(),
        (y + height) * image.height());
  }

  static Model load(String name) throws IOException {
    return Gossamer.load(ZooFiles.require(name));
  }

  static double distance(Hand hand, List<Point> expected) {
    assertThat(hand.landmarks()).hasSize(expected.size());
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      Landmark found = hand.landmarks().get(i);
      sum += Math.hypot(found.x() - expected.get(i).x(), found.y() - expected.get(i).y());
    }
    return sum / expected.size();
  }

  static List<Point> expected(String file, Image image) throws IOException {
    Matcher numbers =
        Pattern.compile("x: ([0-9.e-]+)\\s+y: ([0-9.e-]+)")
            .matcher(Files.readString(SharedData.require(file)));
    List<Point> points = new ArrayList<>();
    while (numbers.find()) {
      points.add(
          new Point(
              Float.parseFloat(numbers.group(1)) * image.width(),
              Float.parseFloat(numbers.group(2)) * image.height()));
    }
    return points;
  }
}
