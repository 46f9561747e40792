package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.gossamer.bench.Soak;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo page follows hands: in a sample, and before a camera that plays a video. */
@InBrowser
class DemoHandsTest {
  private static final String[] ROLES = {"dense", "distilled", "sparse"};
  private static final int LANDMARKS = 21;

  /** Where the tip of the index finger is among them. */
  private static final int INDEX_TIP = 8;

  /** The bound for the full model over the whole video. */
  private static final double MEAN_PIXELS = 12;

  private static DemoServer server;

  @TempDir static Path folder;

  @BeforeAll
  static void startServer() {
    server =
        DemoPage.serve(
            DemoPage.library(
                "hand_landmark_full",
                "hand_landmark_lite",
                "palm_detection_full",
                "palm_detection_lite",
                "hand_nocurl.jpg"));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aHandIsFoundByAllThreeAndDrawnWhereItIs(Page page) {
    DemoPage demo = DemoPage.open(page, server, "hands", ROLES);
    double[] size = sizeOf(page);

    for (String role : ROLES) {
      JsonNode hands = demo.result(role).at("/hands");
      assertThat(hands).as(role).hasSize(1);
      JsonNode landmarks = hands.get(0).get("landmarks");
      assertThat(landmarks).hasSize(LANDMARKS);
      double tip = landmarks.get(INDEX_TIP).get("y").asDouble();
      for (int i = 0; i < LANDMARKS; i++) {
        // The picture is of a raised index finger.
        assertThat(landmarks.get(i).get("y").asDouble()).isGreaterThanOrEqualTo(tip);
      }
      assertDrawn(demo, role, landmarks, size);
    }
    assertThat(demo.pane("sparse").locator("canvas"))
        .hasAttribute("aria-label", "1 hand found in hand_nocurl.jpg");
    assertThat(demo.pane("sparse").locator(".difference")).containsText("% of the palm");
    demo.screenshot("demo-hands");
  }

  @Test
  void aHandBeforeTheCameraIsFollowedAndMemoryStays() throws IOException {
    Path clip = clipOf(SharedData.require("hands/asl_hand.25fps.mp4"), "");
    try (Playwright playwright = Chromium.playwright();
        Browser browser = launch(playwright, clip)) {
      Page page = browser.newPage();
      Soak.Outcome outcome =
          Soak.run(
              page,
              server,
              "hands",
              "all",
              Duration.ofSeconds(4),
              Duration.ofSeconds(2),
              sample -> {});

      List<Soak.Sample> samples = outcome.samples();
      Soak.Sample first = samples.get(0);
      Soak.Sample last = samples.get(samples.size() - 1);
      assertThat(first.wasm()).isPositive().isEqualTo(last.wasm());
      assertThat(last.frames()).isGreaterThan(first.frames());
      for (JsonNode pane : outcome.report().get("panes")) {
        assertThat(pane.get("frames").asInt()).isPositive();
        assertThat(pane.get("framesEmpty").asInt()).as("%s lost it", pane.get("role")).isZero();
      }
      // Paused, what is drawn and what is told are of the same frame.
      page.locator("#mirror").uncheck();
      page.locator("#pause").click();
      page.waitForTimeout(500);
      DemoPage demo = new DemoPage(page);
      JsonNode landmarks = demo.result("dense").at("/hands/0/landmarks");
      assertThat(distanceToNearestFrame(landmarks)).isLessThan(MEAN_PIXELS);
      for (String role : ROLES) {
        JsonNode own = demo.result(role).at("/hands/0/landmarks");
        assertDrawn(demo, role, own, new double[] {620, 1080});
      }
      demo.screenshot("demo-camera-hand");
    }
  }

  @Test
  void photographsBeforeTheCameraHaveFacesAndAPerson() {
    ZooFiles.require("face_detection_full_range_sparse");
    ZooFiles.require("selfie_segmentation");
    Path clip = clipOf(ZooFiles.require("people_1.jpg"), "scale=960:640");
    try (Playwright playwright = Chromium.playwright();
        Browser browser = launch(playwright, clip)) {
      Page page = browser.newPage();
      DemoPage demo = DemoPage.open(page, server, "face", "sparse");
      page.locator("#camera").click();
      assertThat(demo.pane("sparse").locator("canvas"))
          .hasAttribute("aria-label", "3 faces found in the camera");
      page.setViewportSize(390, 844);
      demo.assertFits(390);
      page.locator("#tab-background").click();
      demo.awaitNumbers("dense");
      assertThat(demo.pane("dense").locator("canvas"))
          .hasAttribute("aria-label", "The person is cut out in the camera");
    }
  }

  private static void assertDrawn(DemoPage demo, String role, JsonNode landmarks, double[] size) {
    // The middle of the bones of the index finger: tips are white.
    for (int joint : new int[] {5, 6, 7}) {
      double x = middle(landmarks, joint, "x");
      double y = middle(landmarks, joint, "y");
      assertThat(demo.isMarked(role, x, y, size[0], size[1]))
          .as("%s: the bone behind joint %d", role, joint)
          .isTrue();
    }
  }

  private static double middle(JsonNode landmarks, int joint, String axis) {
    return (landmarks.get(joint).get(axis).asDouble()
            + landmarks.get(joint + 1).get(axis).asDouble())
        / 2;
  }

  /** Of the first sample, as the page shows it. */
  private static double[] sizeOf(Page page) {
    Object aspect =
        page.evaluate("document.getElementById('panes').style.getPropertyValue('--aspect')");
    String[] parts = aspect.toString().split(" / ");
    return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
  }

  /** Mean distance of landmarks to those expected, in the frame of the video that fits best. */
  private static double distanceToNearestFrame(JsonNode landmarks) throws IOException {
    JsonNode frames =
        new ObjectMapper().readTree(SharedData.require("hands/asl_hand.full.json").toFile());
    List<Double> distances = new ArrayList<>();
    for (JsonNode frame : frames) {
      double sum = 0;
      for (int i = 0; i < LANDMARKS; i++) {
        sum +=
            Math.hypot(
                landmarks.get(i).get("x").asDouble() - frame.get(i).get(0).asDouble(),
                landmarks.get(i).get("y").asDouble() - frame.get(i).get(1).asDouble());
      }
      distances.add(sum / LANDMARKS);
    }
    return distances.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static Path clipOf(Path source, String filter) {
    Optional<Path> clip = FakeCamera.clipOf(source, filter, folder);
    BrowserExtension.require(clip.isPresent(), FakeCamera.MISSING);
    return clip.orElseThrow();
  }

  private static Browser launch(Playwright playwright, Path clip) {
    return Chromium.launch(playwright, FakeCamera.flags(clip)).orElseThrow();
  }
}
