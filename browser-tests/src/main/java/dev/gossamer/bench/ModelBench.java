package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.gossamer.bench.convert.CannotConvertException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one model in fresh browsers: every runtime is loaded into one page, compared with the
 * interpreter, warmed up, and then they take turns.
 */
final class ModelBench {
  /** Different orders of summation differ by 1e-5; a wrong result differs by more than this. */
  static final double TOLERANCE = 1e-3;

  /** LiteRT.js needs 20 to 30 runs to reach its speed. */
  private static final int LEAST_WARM_UP_RUNS = 30;

  private static final int MOST_WARM_UP_MILLISECONDS = 8000;

  /**
   * @param browsers how many fresh browsers
   * @param rounds slices per runtime and browser
   * @param sliceMilliseconds length of a slice
   */
  record Effort(int browsers, int rounds, int sliceMilliseconds) {}

  private final Playwright playwright;
  private final BenchServer server;
  private final Effort effort;
  private String browserVersion = "";

  ModelBench(Playwright playwright, BenchServer server, Effort effort) {
    this.playwright = playwright;
    this.server = server;
    this.effort = effort;
  }

  ModelResult measure(BenchModel model, List<Column> columns) {
    model.serve(server);
    ModelResult result = new ModelResult(model, columns);
    result.getColumns().forEach(column -> serve(model, column));
    for (int browser = 0; browser < effort.browsers(); browser++) {
      try (BenchPage page = BenchPage.open(playwright, server)) {
        browserVersion = page.browserVersion();
        page.setInputs(model.inputPaths());
        List<ColumnResult> ready = prepare(page, model, result);
        measureInTurns(page, ready);
      }
    }
    return result;
  }

  /** Converts the model to what a runtime reads. */
  private void serve(BenchModel model, ColumnResult column) {
    ModelFormat format = column.column().format();
    try {
      server.bytes(format.path(), format.convert(model.bytes()));
    } catch (CannotConvertException missing) {
      column.exclude("not converted: " + missing.getMessage());
    }
  }

  /** Of the last browser that was started; empty before. */
  String browserVersion() {
    return browserVersion;
  }

  /** Loads, compares and warms up; gives the runtimes that are fit to be measured. */
  private static List<ColumnResult> prepare(BenchPage page, BenchModel model, ModelResult result) {
    List<ColumnResult> ready = new ArrayList<>();
    for (ColumnResult column : result.getColumns()) {
      if (!column.getExcluded().isEmpty()) {
        continue;
      }
      try {
        page.load(column.column());
        column.setError(
            page.compare(column.column(), model.expectedPaths()).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0));
        if (column.getError() > TOLERANCE) {
          column.exclude("wrong result");
          continue;
        }
        ready.add(column);
      } catch (PlaywrightException failure) {
        column.exclude("fails: " + firstLine(failure.getMessage()));
      }
    }
    for (ColumnResult column : ready) {
      column.setWarmUpRuns(
          page.warm(column.column(), LEAST_WARM_UP_RUNS, MOST_WARM_UP_MILLISECONDS));
    }
    return ready;
  }

  private void measureInTurns(BenchPage page, List<ColumnResult> ready) {
    if (ready.isEmpty()) {
      return;
    }
    page.startClock(ready.get(0).column());
    for (int round = 0; round < effort.rounds(); round++) {
      for (ColumnResult column : Rotation.order(ready, round)) {
        column.add(page.slice(column.column(), effort.sliceMilliseconds()));
      }
    }
  }

  static String firstLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("Error {"))
        .findFirst()
        .orElse("no message")
        .replaceFirst("^message='", "");
  }
}
