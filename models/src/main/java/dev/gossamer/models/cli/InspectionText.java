package dev.gossamer.models.cli;

import static dev.gossamer.models.cli.Quantities.count;
import static dev.gossamer.models.cli.Quantities.millions;
import static dev.gossamer.models.cli.Quantities.percent;
import static dev.gossamer.models.cli.Quantities.share;

import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.graph.LayerStatistics.Kind;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.models.cli.Inspection.Layer;
import dev.gossamer.models.cli.TextTable.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An inspection for people: a header, a line per layer, and totals. */
final class InspectionText {
  private final Inspection inspection;
  private final Terminal terminal;

  InspectionText(Inspection inspection, Terminal terminal) {
    this.inspection = inspection;
    this.terminal = terminal;
  }

  void print(PrintWriter out) {
    header(out);
    out.println();
    layers().lines(terminal).forEach(out::println);
    out.println();
    totals(out);
  }

  private void header(PrintWriter out) {
    ModelArgument model = inspection.model();
    out.println(terminal.bold(model.name()) + "  " + Quantities.bytes(model.bytes().length));
    inspection.graph().inputs().forEach(value -> out.println("  input   " + describe(value)));
    inspection.graph().outputs().forEach(value -> out.println("  output  " + describe(value)));
  }

  private static String describe(Value value) {
    return value.name() + "  " + value.type().name().toLowerCase(Locale.ROOT) + " " + value.shape();
  }

  private TextTable layers() {
    TextTable table =
        new TextTable(
            Column.right("#"),
            Column.left("name").elastic().optional(),
            Column.left("operator"),
            Column.left("input -> output"),
            Column.left("window"),
            Column.right("weights"),
            Column.right("density"),
            Column.right("MMAC"),
            Column.right("non-zero"));
    for (Layer layer : inspection.layers()) {
      LayerStatistics statistics = layer.statistics();
      boolean multiplies = statistics.kind() != Kind.NONE;
      table.row(
          String.valueOf(layer.index()),
          firstPart(statistics.node()),
          statistics.op(),
          shapes(statistics),
          Window.of(layer.node()).map(Window::toString).orElse(""),
          statistics.weights() == 0 ? "" : count(statistics.weights()),
          multiplies ? percent(statistics.density()) : "",
          multiplies ? millions(statistics.macs()) : "",
          multiplies ? millions(statistics.macsOnNonZeros()) : "");
    }
    return table;
  }

  /** TFLite joins the names of what it fused with semicolons; the first is the layer's own. */
  private static String firstPart(String name) {
    int end = name.indexOf(';');
    return end < 0 ? name : name.substring(0, end);
  }

  /** The first input stands for all where there are several. */
  private static String shapes(LayerStatistics statistics) {
    List<Shape> inputs = statistics.inputs();
    String more = inputs.size() > 1 ? " (of " + inputs.size() + ")" : "";
    return (inputs.isEmpty() ? "" : Quantities.shape(inputs.get(0)) + more + " -> ")
        + statistics.outputs().stream().map(Quantities::shape).collect(Collectors.joining(", "));
  }

  private void totals(PrintWriter out) {
    GraphStatistics all = inspection.statistics();
    long macs = all.macs();
    out.println(
        "operators  "
            + inspection.operators().stream()
                .map(operator -> operator.count() + " " + operator.op())
                .collect(Collectors.joining(", ")));
    out.println(
        "weights    "
            + count(all.weights())
            + ", "
            + percent(share(all.zeros(), all.weights()))
            + " of them zero");
    out.println(
        "MACs       "
            + millions(macs)
            + " M dense, "
            + millions(all.macsOnNonZeros())
            + " M on non-zeros ("
            + percent(share(all.macsOnNonZeros(), macs))
            + ")");
    out.println(
        "share      1x1 "
            + percent(all.share(Kind.POINTWISE))
            + ", depthwise "
            + percent(all.share(Kind.DEPTHWISE))
            + ", other "
            + percent(all.share(Kind.OTHER)));
    out.println("file       " + count(inspection.model().bytes().length) + " bytes");
  }
}
