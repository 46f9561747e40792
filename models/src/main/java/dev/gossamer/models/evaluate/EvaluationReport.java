package dev.gossamer.models.evaluate;

import dev.gossamer.models.report.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores for people: a Markdown table, and a plot of how they are spread. */
public final class EvaluationReport {
  private static final int STEPS = 100;

  private EvaluationReport() {}

  /** A row per set and network. */
  public static String markdown(Network reference, Comparison comparison, List<Scores> scores) {
    StringBuilder text = new StringBuilder();
    text.append("Compared with ").append(reference.name()).append(": ").append(comparison.label());
    text.append(". Closeness to it is not accuracy.\n\n");
    text.append(
        comparison.isDistance()
            ? "| set | model | compared | mean | median | 95 % below | agree |\n"
            : "| set | model | compared | mean | median | 5 % below | agree |\n");
    text.append("|---|---|--:|--:|--:|--:|--:|\n");
    for (Scores score : all(scores)) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %s | %s | %s | %s |%n",
              score.set(),
              score.model(),
              score.values().length,
              number(score.mean()),
              number(score.quantile(0.5)),
              number(score.quantile(comparison.isDistance() ? 0.95 : 0.05)),
              Double.isNaN(score.agreement())
                  ? ""
                  : String.format(Locale.ROOT, "%.1f %%", 100 * score.agreement())));
    }
    return text.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** The scores, and after them those of all sets together if there are several. */
  private static List<Scores> all(List<Scores> scores) {
    List<Scores> result = new ArrayList<>(scores);
    if (scores.stream().map(Scores::set).distinct().count() > 1) {
      byModel(scores).values().forEach(result::add);
    }
    return result;
  }

  private static Map<String, Scores> byModel(List<Scores> scores) {
    Map<String, Scores> byModel = new LinkedHashMap<>();
    for (Scores score : scores) {
      byModel.merge(
          score.model(),
          new Scores(score.model(), "all", score.values(), score.agreements(), score.questions()),
          Scores::and);
    }
    return byModel;
  }

  /** Per network over all sets, the share of crops (across) that stay below a value (up). */
  public static String plot(Comparison comparison, List<Scores> scores) {
    LinePlot plot =
        new LinePlot("Spread over all sets", "share of crops below, %", comparison.label());
    for (Scores score : byModel(scores).values()) {
      double[] share = new double[STEPS];
      double[] value = new double[STEPS];
      for (int i = 0; i < STEPS; i++) {
        // The last hundredth would set the scale of the axis.
        share[i] = 99.0 * i / (STEPS - 1);
        value[i] = score.quantile(share[i] / 100);
      }
      plot.line(score.model(), share, value);
    }
    return plot.svg();
  }
}
