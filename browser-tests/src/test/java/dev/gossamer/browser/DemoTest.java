package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.demo.Library;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo page, served by its own server, as visitors use it. */
@InBrowser
class DemoTest {
  private static final String MODEL = "face_detection_full_range_sparse";

  /** The tips of the three noses of people_1.jpg, marked by hand, in pixels of 1920 x 1280. */
  private static final double[][] NOSES = {{455, 510}, {922, 574}, {1554, 344}};

  private static final double NOSE_TOLERANCE = 30;
  private static final double LOADING_MILLISECONDS = 60_000;

  private static DemoServer server;

  @BeforeAll
  static void startServer() {
    ZooFiles.require(MODEL);
    ZooFiles.require("people_1.jpg");
    server = serve(Library.fetch(Zoo.standard(), ProgressListener.NONE));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theFacesOfTheFirstSampleAreFound(Page page) {
    openAndDetect(page);

    List<double[]> noses = new ArrayList<>();
    for (Locator face : faces(page).all()) {
      double[] box = numbers(face.getAttribute("data-box"));
      double[] points = numbers(face.getAttribute("data-key-points"));
      assertThat(points).hasSize(12);
      double[] nose = {points[4], points[5]};
      assertThat(nose[0]).isBetween(box[0], box[2]);
      assertThat(nose[1]).isBetween(box[1], box[3]);
      noses.add(nose);
    }
    assertThat(noses).hasSameSizeAs(NOSES);
    for (double[] marked : NOSES) {
      assertThat(noses)
          .as("a nose near %s", Arrays.toString(marked))
          .anyMatch(n -> Math.hypot(n[0] - marked[0], n[1] - marked[1]) <= NOSE_TOLERANCE);
    }
  }

  @Test
  void boxesAndKeyPointsAreDrawnWhereTheFacesAre(Page page) {
    openAndDetect(page);

    for (Locator face : faces(page).all()) {
      double[] box = numbers(face.getAttribute("data-box"));
      double[] points = numbers(face.getAttribute("data-key-points"));
      double middle = (box[1] + box[3]) / 2;
      assertThat(isMarked(page, box[0], middle)).as("left edge").isTrue();
      assertThat(isMarked(page, box[2], middle)).as("right edge").isTrue();
      assertThat(isMarked(page, (box[0] + box[2]) / 2, box[3])).as("lower edge").isTrue();
      for (int i = 0; i < points.length; i += 2) {
        assertThat(isMarked(page, points[i], points[i + 1])).as("key point %d", i / 2).isTrue();
      }
    }
    assertThat(isMarked(page, 60, 1200)).as("a place without a face").isFalse();
    screenshot(page, "demo-desktop");
  }

  @Test
  void timesModelAndBackendAreShown(Page page) {
    openAndDetect(page);
    assertThat(page.locator("#runs-caption")).hasText("median of the last 21 runs");

    double best = number(page, "#best");
    double median = number(page, "#median");
    assertThat(best).isPositive().isLessThanOrEqualTo(median);
    assertThat(number(page, "#first")).isGreaterThanOrEqualTo(best);
    assertThat(page.locator("#model-name")).hasText(MODEL);
    assertThat(page.locator("#model-size")).hasText("681 kB");
    assertThat(page.locator("#backend")).hasText(Pattern.compile("compiled|interpreter"));

    page.locator("#measure").click();
    assertThat(page.locator("#runs-caption")).hasText("median of the last 50 runs");
  }

  @Test
  void samplesAreChosenByKeyboard(Page page) {
    openAndDetect(page);
    page.keyboard().press("Tab");
    assertThat(page.locator("#samples input").first()).isFocused();
    assertThat(outlineWidth(page.locator("#samples img").first())).isEqualTo("3px");

    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#status")).hasText(Pattern.compile("found in people_2\\.jpg\\.$"));
    assertThat(page.locator("#samples input").nth(1)).isChecked();
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("#status")).hasText(Pattern.compile("found in people_1\\.jpg\\.$"));

    page.keyboard().press("Tab");
    assertThat(page.locator("#open")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.locator("#camera")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.locator("#measure")).isFocused();
  }

  @Test
  void everySampleHasFaces(Page page) {
    openAndDetect(page);
    for (Locator sample : page.locator("#samples input").all()) {
      sample.check();
      assertThat(page.locator("#status"))
          .hasText(
              Pattern.compile("^[1-9] faces? found in " + sample.getAttribute("value") + "\\.$"));
    }
  }

  @Test
  void nothingIsFetchedFromElsewhere(Page page) {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    openAndDetect(page);

    assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(server.url()));
    assertThat(page.evaluate("crossOriginIsolated")).isEqualTo(true);
  }

  @Test
  void aPhoneShowsEverythingWithoutScrollingSideways(Browser browser) {
    Browser.NewContextOptions phone =
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setColorScheme(ColorScheme.DARK);
    try (BrowserContext context = browser.newContext(phone)) {
      Page page = context.newPage();
      openAndDetect(page);

      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      assertThat(page.locator("#canvas").boundingBox().width).isEqualTo(390);
      for (Locator button : page.locator("button:visible").all()) {
        assertThat(button.boundingBox().height).as(button.textContent()).isGreaterThanOrEqualTo(44);
      }
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(15, 20, 22)");
      double[] box = numbers(faces(page).first().getAttribute("data-box"));
      assertThat(isMarked(page, box[0], (box[1] + box[3]) / 2)).isTrue();
      screenshot(page, "demo-phone-dark");

      page.setViewportSize(844, 390);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(844);
      assertThat(isMarked(page, box[0], (box[1] + box[3]) / 2)).as("drawn again").isTrue();
    }
  }

  @Test
  void ownPicturesAreTaken(Page page) {
    openAndDetect(page);
    page.locator("#file").setInputFiles(ZooFiles.require("people_3.jpg"));

    assertThat(page.locator("#status")).hasText("3 faces found in people_3.jpg.");
    assertThat(page.locator("#samples input:checked")).hasCount(0);
  }

  @Test
  void aFileThatIsNoPictureIsRefusedInWords(Page page) {
    openAndDetect(page);
    page.locator("#file")
        .setInputFiles(
            new FilePayload(
                "letter.jpg", "image/jpeg", "Dear all".getBytes(StandardCharsets.UTF_8)));

    assertThat(page.locator("#status"))
        .containsText("letter.jpg is not a picture that this browser can read.");
    assertThat(faces(page)).hasCount(3);
  }

  @Test
  void aPictureWithoutFacesIsSaidToHaveNone(Page page) {
    openAndDetect(page);
    byte[] blank =
        Base64.getDecoder()
            .decode(
                ((String)
                        page.evaluate(
                            "Object.assign(document.createElement('canvas'), {width: 64, height: 48})"
                                + ".toDataURL('image/png')"))
                    .substring("data:image/png;base64,".length()));
    page.locator("#file").setInputFiles(new FilePayload("blank.png", "image/png", blank));

    assertThat(page.locator("#status")).hasText("No face found in blank.png.");
    assertThat(faces(page)).hasCount(0);
  }

  @Test
  void theCameraIsWatchedUntilItIsStopped(Page page) {
    page.addInitScript(
        """
        navigator.mediaDevices.getUserMedia = async () => {
          const picture = await createImageBitmap(await (await fetch('pictures/people_1.jpg')).blob());
          const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 427 });
          const draw = () => canvas.getContext('2d').drawImage(picture, 0, 0, 640, 427);
          draw();
          setInterval(draw, 50);
          return canvas.captureStream(20);
        };
        """);
    openAndDetect(page);
    page.locator("#camera").click();

    assertThat(page.locator("#status")).containsText("The camera is on");
    assertThat(page.locator("#canvas"))
        .hasAttribute("aria-label", "3 faces found in the camera’s picture");
    page.locator("#camera").click();
    assertThat(page.locator("#status")).hasText("The camera is off.");
    assertThat(page.locator("#camera")).hasAttribute("aria-pressed", "false");
  }

  @Test
  void aRefusedCameraIsExplained(Page page) {
    page.addInitScript(
        "navigator.mediaDevices.getUserMedia = async () => {"
            + " throw new DOMException('Permission denied', 'NotAllowedError'); };");
    openAndDetect(page);
    page.locator("#camera").click();

    assertThat(page.locator("#status")).containsText("The camera was refused.");
  }

  @Test
  void aMissingModelIsSaidSo(Page page) {
    page.route("**/models/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    page.navigate(server.url());

    assertFailure(page, "The model could not be loaded", "HTTP 404");
    assertThat(page.locator("#notice-retry")).isVisible();
    assertThat(page.locator("#measure")).isDisabled();
    screenshot(page, "demo-model-missing");
  }

  @Test
  void tryingAgainWorksOnceTheModelIsThere(Page page) {
    page.route("**/models/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    page.navigate(server.url());
    assertFailure(page, "The model could not be loaded", "HTTP 404");
    page.unroute("**/models/**");
    page.locator("#notice-retry").click();

    assertThat(faces(page)).hasCount(3, within60Seconds());
  }

  @Test
  void aBrowserWithoutGarbageCollectionIsToldWhichOnesHaveIt(Page page) {
    page.route(
        "**/worker.js",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setResponse(route.fetch())
                    .setBody("WebAssembly.validate = () => false;" + route.fetch().text())));
    page.navigate(server.url());

    assertFailure(page, "The model could not be loaded", "garbage collection");
    assertThat(page.locator("#notice-text")).containsText("Firefox");
  }

  @Test
  void whatTheServerCouldNotFetchIsNamedWithTheReason(Page page, @TempDir Path empty) {
    Zoo offline =
        Zoo.of(
            Map.of(
                "GOSSAMER_CACHE",
                empty.toString(),
                "GOSSAMER_NPM",
                empty.resolve("no-npm").toString()));
    try (DemoServer withoutModels = serve(Library.fetch(offline, ProgressListener.NONE))) {
      page.navigate(withoutModels.url());

      assertFailure(page, "The model is missing", "no-npm' cannot be started");
    }
  }

  private static DemoServer serve(Library library) {
    return DemoServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true, library);
  }

  private static void openAndDetect(Page page) {
    page.navigate(server.url());
    assertThat(faces(page)).hasCount(3, within60Seconds());
  }

  private static HasCountOptions within60Seconds() {
    return new HasCountOptions().setTimeout(LOADING_MILLISECONDS);
  }

  private static void assertFailure(Page page, String title, String text) {
    assertThat(page.locator("#notice-title"))
        .containsText(title, new ContainsTextOptions().setTimeout(LOADING_MILLISECONDS));
    assertThat(page.locator("#notice-text")).containsText(text);
  }

  private static Locator faces(Page page) {
    return page.locator("#faces li");
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double number(Page page, String selector) {
    return Double.parseDouble(page.locator(selector).textContent().replace(" ms", ""));
  }

  private static Object outlineWidth(Locator locator) {
    return locator.evaluate("element => getComputedStyle(element).outlineWidth");
  }

  /**
   * Whether a mark's colour is on the canvas within a pixel of a place of the 1920 x 1280 sample.
   */
  private static boolean isMarked(Page page, double x, double y) {
    return (boolean)
        page.evaluate(
            """
            ([x, y]) => {
              const canvas = document.getElementById('canvas');
              const scale = Math.min(canvas.width / 1920, canvas.height / 1280);
              const left = (canvas.width - 1920 * scale) / 2 + x * scale;
              const top = (canvas.height - 1280 * scale) / 2 + y * scale;
              const area = canvas.getContext('2d').getImageData(Math.floor(left) - 1, Math.floor(top) - 1, 3, 3).data;
              for (let i = 0; i < area.length; i += 4) {
                if (Math.abs(area[i] - 0x2e) + Math.abs(area[i + 1] - 0xe6) + Math.abs(area[i + 2] - 0xc8) < 40) {
                  return true;
                }
              }
              return false;
            }
            """,
            List.of(x, y));
  }

  /** For people to look at. */
  private static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                ProjectFolders.root().resolve("browser-tests/target/screenshots/" + name + ".png"))
            .setFullPage(true));
  }
}
