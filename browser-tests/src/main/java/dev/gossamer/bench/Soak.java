package dev.gossamer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.gossamer.demo.DemoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets the demo page watch the camera for a long time, and looks at its memory meanwhile. */
public final class Soak {
  /**
   * Prepended to the page's worker: keeps track of the memories of the models, which the worker
   * cannot be asked for.
   */
  private static final String COUNT_MEMORIES =
      """
      globalThis.memories = [];
      WebAssembly.Memory = class extends WebAssembly.Memory {
        constructor(descriptor) {
          super(descriptor);
          memories.push(new WeakRef(this));
        }
      };
      """;

  private static final String SUM_OF_MEMORIES =
      "memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0)";

  private static final double LOADING_MILLISECONDS = 120_000;

  /**
   * Bytes at a time.
   *
   * @param wasm linear memory of all models
   * @param heap JavaScript's heap of the page, after a collection
   */
  public record Sample(double seconds, long frames, long wasm, long heap) {}

  /**
   * @param report of the page, see report.ts
   */
  public record Outcome(List<Sample> samples, JsonNode report) {}

  private Soak() {}

  /**
   * @param page of a browser whose camera is {@link dev.gossamer.browser.FakeCamera}
   * @param task {@code hands}, {@code face} or {@code background}
   * @param view {@code all} or a pane's role
   */
  public static Outcome run(
      Page page,
      DemoServer server,
      String task,
      String view,
      Duration duration,
      Duration interval,
      Consumer<Sample> listener) {
    page.route(
        "**/worker.js",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setResponse(route.fetch())
                    .setBody(COUNT_MEMORIES + route.fetch().text())));
    page.navigate(server.url() + "#" + task);
    page.waitForFunction(
        // A function: the page's policy lets no text be evaluated.
        "() => [...document.querySelectorAll('.median')].some((e) => /[0-9]/.test(e.textContent))",
        null,
        new Page.WaitForFunctionOptions().setTimeout(LOADING_MILLISECONDS));
    page.locator("#view-choice input[value=" + view + "]").check();
    page.locator("#camera").click();
    CDPSession devTools = page.context().newCDPSession(page);
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    double seconds;
    do {
      page.waitForTimeout(interval.toMillis());
      seconds = (System.nanoTime() - start) / 1e9;
      Sample sample = new Sample(seconds, frames(page), wasm(page), heap(devTools));
      samples.add(sample);
      listener.accept(sample);
    } while (seconds < duration.toMillis() / 1e3);
    return new Outcome(samples, report(page));
  }

  private static long frames(Page page) {
    return ((Number)
            page.evaluate(
                "Math.max(...[...document.querySelectorAll('#totals tr td:nth-child(2)')].map((e) => +e.textContent))"))
        .longValue();
  }

  private static long wasm(Page page) {
    return page.workers().stream()
        .filter(worker -> worker.url().endsWith("/worker.js"))
        .mapToLong(worker -> ((Number) worker.evaluate(SUM_OF_MEMORIES)).longValue())
        .sum();
  }

  private static long heap(CDPSession devTools) {
    devTools.send("HeapProfiler.collectGarbage");
    return devTools.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
  }

  private static JsonNode report(Page page) {
    try {
      return new ObjectMapper()
          .readTree(page.waitForDownload(() -> page.locator("#report").click()).path().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
