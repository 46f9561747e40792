package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.demo.Library;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The demo page, as tests see it. */
record DemoPage(Page page) {
  private static final double LOADING_MILLISECONDS = 60_000;

  /** A camera before which people_1.jpg hangs. */
  static final String FAKE_CAMERA =
      """
      navigator.mediaDevices.getUserMedia = async () => {
        const picture = await createImageBitmap(await (await fetch('samples/people_1.jpg')).blob());
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 427 });
        const draw = () => canvas.getContext('2d').drawImage(picture, 0, 0, 640, 427);
        draw();
        setInterval(draw, 50);
        return canvas.captureStream(20);
      };
      """;

  /** The colours in which the panes draw what they found; see pane.ts. */
  private static final Map<String, int[]> COLOURS =
      Map.of(
          "dense", new int[] {0xff, 0xc8, 0x57},
          "distilled", new int[] {0x7f, 0xb4, 0xff},
          "sparse", new int[] {0x2e, 0xe6, 0xc8});

  /**
   * What the page offers, where the zoo has these models and pictures; skips the tests elsewhere.
   */
  static Library library(String... needed) {
    for (String name : needed) {
      ZooFiles.require(name);
    }
    return Library.fetch(Zoo.standard(), ProgressListener.NONE);
  }

  static DemoServer serve(Library library) {
    return DemoServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true, library);
  }

  /** Opens a tab and waits until each of the panes has looked at the first sample. */
  static DemoPage open(Page page, DemoServer server, String task, String... roles) {
    page.navigate(server.url() + "#" + task);
    DemoPage demo = new DemoPage(page);
    for (String role : roles) {
      demo.awaitNumbers(role);
    }
    return demo;
  }

  Locator pane(String role) {
    return page.locator("article[data-role=" + role + "]");
  }

  Locator status() {
    return page.locator("#status");
  }

  void awaitNumbers(String role) {
    assertThat(pane(role).locator(".median"))
        .hasText(
            Pattern.compile("[0-9.]+"),
            new LocatorAssertions.HasTextOptions().setTimeout(LOADING_MILLISECONDS));
  }

  /** Until the picture has been measured a hundred times and the machine rests. */
  void awaitMeasured() {
    assertThat(page.locator("#pause"))
        .hasText(
            "Continue", new LocatorAssertions.HasTextOptions().setTimeout(LOADING_MILLISECONDS));
  }

  void awaitFrames(String role, int frames) {
    assertThat(page.locator("#totals tr[data-role=" + role + "] td").first())
        .hasText(
            String.valueOf(frames),
            new LocatorAssertions.HasTextOptions().setTimeout(LOADING_MILLISECONDS));
  }

  /** Until the table of the layers that were asked for is there. */
  void awaitLayers() {
    assertThat(page.locator("#layers-caption"))
        .containsText(
            "ms in all",
            new LocatorAssertions.ContainsTextOptions().setTimeout(LOADING_MILLISECONDS));
  }

  /** What the visitor may download. */
  JsonNode report() {
    try {
      return new ObjectMapper()
          .readTree(page.waitForDownload(() -> page.locator("#report").click()).path().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitNotice(String role, String title, String text) {
    assertThat(pane(role).locator(".notice strong"))
        .containsText(
            title, new LocatorAssertions.ContainsTextOptions().setTimeout(LOADING_MILLISECONDS));
    assertThat(pane(role).locator(".notice span")).containsText(text);
  }

  /** What a pane shows: a Result of messages.ts. */
  JsonNode result(String role) {
    try {
      return new ObjectMapper().readTree(pane(role).getAttribute("data-result"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  double median(String role) {
    return Double.parseDouble(pane(role).locator(".median").textContent());
  }

  /**
   * Whether the pane's colour is on its canvas within two pixels of a place.
   *
   * @param width of the picture that the pane shows, in which x and y are pixels
   */
  boolean isMarked(String role, double x, double y, double width, double height) {
    int[] colour = COLOURS.get(role);
    return (boolean)
        pane(role)
            .locator("canvas")
            .evaluate(
                """
                (canvas, [x, y, width, height, red, green, blue]) => {
                  const scale = Math.min(canvas.width / width, canvas.height / height);
                  const left = Math.round((canvas.width - width * scale) / 2 + x * scale);
                  const top = Math.round((canvas.height - height * scale) / 2 + y * scale);
                  const area = canvas.getContext('2d').getImageData(left - 2, top - 2, 5, 5).data;
                  for (let i = 0; i < area.length; i += 4) {
                    const far = Math.abs(area[i] - red) + Math.abs(area[i + 1] - green) + Math.abs(area[i + 2] - blue);
                    if (far < 40) {
                      return true;
                    }
                  }
                  return false;
                }
                """,
                List.of(x, y, width, height, colour[0], colour[1], colour[2]));
  }

  Object evaluate(String expression) {
    return page.evaluate(expression);
  }

  /** Nothing lies outside of the window's width. */
  void assertFits(int width) {
    assertThat(evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  /** For people to look at. */
  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                ProjectFolders.root().resolve("browser-tests/target/screenshots/" + name + ".png"))
            .setFullPage(true));
  }
}
