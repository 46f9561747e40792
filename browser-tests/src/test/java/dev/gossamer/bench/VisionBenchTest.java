package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.browser.InBrowser;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness, beside a peer of a few lines; how fast anything is does not matter here. */
@InBrowser
class VisionBenchTest {
  /** What MediaPipe's own tests expect of the portrait, with the short range. */
  private static final String PEER =
      "export const create = async () => async () => [[[282, 113], [520, 351]]];";

  @ParameterizedTest
  @ValueSource(strings = {"ImageData", "canvas", "VideoFrame"})
  void bothSidesSeeThePortrait(String kind) {
    SharedData.require("faces/portrait.jpg");
    ZooFiles.require("face_detection_short_range");
    VisionCase face =
        VisionCase.all(1).stream()
            .filter(one -> one.models().contains("face_detection_short_range"))
            .findFirst()
            .orElseThrow();
    ProjectFolder project = new ProjectFolder(ProjectFolders.root());
    VisionResult result;
    try (BenchServer server = project.serve(new PeerPackages(project.bench()));
        Playwright playwright = Chromium.playwright()) {
      server.bytes("/page/vision/mediapipe.mjs", PEER.getBytes(StandardCharsets.UTF_8));
      result =
          new VisionBench(server, SharedData.root(), VisionBenchTest::model)
              .measure(playwright, face, kind, 0, 1, 3, 2);
    }

    assertThat(result.agreement().pictures()).isEqualTo(1);
    assertThat(result.agreement().different()).isZero();
    assertThat(result.agreement().worst()).isBetween(0.8, 1.0);
    assertThat(result.agreement().equal()).isTrue();
    assertThat(result.ratios()).hasSize(3).allSatisfy(ratio -> assertThat(ratio).isNotNegative());
    VisionReport report =
        new VisionReport(
            "bench vision", "2026-01-01", Machine.now(), Machine.now(), "peer", List.of(result));
    assertThat(report.markdown()).contains("| face, short range | 1 | " + kind + " | 0.");
  }

  private static byte[] model(String name) {
    try {
      return Files.readAllBytes(ZooFiles.require(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void handsArePairedByTheirNearest() {
    double[] left = {0, 0, 10, 0};
    double[] right = {100, 100, 110, 100};
    double[] nearRight = {103, 104, 113, 104};

    VisionAgreement agreement =
        VisionAgreement.ofLandmarks(
            List.of(List.of(left, right)), List.of(List.of(nearRight, left)));

    assertThat(agreement.worst()).isCloseTo(5, within(1e-9));
    assertThat(agreement.typical()).isCloseTo(2.5, within(1e-9));
    assertThat(agreement.equal()).isTrue();
  }

  @Test
  void aMissingHandIsNotEqual() {
    double[] hand = {0, 0, 10, 0};

    VisionAgreement agreement =
        VisionAgreement.ofLandmarks(List.of(List.of(hand)), List.of(List.of()));

    assertThat(agreement.different()).isEqualTo(1);
    assertThat(agreement.equal()).isFalse();
  }

  @Test
  void boxesOverlapByIntersectionOverUnion() {
    assertThat(VisionAgreement.overlap(new double[] {0, 0, 2, 2}, new double[] {1, 0, 3, 2}))
        .isCloseTo(1 / 3.0, within(1e-9));
    assertThat(VisionAgreement.overlap(new double[] {0, 0, 1, 1}, new double[] {2, 2, 3, 3}))
        .isZero();
  }
}
