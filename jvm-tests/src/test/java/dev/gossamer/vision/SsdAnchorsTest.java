package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.testing.SharedData;
import dev.gossamer.vision.SsdAnchors.Anchor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SsdAnchorsTest {
  /** MediaPipe wrote its golden files with six digits. */
  private static final float ROUNDING = 1e-5f;

  @Test
  void unitSizedAnchorsMatchTheGoldenFile() throws IOException {
    assertMatches(SsdAnchors.ofUnitSize(256, 2, 8, 16, 32, 32, 32), 0);
  }

  @Test
  void scaledAnchorsMatchTheGoldenFile() throws IOException {
    assertMatches(SsdAnchors.ofScales(300, 0.2, 0.95, 16, 32, 64, 128, 256, 512), 1);
  }

  @Test
  void countsAreThoseOfThePublishedModels() {
    assertThat(DetectionDecoder.fullRangeFace().anchorCount()).isEqualTo(2304);
    assertThat(DetectionDecoder.shortRangeFace().anchorCount()).isEqualTo(896);
    assertThat(SsdAnchors.ofUnitSize(192, 2, 8, 16, 16, 16).count()).as("palms").isEqualTo(2016);
    assertThat(SsdAnchors.ofUnitSize(224, 2, 8, 16, 32, 32, 32).count())
        .as("poses")
        .isEqualTo(2254);
  }

  @Test
  void cellsAreCountedUpWhereTheStrideDoesNotDivideTheExtent() {
    SsdAnchors anchors = SsdAnchors.ofUnitSize(10, 1, 4);

    assertThat(anchors.count()).isEqualTo(9);
    assertThat(anchors.get(8)).isEqualTo(new Anchor(2.5f / 3, 2.5f / 3, 1, 1));
  }

  @Test
  void rowsComeBeforeColumns() {
    SsdAnchors anchors = SsdAnchors.ofUnitSize(192, 1, 4);

    assertThat(anchors.get(1)).isEqualTo(new Anchor(1.5f / 48, 0.5f / 48, 1, 1));
    assertThat(anchors.get(48)).isEqualTo(new Anchor(0.5f / 48, 1.5f / 48, 1, 1));
  }

  private static void assertMatches(SsdAnchors anchors, int golden) throws IOException {
    float[][] expected =
        new ObjectMapper()
            .readValue(
                SharedData.require(
                        "preprocessing/shared_test_data_anchor_golden_file_" + golden + ".json")
                    .toFile(),
                float[][].class);
    assertThat(anchors.count()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      Anchor anchor = anchors.get(i);
      float[] found = {anchor.x(), anchor.y(), anchor.width(), anchor.height()};
      assertThat(found).as("anchor %d", i).containsExactly(expected[i], within(ROUNDING));
    }
  }
}
