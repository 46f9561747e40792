package dev.gossamer.bench;

import java.util.List;

/**
 * Everything that {@code bench peers} found out.
 *
 * @param command how it was called
 * @param date ISO 8601
 * @param before the machine when it began
 * @param after and when it ended
 * @param skipped models that were asked for and could not be had, with the reason
 */
record PeersReport(
    String command,
    String date,
    String browser,
    Machine before,
    Machine after,
    ModelBench.Effort effort,
    List<ModelResult> models,
    List<String> skipped,
    List<ColdStarts.Result> coldStarts,
    List<ColdStarts.Download> downloads) {

  /** Titles of all columns that occur, in order. */
  List<Column> columns() {
    return models.stream()
        .flatMap(model -> model.getColumns().stream())
        .map(ColumnResult::column)
        .distinct()
        .toList();
  }
}
