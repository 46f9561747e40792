package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.demo.Library;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That the numbers of the demo page say what they are, and nothing else. */
@InBrowser
class DemoNumbersTest {
  private static Library library;
  private static DemoServer server;

  @BeforeAll
  static void startServer() {
    library =
        DemoPage.library(
            "hand_landmark_full",
            "hand_landmark_lite",
            "palm_detection_full",
            "palm_detection_lite",
            "hand_nocurl.jpg",
            "face_detection_full_range",
            "face_detection_short_range",
            "face_detection_full_range_sparse",
            "people_1.jpg");
    server = DemoPage.serve(library);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aSlowerNetworkIsCalledSlower(Page page) {
    // The distilled face detector takes a third of the dense one's time: with their places changed
    // it is the dense one.
    page.route(
        "**/catalogue.json",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setResponse(route.fetch())
                    .setBody(
                        route
                            .fetch()
                            .text()
                            .replace("\"role\":\"dense\"", "\"role\":\"was dense\"")
                            .replace("\"role\":\"distilled\"", "\"role\":\"dense\"")
                            .replace("\"role\":\"was dense\"", "\"role\":\"distilled\""))));
    DemoPage demo = DemoPage.open(page, server, "face", "dense", "distilled");
    demo.awaitMeasured();

    Pattern slower = Pattern.compile("[1-9]\\.[0-9]{2}× slower");
    assertThat(demo.pane("distilled").locator(".speed")).hasText(slower);
    assertThat(page.locator("#totals tr[data-role=distilled]")).containsText(slower);
  }

  @Test
  void whereNoHandIsNothingIsCompared(Page page) throws IOException {
    DemoPage demo = DemoPage.open(page, server, "hands", "dense", "distilled", "sparse");
    for (String role : List.of("dense", "distilled", "sparse")) {
      assertThat(demo.pane(role).locator(".nothing")).isHidden();
    }
    page.locator("#file").setInputFiles(new FilePayload("wall.png", "image/png", wall()));
    demo.awaitMeasured();

    for (String role : List.of("dense", "distilled", "sparse")) {
      assertThat(demo.pane(role).locator(".nothing")).isVisible();
      assertThat(demo.pane(role).locator(".nothing")).hasText("No hand found");
      assertThat(demo.pane(role).locator(".speed")).hasText("network idle");
    }
    demo.screenshot("demo-no-hand");
  }

  @Test
  void agreementIsNotCalledDifference(Page page) {
    DemoPage demo = DemoPage.open(page, server, "face", "sparse");
    Locator heading = page.locator(".numbers thead");
    Locator label = demo.pane("sparse").locator(".wide dt");
    assertThat(heading.getByText("agreement (IoU)")).isVisible();
    assertThat(heading.getByText("distance, % of palm")).isHidden();
    assertThat(label.getByText("agreement")).isVisible();

    page.locator("#tab-hands").click();
    demo.awaitNumbers("sparse");
    assertThat(heading.getByText("agreement (IoU)")).isHidden();
    assertThat(heading.getByText("distance, % of palm")).isVisible();
    assertThat(label.getByText("distance")).isVisible();
    assertThat(label.getByText("agreement")).isHidden();
  }

  @Test
  void whyThereIsOneThreadStandsBesideTheChoice(Page page) {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DemoServer notIsolated = DemoServer.start(anyPort, false, library)) {
      DemoPage demo = DemoPage.open(page, notIsolated, "hands", "dense", "distilled", "sparse");
      assertThat(page.locator("#threads-reason"))
          .containsText("One thread: the page is not cross-origin isolated");
      assertThat(page.locator("#threads-reason")).isVisible();

      // One thread computes several layers at once, whose long names once pushed the bars out of
      // sight.
      page.locator("#layer-choice button").last().click();
      demo.awaitLayers();
      assertThat(page.locator("#layers")).containsText("bands of");
      Object beyond = page.locator(".tall").evaluate("view => view.scrollWidth - view.clientWidth");
      assertThat(beyond).isEqualTo(0);
      demo.screenshot("demo-layers");
    }
  }

  @Test
  void whatReachesTheScreenIsCounted(Page page) {
    page.addInitScript(DemoPage.FAKE_CAMERA);
    DemoPage demo = DemoPage.open(page, server, "face", "sparse");
    page.locator("#camera").click();
    // The camera has 20 pictures a second.
    assertThat(page.locator("#drawn")).hasText(Pattern.compile("(1?[0-9]|2[0-2]) fps drawn"));
    page.waitForTimeout(2500);
    assertThat(demo.report().get("drawnPerSecond").asDouble()).isBetween(1.0, 22.0);
    page.locator("#pause").click();
    assertThat(page.locator("#drawn")).isEmpty();
  }

  private static byte[] wall() throws IOException {
    BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, new Color(120, 130, 140 + x / 20).getRGB());
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }
}
