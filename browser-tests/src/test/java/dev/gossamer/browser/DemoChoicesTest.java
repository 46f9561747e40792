package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.gossamer.demo.DemoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What visitors of the demo page choose while a picture is shown, and what follows. */
@InBrowser
class DemoChoicesTest {
  private static final String[] ROLES = {"dense", "distilled", "sparse"};

  private static DemoServer server;

  @BeforeAll
  static void startServer() {
    server =
        DemoPage.serve(
            DemoPage.library(
                "face_detection_full_range",
                "face_detection_short_range",
                "face_detection_full_range_sparse",
                "people_1.jpg"));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aChoiceAfterAPictureWasMeasuredMeasuresItAgain(Page page) {
    DemoPage demo = DemoPage.open(page, server, "face", ROLES);
    demo.awaitMeasured();
    page.locator("#backend").selectOption("simd");
    assertThat(demo.status()).hasText("people_1.jpg");
    demo.awaitMeasured();
    assertThat(demo.status()).containsText("Measured 100 times");
    assertThat(page.locator("#totals tr[data-role=sparse] td").first()).hasText("100");
    assertThat(page.locator("#totals tr[data-role=sparse] td").last()).containsText("simd, ");

    page.locator("#view-choice input[value=sparse]").check();
    demo.awaitMeasured();
    assertThat(page.locator("#totals tr[data-role=sparse] td").first()).hasText("100");
    assertThat(page.locator("#totals tr[data-role=dense] td").first()).hasText("0");
  }

  @Test
  void aChoiceWhilePausedMeasuresTheFrameThatIsShown(Page page) {
    page.addInitScript(DemoPage.FAKE_CAMERA);
    DemoPage demo = DemoPage.open(page, server, "face", "sparse");
    page.locator("#camera").click();
    assertThat(demo.pane("sparse").locator("canvas"))
        .hasAttribute("aria-label", "3 faces found in the camera");
    page.locator("#pause").click();
    page.locator("#threads").selectOption("1");
    demo.awaitFrames("sparse", 100);
    assertThat(page.locator("#pause")).hasText("Continue");
    assertThat(demo.result("sparse").at("/faces")).hasSize(3);
  }

  @Test
  void layersAreThoseOfTheNetworkThatWasAskedFor(Page page) {
    DemoPage demo = DemoPage.open(page, server, "face", ROLES);
    demo.evaluate(
        "document.querySelectorAll('#layer-choice button').forEach((button) => button.click())");
    assertThat(page.locator("#layers-heading"))
        .hasText("Layers: Sparse, face_detection_full_range_sparse");
    demo.awaitLayers();

    JsonNode panes = demo.report().get("panes");
    for (JsonNode pane : panes) {
      double executed = 0;
      for (JsonNode layer : pane.get("layers")) {
        executed += layer.get("executedMacs").asDouble();
      }
      assertThat(executed)
          .as(pane.get("role").asText())
          .isEqualTo(pane.get("executedMacs").asDouble());
    }
    assertThat(page.locator("#layers tr")).hasCount(panes.get(2).get("layers").size());
  }
}
