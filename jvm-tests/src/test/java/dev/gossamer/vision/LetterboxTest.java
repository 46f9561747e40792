package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LetterboxTest {
  @Test
  void aWidePictureHasBarsAboveAndBelow() {
    Letterbox wide = new Letterbox(400, 200);

    assertThat(wide.content()).isEqualTo(new Box(0, 0.25f, 1, 0.75f));
    assertThat(wide.toPicture(new Point(0.5f, 0.5f))).isEqualTo(new Point(200, 100));
    assertThat(wide.toPicture(new Point(0, 0.25f))).isEqualTo(new Point(0, 0));
  }

  @Test
  void aTallPictureHasBarsBesideIt() {
    Letterbox tall = new Letterbox(200, 400);

    assertThat(tall.content()).isEqualTo(new Box(0.25f, 0, 0.75f, 1));
    assertThat(tall.toPicture(new Point(0.75f, 1))).isEqualTo(new Point(200, 400));
  }

  @Test
  void detectionsMoveAsAWhole() {
    Detection found =
        new Detection(0.9f, new Box(0.25f, 0.5f, 0.5f, 1), List.of(new Point(0.25f, 0.25f)));

    assertThat(new Letterbox(200, 400).toPicture(found))
        .isEqualTo(new Detection(0.9f, new Box(0, 200, 100, 400), List.of(new Point(0, 100))));
  }

  @Test
  void aPictureWithoutPixelsIsRefused() {
    assertThatThrownBy(() -> new Letterbox(0, 5)).hasMessage("a picture of 0 x 5");
  }
}
