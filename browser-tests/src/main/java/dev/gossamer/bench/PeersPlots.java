package dev.gossamer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The pictures of {@code bench peers}. */
final class PeersPlots {
  private PeersPlots() {}

  /** Writes {@code peers.svg} and, if there are any, {@code peers-mobilenet.svg}. */
  static void write(PeersReport report, Path folder) throws IOException {
    Predicate<ModelResult> generated = model -> MobileNetName.matches(model.getModel());
    write(report, generated.negate(), folder.resolve("peers.svg"));
    write(report, generated, folder.resolve("peers-mobilenet.svg"));
  }

  private static void write(PeersReport report, Predicate<ModelResult> which, Path file)
      throws IOException {
    List<ModelResult> models = report.models().stream().filter(which).toList();
    if (models.isEmpty()) {
      return;
    }
    boolean processor = models.stream().allMatch(ModelResult::hasProcessorTime);
    List<Column> columns =
        report.columns().stream()
            .filter(
                column ->
                    models.stream().anyMatch(model -> model.column(column.name()).isPresent()))
            .toList();
    BarPlot plot =
        new BarPlot(
            "Milliseconds per inference, one thread ("
                + (processor ? "time on the processor" : "wall clock")
                + ", median)",
            columns.stream()
                .map(column -> new BarPlot.Series(column.title(), report.columns().indexOf(column)))
                .toList());
    for (ModelResult model : models) {
      plot.group(
          model.getModel(),
          columns.stream()
              .map(
                  column ->
                      model
                          .column(column.name())
                          .filter(ColumnResult::isMeasured)
                          .map(
                              result ->
                                  processor ? result.getProcessorMedian() : result.getWallMedian())
                          .orElse(Double.NaN))
              .toList());
    }
    Files.writeString(file, plot.svg());
  }
}
