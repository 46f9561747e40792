package dev.gossamer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.demo.Library;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo page says when something is missing, refused or gone. */
@InBrowser
class DemoFailuresTest {
  private static DemoServer server;

  @BeforeAll
  static void startServer() {
    server =
        DemoPage.serve(
            DemoPage.library(
                "face_detection_full_range", "face_detection_full_range_sparse", "people_1.jpg"));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aRefusedCameraIsExplained(Page page) {
    page.addInitScript(
        "navigator.mediaDevices.getUserMedia = async () => {"
            + " throw new DOMException('Permission denied', 'NotAllowedError'); };");
    DemoPage demo = DemoPage.open(page, server, "face", "sparse");
    page.locator("#camera").click();

    assertThat(demo.status()).containsText("The camera was refused.");
    assertThat(page.locator("#camera")).hasAttribute("aria-pressed", "false");
    demo.awaitMeasured();
    assertThat(demo.status()).containsText("The camera was refused.");
    page.locator("#pause").click();
    assertThat(demo.status()).hasText("people_1.jpg");
  }

  @Test
  void aModelThatFailsLeavesTheOtherPanesAlone(Page page) {
    page.route(
        "**/models/*sparse*", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    DemoPage demo = DemoPage.open(page, server, "face", "dense", "distilled");

    demo.awaitNotice("sparse", "The model failed", "HTTP 404");
    assertThat(demo.pane("dense").locator(".notice")).isHidden();
    demo.screenshot("demo-model-missing");
  }

  @Test
  void whatCameInPlaceOfAModelIsNotKept(Page page) {
    page.route(
        "**/models/*sparse*",
        route -> route.fulfill(new Route.FulfillOptions().setBody("<!doctype html>Please log in")));
    DemoPage demo = DemoPage.open(page, server, "face", "dense", "distilled");
    demo.awaitNotice("sparse", "The model failed", "28 bytes came, expected were 680736");
    page.unroute("**/models/*sparse*");
    page.reload();
    demo.awaitNumbers("sparse");

    // What an earlier page may have kept: something of the right length, too.
    demo.evaluate(
        """
        (async () => {
          const cache = await caches.open('gossamer-models');
          for (const { url } of await cache.keys()) {
            await cache.put(url, new Response(url.includes('sparse') ? new Uint8Array(680736) : '<html>'));
          }
        })()
        """);
    page.reload();
    for (String role : new String[] {"dense", "distilled", "sparse"}) {
      demo.awaitNumbers(role);
    }
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
    DemoPage demo = DemoPage.open(page, server, "face");

    demo.awaitNotice("sparse", "The model failed", "garbage collection");
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
    Library library = Library.fetch(offline, ProgressListener.NONE);
    try (DemoServer withoutModels = DemoPage.serve(library)) {
      DemoPage demo = DemoPage.open(page, withoutModels, "face");

      demo.awaitNotice("dense", "The model is missing", "no-npm' cannot be started");
      // Our own sparse model comes with the project.
      assertThat(demo.pane("sparse").locator(".notice")).isHidden();
      assertThat(demo.status()).containsText("There are no samples of a face");
      demo.screenshot("demo-nothing-there");
    }
  }

  @Test
  void thePageWorksWithoutItsServerOnceItWasThere(Browser browser) {
    DemoServer shortLived = DemoPage.serve(Library.fetch(Zoo.standard(), ProgressListener.NONE));
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      DemoPage.open(page, shortLived, "face", "dense", "distilled", "sparse");
      page.waitForFunction("navigator.serviceWorker.controller !== null");
      // The second visit goes through the service worker, which keeps what the first one fetched.
      page.reload();
      new DemoPage(page).awaitNumbers("sparse");

      shortLived.close();
      page.reload();
      DemoPage demo = new DemoPage(page);
      demo.awaitNumbers("dense");
      demo.awaitNumbers("sparse");
      assertThat(demo.result("sparse").at("/faces")).hasSize(3);
      assertThat(demo.evaluate("crossOriginIsolated")).isEqualTo(true);
    } finally {
      shortLived.close();
    }
  }
}
