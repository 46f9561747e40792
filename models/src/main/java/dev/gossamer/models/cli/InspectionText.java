package dev.gossamer.models.cli;

import static dev.gossamer.models.cli.Quantities.count;
import static dev.gossamer.models.cli.Quantities.millions;
import static dev.gossamer.models.cli.Quantities.percent;
import static dev.gossamer.models.cli.Quantities.share;

import dev.gossamer.format.GossFile;
import dev.gossamer.format.GossInfo;
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
import java.util.Map;
import java.util.TreeMap;
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
    inspection.goss().ifPresent(goss -> origin(goss, out));
  }

  private static void origin(GossFile goss, PrintWriter out) {
    GossInfo info = goss.info();
    String by = info.producer().isEmpty() ? "" : ", written by " + info.producer();
    out.println("  format  .goss " + goss.majorVersion() + "." + goss.minorVersion() + by);
    if (!info.inputRanges().isEmpty()) {
      out.println("  range   " + join(info.inputRanges()));
    }
    if (!info.sourceSha256().isEmpty()) {
      out.println("  source  sha256 " + info.sourceSha256());
    }
    if (!info.recipe().isEmpty()) {
      out.println("  recipe  " + info.recipe());
    }
  }

  private static String join(List<GossInfo.InputRange> ranges) {
    return ranges.stream().map(String::valueOf).collect(Collectors.joining(", "));
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
          Quantities.layer(statistics.node()),
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

  /** The first input stands for all where there are several. */
  private static String shapes(LayerStatistics statistics) {
    List<Shape> inputs = statistics.inputs();
    String more = inputs.size() > 1 ? " (of " + inputs.size() + ")" : "";
    return (inputs.isEmpty() ? "" : Quantities.shape(inputs.get(0)) + more + " -> ")
        + statistics.outputs().stream().map(Quantities::shape).collect(Collectors.joining(", "));
  }

  /** How many constants, and how many of their bytes, each storage has. */
  private static String storages(GossFile goss) {
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (GossFile.SectionInfo section : goss.sections()) {
      bytes.merge(section.storage(), (long) section.bytes(), Long::sum);
      counts.merge(section.storage(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                entry.getValue()
                    + " "
                    + entry.getKey()
                    + " ("
                    + Quantities.bytes(bytes.get(entry.getKey()))
                    + ")")
        .collect(Collectors.joining("; "));
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
    inspection.goss().ifPresent(goss -> out.println("stored     " + storages(goss)));
    out.println("file       " + count(inspection.model().bytes().length) + " bytes");
  }
}
