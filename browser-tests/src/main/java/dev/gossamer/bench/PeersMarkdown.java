package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The tables of {@code bench peers}, for people. */
final class PeersMarkdown {
  private final PeersReport report;
  private final List<Column> columns;
  private final StringBuilder text = new StringBuilder();

  private PeersMarkdown(PeersReport report) {
    this.report = report;
    this.columns = report.columns();
  }

  static String of(PeersReport report) {
    PeersMarkdown markdown = new PeersMarkdown(report);
    markdown.head();
    markdown.speeds();
    markdown.wallClock();
    markdown.ownDense();
    markdown.errors();
    markdown.coldStarts();
    markdown.downloads();
    return markdown.text.toString();
  }

  /** One model in one line, while it goes on. */
  static String summary(ModelResult model) {
    StringBuilder line = new StringBuilder();
    for (ColumnResult column : model.getColumns()) {
      line.append("  ").append(column.getName()).append(' ');
      if (column.isMeasured()) {
        line.append(number(column.getWallMinimum()))
            .append(" ms least, ")
            .append(number(column.getProcessorMedian()))
            .append(" on the processor;");
      } else {
        line.append(column.getExcluded()).append(';');
      }
    }
    model
        .speedUp(Column.GOSSAMER.name())
        .ifPresent(
            speedUp -> line.append("  ").append(ratio(speedUp.best())).append(" of the fastest"));
    return line.toString();
  }

  private void head() {
    ModelBench.Effort effort = report.effort();
    text.append("# Gossamer beside other runtimes\n\n");
    line("`%s`, %s, %s.", report.command(), report.date(), report.browser());
    line(
        "%s, %d cores, %s; load average %.1f before, %.1f after.",
        report.before().processor(),
        report.before().cores(),
        report.before().system(),
        report.before().load(),
        report.after().load());
    line(
        "One thread, float32, batch 1, copying inputs and outputs included; everything warmed up."
            + " Slices of %d ms in turns (A B C, B C A, …), %d per runtime in each of %d fresh"
            + " browsers. Speed-up is against the fastest"
            + " peer: the median over the slices of the ratio of neighbours.",
        effort.sliceMilliseconds(), effort.rounds(), effort.browsers());
    if (!report.skipped().isEmpty()) {
      line("Left out: %s.", String.join("; ", report.skipped()));
    }
  }

  private void speeds() {
    text.append("\n## Time on the processor\n\n");
    line("Median milliseconds per inference that the page's thread spent on a processor.\n");
    List<String> headings = new ArrayList<>(List.of("model", "MMAC (non-zero)"));
    columns.forEach(column -> headings.add(column.title()));
    headings.addAll(List.of("speed-up", "by wall clock", "by minima"));
    MarkdownTable table = new MarkdownTable(headings);
    for (ModelResult model : report.models()) {
      List<String> cells = new ArrayList<>(List.of(model.getModel(), macs(model)));
      cells.addAll(cells(model, column -> number(column.getProcessorMedian())));
      ModelResult.SpeedUp speedUp = model.getSpeedUp();
      cells.add(speedUp == null ? "" : ratio(speedUp.processor()));
      cells.add(speedUp == null ? "" : ratio(speedUp.wall()));
      cells.add(speedUp == null ? "" : ratio(speedUp.minima()));
      table.row(cells);
    }
    text.append(table).append('\n');
    geometricMean("all models", report.models());
    geometricMean(
        "models of MODELS.md",
        report.models().stream()
            .filter(model -> !MobileNetName.matches(model.getModel()))
            .toList());
    for (ModelResult model : report.models()) {
      model
          .speedUp(Column.ALL_CHANNELS.name())
          .ifPresent(
              speedUp ->
                  line(
                      "%s with dead channels kept: %s (wall clock %s).",
                      model.getModel(), ratio(speedUp.processor()), ratio(speedUp.wall())));
    }
  }

  private void geometricMean(String title, List<ModelResult> models) {
    List<ModelResult.SpeedUp> speedUps =
        models.stream().map(ModelResult::getSpeedUp).filter(one -> one != null).toList();
    if (speedUps.size() < 2) {
      return;
    }
    line(
        "Geometric mean over %d %s: %s; least %s.",
        speedUps.size(),
        title,
        ratio(
            Statistics.geometricMean(
                speedUps.stream().mapToDouble(ModelResult.SpeedUp::best).toArray())),
        ratio(speedUps.stream().mapToDouble(ModelResult.SpeedUp::best).min().getAsDouble()));
  }

  private void wallClock() {
    text.append("\n## Wall clock\n\n");
    line("Milliseconds per inference, median / minimum.\n");
    List<String> headings = new ArrayList<>(List.of("model"));
    columns.forEach(column -> headings.add(column.title()));
    MarkdownTable table = new MarkdownTable(headings);
    for (ModelResult model : report.models()) {
      List<String> cells = new ArrayList<>(List.of(model.getModel()));
      cells.addAll(
          cells(
              model,
              column -> number(column.getWallMedian()) + " / " + number(column.getWallMinimum())));
      table.row(cells);
    }
    text.append(table);
  }

  /** How much sparsity buys against the same network without, in the same run. */
  private void ownDense() {
    List<ModelResult> sparse =
        report.models().stream()
            .filter(model -> MobileNetName.isSparse(model.getModel()))
            .filter(model -> dense(model).isPresent())
            .toList();
    if (sparse.isEmpty()) {
      return;
    }
    text.append("\n## Against the same network without zeros\n\n");
    line(
        "How many times as fast each runtime is as itself on the dense network (median times on"
            + " the processor).\n");
    List<String> headings = new ArrayList<>(List.of("model"));
    columns.forEach(column -> headings.add(column.title()));
    MarkdownTable table = new MarkdownTable(headings);
    for (ModelResult model : sparse) {
      List<String> cells = new ArrayList<>(List.of(model.getModel()));
      cells.addAll(
          cells(
              model,
              column ->
                  dense(model)
                      .flatMap(dense -> dense.column(column.getName()))
                      .filter(ColumnResult::isMeasured)
                      .map(dense -> ratio(time(dense) / time(column)))
                      .orElse("")));
      table.row(cells);
    }
    text.append(table);
  }

  private Optional<ModelResult> dense(ModelResult sparse) {
    String name = MobileNetName.dense(sparse.getModel());
    return report.models().stream().filter(model -> model.getModel().equals(name)).findFirst();
  }

  private static double time(ColumnResult column) {
    double processor = column.getProcessorMedian();
    return Double.isNaN(processor) ? column.getWallMedian() : processor;
  }

  private void errors() {
    text.append("\n## Results\n\n");
    line(
        "Largest difference from the interpreter, over the largest magnitude of the output (at"
            + " least 0.001); above"
            + " %s a runtime is left out.\n",
        ModelBench.TOLERANCE);
    List<String> headings = new ArrayList<>(List.of("model"));
    columns.forEach(column -> headings.add(column.title()));
    MarkdownTable table = new MarkdownTable(headings);
    for (ModelResult model : report.models()) {
      List<String> cells = new ArrayList<>(List.of(model.getModel()));
      for (Column column : columns) {
        cells.add(
            model
                .column(column.name())
                .map(
                    result ->
                        !result.getExcluded().isEmpty()
                                && !result.getExcluded().equals("wrong result")
                            ? result.getExcluded()
                            : String.format(Locale.ROOT, "%.0e", result.getError())
                                + (result.isMeasured() ? "" : " left out"))
                .orElse(""));
      }
      table.row(cells);
    }
    text.append(table);
  }

  private void coldStarts() {
    if (report.coldStarts().isEmpty()) {
      return;
    }
    text.append("\n## From nothing to the first result\n\n");
    line("Fresh browser, nothing cached, files from this machine, no warming up; milliseconds.\n");
    MarkdownTable table =
        new MarkdownTable(
            List.of("model, runtime", "minimum", "median", "loaded (minimum)", "Wasm memory MB"));
    for (ColdStarts.Result start : report.coldStarts()) {
      if (!start.isMeasured()) {
        table.row(List.of(start.model() + ", " + start.title(), start.excluded(), "—", "—", "—"));
        continue;
      }
      table.row(
          List.of(
              start.model() + ", " + start.title(),
              String.format(Locale.ROOT, "%.0f", start.minimum()),
              String.format(Locale.ROOT, "%.0f", start.median()),
              String.format(Locale.ROOT, "%.0f", start.loadMinimum()),
              megabytes(start.memoryBytes())));
    }
    text.append(table);
  }

  private void downloads() {
    if (report.downloads().isEmpty()) {
      return;
    }
    text.append("\n## What a page fetches, without the model (MB)\n\n");
    MarkdownTable table = new MarkdownTable(List.of("runtime", "raw", "gzip", "brotli"));
    for (ColdStarts.Download download : report.downloads()) {
      table.row(
          List.of(
              download.title(),
              megabytes(download.sizes().raw()),
              megabytes(download.sizes().gzip()),
              megabytes(download.sizes().brotli())));
    }
    text.append(table);
  }

  private List<String> cells(ModelResult model, Function<ColumnResult, String> cell) {
    return columns.stream()
        .map(
            column ->
                model
                    .column(column.name())
                    .map(result -> result.isMeasured() ? cell.apply(result) : "—")
                    .orElse(""))
        .toList();
  }

  private static String macs(ModelResult model) {
    return String.format(
        Locale.ROOT, "%.0f (%.0f)", model.getMacs() / 1e6, model.getMacsOnNonZeros() / 1e6);
  }

  static String number(double milliseconds) {
    return Double.isNaN(milliseconds) ? "?" : String.format(Locale.ROOT, "%.2f", milliseconds);
  }

  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "?" : String.format(Locale.ROOT, "%.2fx", ratio);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / 1e6);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
