package dev.gossamer.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.gossamer.browser.Chromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fresh browser with the benchmark's page in it. */
final class BenchPage implements AutoCloseable {
  private static final int EMPTY_SLICES = 5;

  private final Browser browser;
  private final Page page;
  private Optional<ThreadClock> clock = Optional.empty();
  private long askingNanoseconds;

  private BenchPage(Browser browser, Page page) {
    this.browser = browser;
    this.page = page;
  }

  /**
   * @throws BenchFailure if there is no browser
   */
  static BenchPage open(Playwright playwright, BenchServer server) {
    Browser browser =
        Chromium.launch(playwright).orElseThrow(() -> new BenchFailure(Chromium.MISSING));
    Page page = browser.newPage();
    page.navigate(server.url("/page/bench.html"));
    page.waitForFunction("() => globalThis.bench");
    return new BenchPage(browser, page);
  }

  /** Such as {@code Chromium 156.0.8078.79}. */
  String browserVersion() {
    return browser.browserType().name() + " " + browser.version();
  }

  void setInputs(List<String> paths) {
    page.evaluate("paths => bench.setInputs(paths)", paths);
  }

  /**
   * Loads a model into a runtime.
   *
   * @throws PlaywrightException if the runtime refuses it
   */
  void load(Column column) {
    page.evaluate("request => bench.load(request)", request(column));
  }

  /** Largest difference over largest expected magnitude, per expected output. */
  List<Double> compare(Column column, List<String> expectedPaths) {
    return numbers(
        page.evaluate(
            "([column, paths]) => bench.compare(column, paths)",
            List.of(column.name(), expectedPaths)));
  }

  /** Runs until it becomes no faster; gives the number of runs. */
  int warm(Column column, int least, int mostMilliseconds) {
    Object count =
        page.evaluate(
            "([column, options]) => bench.warm(column, options)",
            List.of(column.name(), Map.of("least", least, "mostMs", mostMilliseconds)));
    return ((Number) count).intValue();
  }

  Optional<ThreadClock> findClock() {
    return ThreadClock.of(page);
  }

  /** Keeps the page's thread busy for so many milliseconds of the wall clock. */
  void spin(int milliseconds) {
    page.evaluate("ms => bench.spin(ms)", milliseconds);
  }

  /** Finds the clock of the page's thread; to be called once it is loaded. */
  void startClock(Column any) {
    clock = findClock();
    List<Double> costs = new ArrayList<>();
    for (int i = 0; i < EMPTY_SLICES; i++) {
      costs.add((double) nanosecondsOf(() -> runSlice(any, 0)));
    }
    askingNanoseconds = Math.round(Statistics.median(costs));
  }

  /** Runs a model for about so many milliseconds. */
  Slice slice(Column column, int milliseconds) {
    List<Double> times = new ArrayList<>();
    long took = nanosecondsOf(() -> times.addAll(runSlice(column, milliseconds)));
    double onProcessor =
        clock.isEmpty() ? Double.NaN : Math.max(0, took - askingNanoseconds) / 1e6 / times.size();
    return new Slice(
        times.size(), Statistics.minimum(times), Statistics.median(times), onProcessor);
  }

  private List<Double> runSlice(Column column, int milliseconds) {
    return numbers(
        page.evaluate(
            "([column, ms]) => bench.slice(column, ms)", List.of(column.name(), milliseconds)));
  }

  private long nanosecondsOf(Runnable action) {
    if (clock.isEmpty()) {
      action.run();
      return 0;
    }
    long before = clock.get().nanoseconds();
    action.run();
    pause();
    return clock.get().nanoseconds() - before;
  }

  /** The kernel adds a thread's time up when it stops; the answer is sent just before. */
  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /** Loads and runs once, from nothing. */
  @SuppressWarnings("unchecked")
  ColdStart coldStart(Column column) {
    Map<String, Object> answer =
        (Map<String, Object>) page.evaluate("request => bench.coldStart(request)", request(column));
    List<Double> memories = numbers(answer.get("memories"));
    return new ColdStart(
        ((Number) answer.get("loadMs")).doubleValue(),
        ((Number) answer.get("firstResultMs")).doubleValue(),
        memories.stream().mapToLong(Double::longValue).boxed().toList());
  }

  private static Map<String, Object> request(Column column) {
    return Map.of(
        "column", column.name(),
        "runtime", column.runtime(),
        "options", column.options(),
        "model", column.format().path());
  }

  static List<Double> numbers(Object list) {
    List<Double> numbers = new ArrayList<>();
    for (Object number : (List<?>) list) {
      numbers.add(((Number) number).doubleValue());
    }
    return numbers;
  }

  @Override
  public void close() {
    browser.close();
  }

  /**
   * What one slice showed, in milliseconds per run.
   *
   * @param runs how many there were
   * @param minimum of the wall clock
   * @param median of the wall clock
   * @param onProcessor time of the page's thread on a processor, the mean; NaN where that cannot be
   *     told
   */
  record Slice(int runs, double minimum, double median, double onProcessor) {}

  /**
   * @param loadMilliseconds from nothing to a loaded model, the runtime's own files fetched
   * @param firstResultMilliseconds from nothing to the end of the first run
   * @param memories bytes of each WebAssembly memory after it, largest first
   */
  record ColdStart(double loadMilliseconds, double firstResultMilliseconds, List<Long> memories) {}
}
