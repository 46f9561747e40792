package dev.gossamer.models.cli;

import static dev.gossamer.models.cli.Quantities.count;
import static dev.gossamer.models.cli.Quantities.percent;
import static dev.gossamer.models.cli.Quantities.share;

import dev.gossamer.models.cli.TextTable.Column;
import dev.gossamer.models.convert.SizeComparison;
import dev.gossamer.models.convert.StoredTensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** What a conversion did, for people: a line per weight, then the sums. */
final class ConversionReport {
  /** Smaller constants, such as biases and sizes, are summed up in one line. */
  private static final int LEAST_SHOWN_BYTES = 1024;

  private final SizeComparison sizes;
  private final Terminal terminal;

  ConversionReport(SizeComparison sizes, Terminal terminal) {
    this.sizes = sizes;
    this.terminal = terminal;
  }

  void print(PrintWriter out, Path output) {
    weights().lines(terminal).forEach(out::println);
    out.println();
    long before = sizes.constantsBefore();
    long after = sizes.constantsAfter();
    line(out, "constants", before, after);
    line(out, "structure", sizes.before() - before, sizes.after() - after);
    line(out, "file", sizes.before(), sizes.after());
    out.println("written    " + output);
  }

  private static void line(PrintWriter out, String what, long before, long after) {
    out.println(
        what
            + " ".repeat(11 - what.length())
            + count(before)
            + " -> "
            + count(after)
            + " bytes ("
            + percent(share(after, before))
            + ")");
  }

  private TextTable weights() {
    TextTable table =
        new TextTable(
            Column.left("weights").elastic(),
            Column.left("shape").optional(),
            Column.left("type"),
            Column.left("stored"),
            Column.right("before"),
            Column.right("after"),
            Column.right("share"));
    int small = 0;
    long smallBefore = 0;
    long smallAfter = 0;
    for (SizeComparison.Pair pair : sizes.constants()) {
      StoredTensor now = pair.after();
      long before = pair.before().map(StoredTensor::bytes).orElse(0);
      if (Math.max(before, now.bytes()) < LEAST_SHOWN_BYTES) {
        small++;
        smallBefore += before;
        smallAfter += now.bytes();
        continue;
      }
      table.row(
          Quantities.layer(now.name()),
          now.shape(),
          change(pair.before().map(StoredTensor::type), now.type()),
          change(pair.before().map(StoredTensor::storage), now.storage()),
          count(before),
          count(now.bytes()),
          percent(share(now.bytes(), before)));
    }
    table.row(
        "(" + small + " below 1 kB)",
        "",
        "",
        "",
        count(smallBefore),
        count(smallAfter),
        percent(share(smallAfter, smallBefore)));
    return table;
  }

  private static String change(Optional<String> before, String after) {
    return before.filter(text -> !text.equals(after)).map(text -> text + " -> ").orElse("") + after;
  }
}
