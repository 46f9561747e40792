package dev.gossamer.models.ablation;

import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.evaluate.Comparison;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.report.LinePlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Results as a table and as plots. */
public final class AblationReport {

  /** What results are plotted over. */
  public enum Axis {
    SPARSITY("sparsity of the pruned layers, %", result -> 100 * result.way().sparsity()),
    TIME("predicted ms", Result::milliseconds);

    private final String label;
    private final ToDoubleFunction<Result> value;

    Axis(String label, ToDoubleFunction<Result> value) {
      this.label = label;
      this.value = value;
    }
  }

  private AblationReport() {}

  /**
   * Markdown, a row per result, in order: the mean of each set, of all what one of twenty is worse
   * than and how often yes-or-no questions are answered alike.
   *
   * @param isDistance whether lower is better; else quality is an overlap, 0..1, of more digits
   */
  public static String markdown(List<Result> results, boolean isDistance) {
    StringBuilder table = new StringBuilder("| sparsity | pattern | method |");
    StringBuilder rule = new StringBuilder("|--:|---|---|");
    if (!results.isEmpty()) {
      for (Quality quality : results.get(0).qualities()) {
        table.append(' ').append(quality.set()).append(" |");
        rule.append("--:|");
      }
    }
    table.append(isDistance ? " 95 % below |" : " 5 % below |");
    table.append(" agree | predicted ms | .goss KB |\n");
    table.append(rule).append("--:|--:|--:|--:|\n");
    String number = isDistance ? " %.1f |" : " %.3f |";
    for (Result result : results) {
      boolean dense = result.way().sparsity() == 0;
      table.append(
          format(
              "| %.0f %% | %s | %s |",
              100 * result.way().sparsity(),
              dense ? "" : result.way().pattern().label(),
              dense ? "dense" : result.way().method().label()));
      result.qualities().forEach(quality -> table.append(format(number, quality.mean())));
      table.append(format(number, result.overall().worst()));
      table.append(
          format(
              " %.1f %% | %.2f | %d |\n",
              100 * result.overall().agreement(),
              result.milliseconds(),
              Math.round(result.bytes() / 1000.0)));
    }
    return table.toString();
  }

  /**
   * Markdown, the means of all sets: a row per pattern and method, a column per sparsity.
   *
   * @param isDistance as for {@link #markdown}
   */
  public static String matrix(List<Result> results, boolean isDistance) {
    Set<Double> columns = new TreeSet<>();
    Map<String, Map<Double, Double>> rows = new LinkedHashMap<>();
    List<Result> sorted = new ArrayList<>(results);
    List<Pattern> patterns = results.stream().map(one -> one.way().pattern()).distinct().toList();
    sorted.sort(Comparator.comparingInt(one -> patterns.indexOf(one.way().pattern())));
    for (Result result : sorted) {
      if (result.way().sparsity() > 0) {
        columns.add(result.way().sparsity());
        rows.computeIfAbsent(
                "| " + result.way().pattern().label() + " | " + result.way().method().label(),
                head -> new TreeMap<>())
            .put(result.way().sparsity(), result.overall().mean());
      }
    }
    StringBuilder table = new StringBuilder("| pattern | method |");
    columns.forEach(column -> table.append(format(" %.0f %% |", 100 * column)));
    table.append("\n|---|---|").append("--:|".repeat(columns.size())).append('\n');
    rows.forEach(
        (head, cells) -> {
          table.append(head).append(" |");
          for (double column : columns) {
            Double mean = cells.get(column);
            table.append(mean == null ? " |" : format(isDistance ? " %.1f |" : " %.3f |", mean));
          }
          table.append('\n');
        });
    return table.toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /**
   * Quality of all sets together: a line per pattern, of one method.
   *
   * @param label of the quality
   * @param logarithmic for distances, which go from 1 to 100 and more; the dense model is left out
   */
  public static String plot(
      List<Result> results, Method method, Axis axis, String label, boolean logarithmic) {
    LinePlot plot = new LinePlot(method.label(), axis.label, label);
    if (logarithmic) {
      plot.logarithmic();
    }
    Set<Pattern> patterns = new LinkedHashSet<>();
    results.forEach(result -> patterns.add(result.way().pattern()));
    for (Pattern pattern : patterns) {
      addLine(plot, pattern.label(), results, method, pattern, axis);
    }
    return plot.svg();
  }

  /** Over sparsity, of one pattern: a line per method. */
  public static String plot(
      List<Result> results, Pattern pattern, String label, boolean logarithmic) {
    LinePlot plot = new LinePlot(pattern.label(), Axis.SPARSITY.label, label);
    if (logarithmic) {
      plot.logarithmic();
    }
    for (Method method : Method.values()) {
      addLine(plot, method.label(), results, method, pattern, Axis.SPARSITY);
    }
    return plot.svg();
  }

  /** METHOD.svg over time, METHOD-sparsity.svg and PATTERN.svg over sparsity. */
  public static void writePlots(List<Result> results, Comparison comparison, Path folder)
      throws IOException {
    String label = comparison.label();
    boolean logarithmic = comparison.isDistance();
    Set<Method> methods = new LinkedHashSet<>();
    Set<Pattern> patterns = new LinkedHashSet<>();
    for (Result result : results) {
      if (result.way().sparsity() > 0) {
        methods.add(result.way().method());
        patterns.add(result.way().pattern());
      }
    }
    for (Method method : methods) {
      String name = method.label().replace(' ', '-');
      Files.writeString(
          folder.resolve(name + ".svg"), plot(results, method, Axis.TIME, label, logarithmic));
      Files.writeString(
          folder.resolve(name + "-sparsity.svg"),
          plot(results, method, Axis.SPARSITY, label, logarithmic));
    }
    for (Pattern pattern : patterns) {
      String name = pattern.label().replace(":", "of").replace("/", "-");
      Files.writeString(folder.resolve(name + ".svg"), plot(results, pattern, label, logarithmic));
    }
  }

  private static void addLine(
      LinePlot plot, String name, List<Result> results, Method method, Pattern pattern, Axis axis) {
    List<Result> line =
        results.stream()
            .filter(
                result ->
                    result.way().sparsity() == 0
                        || result.way().method() == method
                            && result.way().pattern().equals(pattern))
            .toList();
    if (line.stream().anyMatch(result -> result.way().sparsity() > 0)) {
      plot.line(
          name,
          line.stream().mapToDouble(axis.value).toArray(),
          line.stream().mapToDouble(result -> result.overall().mean()).toArray());
    }
  }
}
