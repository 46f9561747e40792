package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionDecoderTest {
  /** A grid of 2 x 2 cells over an input of 8 x 8 pixels, one key point. */
  private final DetectionDecoder decoder =
      new DetectionDecoder(SsdAnchors.ofUnitSize(8, 1, 4), 8, 1, 0.6f);

  @Test
  void offsetsArePixelsFromTheAnchorsCentre() {
    float[] boxes = new float[24];
    // The anchor at (6, 2) of 8: centre one right and one down, 4 wide, 2 high.
    System.arraycopy(new float[] {1, 1, 4, 2, -2, 3}, 0, boxes, 6, 6);

    List<Detection> found = decoder.decode(boxes, new float[] {-9, 2, -9, -9});

    assertThat(found).hasSize(1);
    assertThat(found.get(0).score()).isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
    assertThat(found.get(0).box()).isEqualTo(new Box(5 / 8f, 2 / 8f, 9 / 8f, 4 / 8f));
    assertThat(found.get(0).keyPoints()).containsExactly(new Point(4 / 8f, 5 / 8f));
  }

  @Test
  void scoresBelowTheMinimumAreDropped() {
    // The logistic function is 0.6 at 0.405.
    assertThat(decoder.decode(new float[24], new float[] {0.40f, 0.41f, -1e30f, 1e30f}))
        .extracting(Detection::score)
        .hasSize(2)
        .last()
        .isEqualTo(1f);
  }

  @Test
  void aNetworkThatComputedNonsenseDetectsNothing() {
    float[] logits = new float[4];
    Arrays.fill(logits, Float.NaN);

    assertThat(decoder.decode(new float[24], logits)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 25})
  void boxesOfAnotherLengthAreRefused(int length) {
    assertThatThrownBy(() -> decoder.decode(new float[length], new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("boxes: expected 24 floats, got " + length);
  }

  @Test
  void logitsOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> decoder.decode(new float[24], new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits: expected 4 floats, got 5");
  }
}
