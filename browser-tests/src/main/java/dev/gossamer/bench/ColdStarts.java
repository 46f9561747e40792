package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.gossamer.bench.BenchPage.ColdStart;
import dev.gossamer.bench.PeerPackages.Sizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From nothing to the first result, each time in a fresh browser that has cached nothing. */
final class ColdStarts {
  /** The models of the target: a small sparse one and a large dense one. */
  static final List<String> MODELS =
      List.of("face_detection_full_range_sparse", "hand_landmark_full");

  private final Playwright playwright;
  private final BenchServer server;

  ColdStarts(Playwright playwright, BenchServer server) {
    this.playwright = playwright;
    this.server = server;
  }

  /**
   * @param title of the runtime
   * @param loadMinimum milliseconds until the model is loaded; this and the other numbers are NaN
   *     or 0 where the runtime could not be measured
   * @param minimum milliseconds until the first result
   * @param median milliseconds until the first result
   * @param memoryBytes WebAssembly memories together, after the first result
   * @param excluded why the runtime could not be measured; empty if it was
   */
  record Result(
      String model,
      String name,
      String title,
      double loadMinimum,
      double minimum,
      double median,
      long memoryBytes,
      String excluded) {
    boolean isMeasured() {
      return excluded.isEmpty();
    }
  }

  /**
   * The runtimes take turns. One that fails is not tried again.
   *
   * @param speeds of the same model: what is left out there is not tried at all
   * @return one result per column, the failed ones included
   */
  List<Result> measure(BenchModel model, ModelResult speeds, List<Column> columns, int browsers) {
    model.serve(server);
    Map<Column, String> excluded = new HashMap<>();
    Map<Column, List<ColdStart>> starts = new HashMap<>();
    for (Column column : columns) {
      starts.put(column, new ArrayList<>());
      speeds
          .column(column.name())
          .map(ColumnResult::getExcluded)
          .filter(reason -> !reason.isEmpty())
          .ifPresent(reason -> excluded.put(column, reason));
    }
    for (int i = 0; i < browsers; i++) {
      for (Column column : Rotation.order(columns, i)) {
        if (excluded.containsKey(column)) {
          continue;
        }
        try (BenchPage page = BenchPage.open(playwright, server)) {
          page.setInputs(model.inputPaths());
          starts.get(column).add(page.coldStart(column.withoutWarmUp()));
        } catch (PlaywrightException failure) {
          excluded.put(column, "fails: " + ModelBench.firstLine(failure.getMessage()));
        }
      }
    }
    return columns.stream()
        .map(column -> result(model, column, starts.get(column), excluded.getOrDefault(column, "")))
        .toList();
  }

  private static Result result(
      BenchModel model, Column column, List<ColdStart> starts, String excluded) {
    if (!excluded.isEmpty()) {
      return new Result(
          model.name(),
          column.name(),
          column.title(),
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0,
          excluded);
    }
    List<Double> first = starts.stream().map(ColdStart::firstResultMilliseconds).toList();
    return new Result(
        model.name(),
        column.name(),
        column.title(),
        Statistics.minimum(starts.stream().map(ColdStart::loadMilliseconds).toList()),
        Statistics.minimum(first),
        Statistics.median(first),
        starts.get(0).memories().stream().mapToLong(Long::longValue).sum(),
        "");
  }

  /** What a page fetches to use a runtime, without the model. */
  record Download(String name, String title, Sizes sizes) {}

  static List<Download> downloads(List<Column> columns, PeerPackages packages, Path gossamer) {
    List<Download> downloads = new ArrayList<>();
    for (Column column : columns) {
      List<Path> files =
          column.files().stream()
              .map(
                  path ->
                      path.startsWith("/gossamer/")
                          ? gossamer.resolve(path.substring("/gossamer/".length()))
                          : packages.installed().resolve(path.substring("/packages/".length())))
              .toList();
      downloads.add(new Download(column.name(), column.title(), packages.sizes(files)));
    }
    return downloads;
  }
}
