package dev.gossamer.models.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text in aligned columns. Where the terminal is too narrow, the elastic column is
 * shortened, from the left, where names of layers repeat each other; then optional columns go, the
 * last one first.
 *
 * <pre>{@code
 * TextTable table = new TextTable(Column.left("name").elastic(), Column.right("weights"));
 * table.row("conv2d_1", "1,728");
 * table.lines(terminal).forEach(out::println);
 * }</pre>
 */
final class TextTable {
  private static final String GAP = "  ";
  private static final String ELLIPSIS = "…";

  /** Narrower than this a shortened name tells nothing. */
  private static final int NARROWEST_ELASTIC = 6;

  /** A heading and how the cells below it are set. */
  record Column(String heading, boolean right, boolean isElastic, boolean isOptional) {
    static Column left(String heading) {
      return new Column(heading, false, false, false);
    }

    static Column right(String heading) {
      return new Column(heading, true, false, false);
    }

    Column elastic() {
      return new Column(heading, right, true, isOptional);
    }

    Column optional() {
      return new Column(heading, right, isElastic, true);
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * @throws IllegalArgumentException if there is not one cell per column
   */
  void row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** Heading and rows, one line each, fitted to the terminal's width. */
  List<String> lines(Terminal terminal) {
    int[] widths = widths();
    if (terminal.width().isPresent()) {
      fit(widths, terminal.width().getAsInt());
    }
    List<String> lines = new ArrayList<>();
    lines.add(terminal.bold(line(columns.stream().map(Column::heading).toList(), widths)));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).heading().length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  /** Narrows columns until a line fits or nothing more can go; a width of 0 leaves one out. */
  private void fit(int[] widths, int room) {
    int excess = lineWidth(widths) - room;
    for (int i = 0; i < widths.length && excess > 0; i++) {
      if (columns.get(i).isElastic()) {
        int taken = Math.min(excess, Math.max(0, widths[i] - NARROWEST_ELASTIC));
        widths[i] -= taken;
        excess -= taken;
      }
    }
    int[] natural = widths();
    for (int i = widths.length - 1; i >= 0 && excess > 0; i--) {
      if (columns.get(i).isOptional()) {
        excess -= widths[i] + GAP.length();
        widths[i] = 0;
      }
    }
    // What the last column to go left over is the elastic one's.
    for (int i = 0; i < widths.length && excess < 0; i++) {
      if (columns.get(i).isElastic() && widths[i] > 0) {
        int given = Math.min(-excess, natural[i] - widths[i]);
        widths[i] += given;
        excess += given;
      }
    }
  }

  private static int lineWidth(int[] widths) {
    int total = 0;
    for (int width : widths) {
      total += width == 0 ? 0 : width + GAP.length();
    }
    return total - GAP.length();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      String cell = shorten(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - cell.length());
      line.append(line.isEmpty() ? "" : GAP)
          .append(columns.get(i).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String shorten(String text, int width) {
    return text.length() <= width ? text : ELLIPSIS + text.substring(text.length() - width + 1);
  }
}
