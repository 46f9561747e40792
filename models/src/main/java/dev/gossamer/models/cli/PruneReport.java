package dev.gossamer.models.cli;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.models.cli.TextTable.Column;
import dev.gossamer.models.prune.Decision;
import dev.gossamer.models.prune.LatencyEstimate;
import dev.gossamer.models.prune.LayerSummary;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What {@code prune} prints: the plan before, the summary after. */
final class PruneReport {
  private static final String UNKNOWN = "-";

  private final PrintWriter out;
  private final Terminal terminal;

  PruneReport(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Every layer with what is going to happen to it, those that gain most first.
   *
   * @param preview the graph pruned by magnitude, for the prediction
   */
  void plan(PruningPlan plan, Graph preview) {
    Optional<LatencyEstimate> before = PruningPlan.predict(plan.graph());
    Optional<LatencyEstimate> after = PruningPlan.predict(preview);
    TextTable table =
        new TextTable(
            Column.left("layer").elastic(),
            Column.right("weights"),
            Column.right("to zero"),
            Column.right("ms"),
            Column.right("gain"),
            Column.left("why").optional());
    List<Decision> decisions =
        plan.decisions().stream()
            .sorted(
                Comparator.comparing(Decision::prune)
                    .thenComparingDouble(decision -> gain(decision.layer(), before, after))
                    .reversed())
            .toList();
    for (Decision decision : decisions) {
      PrunableLayer layer = decision.layer();
      table.row(
          layer.name(),
          Quantities.count(layer.statistics().weights()),
          decision.prune() ? Quantities.percent(plan.sparsity(layer)) : "",
          before.map(estimate -> milliseconds(estimate.of(layer.name()))).orElse(UNKNOWN),
          decision.prune() && before.isPresent() && after.isPresent()
              ? milliseconds(gain(layer, before, after))
              : "",
          decision.reason());
    }
    out.println(
        terminal.bold(
            "Plan: "
                + plan.layers().size()
                + " of "
                + decisions.size()
                + " layers, "
                + plan.pattern().label()));
    table.lines(terminal).forEach(out::println);
    total("would go", before, after);
  }

  /**
   * What files would take.
   *
   * @param before bytes of the model's file
   * @param after bytes by the ending of the file
   */
  void sizes(int before, Map<String, Integer> after) {
    String files =
        after.entrySet().stream()
            .map(one -> Quantities.bytes(one.getValue()) + " as " + one.getKey())
            .collect(Collectors.joining(", "));
    out.println("file       " + Quantities.bytes(before) + " would go to " + files);
    out.println();
  }

  /** Why layers are not pruned: each reason with how many there are, the most frequent first. */
  static String reasons(PruningPlan plan) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Decision decision : plan.spared()) {
      // Behind the colon are the layer's own numbers.
      counts.merge(decision.reason().split(":", 2)[0], 1L, Long::sum);
    }
    return counts.isEmpty()
        ? "it has no float weights"
        : counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(one -> one.getKey() + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", "));
  }

  /** Every layer that was pruned, in execution order, then the totals. */
  void summary(PruningPlan plan, Graph pruned, List<LayerSummary> layers) {
    TextTable table =
        new TextTable(
            Column.left("layer").elastic(),
            Column.right("weights"),
            Column.right("zeros"),
            Column.right("density"),
            Column.right("ms before"),
            Column.right("after"));
    List<String> names = plan.layers().stream().map(PrunableLayer::name).toList();
    for (LayerSummary layer : layers) {
      if (names.contains(layer.name())) {
        table.row(
            layer.name(),
            Quantities.count(layer.weights()),
            Quantities.count(layer.zeros()),
            Quantities.percent(layer.density()),
            milliseconds(layer.millisecondsBefore()),
            milliseconds(layer.millisecondsAfter()));
      }
    }
    table.lines(terminal).forEach(out::println);
    totals(plan.graph(), pruned);
  }

  /** Of all layers. Training fuses some and gives them other names, but keeps what is counted. */
  void totals(Graph dense, Graph pruned) {
    GraphStatistics before = GraphStatistics.of(dense);
    GraphStatistics after = GraphStatistics.of(pruned);
    out.println();
    out.println(
        "weights    "
            + Quantities.count(after.weights())
            + ", zeros "
            + Quantities.percent(Quantities.share(before.zeros(), before.weights()))
            + " before, "
            + Quantities.percent(Quantities.share(after.zeros(), after.weights()))
            + " now");
    out.println(
        "MACs       "
            + Quantities.millions(before.macsOnNonZeros())
            + " M on non-zeros before, "
            + Quantities.millions(after.macsOnNonZeros())
            + " M now");
    total("went", PruningPlan.predict(dense), PruningPlan.predict(pruned));
  }

  /** Bytes of the file. */
  void file(int before, int now, Path output) {
    out.println(
        "file       "
            + Quantities.bytes(before)
            + " before, "
            + Quantities.bytes(now)
            + " now: "
            + output);
  }

  private void total(
      String verb, Optional<LatencyEstimate> before, Optional<LatencyEstimate> after) {
    if (before.isPresent() && after.isPresent()) {
      out.println(
          "predicted  "
              + milliseconds(before.get().total())
              + " ms "
              + verb
              + " to "
              + milliseconds(after.get().total())
              + " ms (one thread, one idle core of 3 GHz)");
    } else {
      out.println("predicted  nothing: the compiler lacks an operator, the model is interpreted");
    }
  }

  private static double gain(
      PrunableLayer layer, Optional<LatencyEstimate> before, Optional<LatencyEstimate> after) {
    return before.isEmpty() || after.isEmpty()
        ? 0
        : before.get().of(layer.name()) - after.get().of(layer.name());
  }

  private static String milliseconds(OptionalDouble milliseconds) {
    return milliseconds.isPresent() ? milliseconds(milliseconds.getAsDouble()) : UNKNOWN;
  }

  private static String milliseconds(double milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds);
  }
}
