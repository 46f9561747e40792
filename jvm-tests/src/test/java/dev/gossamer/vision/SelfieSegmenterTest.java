package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The person of a portrait of 820 x 1024, against what TensorFlow.js's own tests expect. */
class SelfieSegmenterTest {
  @Test
  void findsThePerson() throws IOException {
    Image portrait = TestPictures.shared("faces/portrait.jpg");
    Image expected = TestPictures.shared("faces/portrait_segmentation.png");
    try (Model model = HandTrackerTest.load("selfie_segmentation")) {
      Mask mask = new SelfieSegmenter(model).segment(portrait);

      double overlap = intersectionOverUnion(mask, expected);
      assertThat(overlap).isGreaterThan(0.97);
    }
  }

  /** The landscape model was not made for portraits, but this one it can do. */
  @Test
  void theLandscapeModelFindsThePerson() throws IOException {
    Image portrait = TestPictures.shared("faces/portrait.jpg");
    Image expected = TestPictures.shared("faces/portrait_segmentation.png");
    try (Model model = HandTrackerTest.load("selfie_segmentation_landscape")) {
      Mask mask = new SelfieSegmenter(model).segment(portrait);
      assertThat(intersectionOverUnion(mask, expected)).isGreaterThan(0.97);
    }
  }

  @Test
  void aModelOfAnotherTaskIsNamed() throws IOException {
    try (Model model = HandTrackerTest.load("face_detection_short_range")) {
      assertThatThrownBy(() -> new SelfieSegmenter(model))
          .isInstanceOf(GossamerException.class)
          .hasMessageContaining("expected an output [1,128,128,1], has output 0 [1,896,16]");
    }
  }

  /** In the expected picture the background has the colour of its upper left corner. */
  private static double intersectionOverUnion(Mask mask, Image expected) {
    int both = 0;
    int either = 0;
    for (int y = 0; y < expected.height(); y++) {
      for (int x = 0; x < expected.width(); x++) {
        boolean person = expected.level(x, y, 0) != expected.level(0, 0, 0);
        boolean found = mask.at(x, y) > 0.5f;
        both += person && found ? 1 : 0;
        either += person || found ? 1 : 0;
      }
    }
    return (double) both / either;
  }
}
