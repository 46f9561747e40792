package dev.gossamer.models.ablation;

import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.report.LinePlot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Results as a table and a plot. */
public final class AblationReport {
  private AblationReport() {}

  /**
   * Markdown, a row per result, in order.
   *
   * @param label of the quality
   * @param share whether quality is an overlap, 0..1, and needs more digits
   */
  public static String markdown(List<Result> results, String label, boolean share) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| sparsity | pattern | method | " + label + " | agreement | predicted ms | .goss KB |\n");
    table.append("|--:|---|---|--:|--:|--:|--:|\n");
    for (Result result : results) {
      boolean dense = result.way().sparsity() == 0;
      table.append(
          String.format(
              Locale.ROOT,
              "| %.0f %% | %s | %s | %s | %s | %.2f | %d |\n",
              100 * result.way().sparsity(),
              dense ? "" : result.way().pattern().label(),
              dense ? "dense" : result.way().method().label(),
              String.format(Locale.ROOT, share ? "%.3f" : "%.1f", result.quality()),
              String.format(Locale.ROOT, "%.1f %%", 100 * result.agreement()),
              result.milliseconds(),
              Math.round(result.bytes() / 1000.0)));
    }
    return table.toString();
  }

  /** Quality over predicted time: a line per pattern, of one method. */
  public static String plot(List<Result> results, Method method, String label) {
    LinePlot plot = new LinePlot(method.label(), "predicted ms", label);
    Set<Pattern> patterns = new LinkedHashSet<>();
    results.forEach(result -> patterns.add(result.way().pattern()));
    for (Pattern pattern : patterns) {
      List<Result> line =
          results.stream()
              .filter(
                  result ->
                      result.way().sparsity() == 0
                          || result.way().method() == method
                              && result.way().pattern().equals(pattern))
              .toList();
      if (line.size() > 1) {
        plot.line(
            pattern.label(),
            line.stream().mapToDouble(Result::milliseconds).toArray(),
            line.stream().mapToDouble(Result::quality).toArray());
      }
    }
    return plot.svg();
  }
}
