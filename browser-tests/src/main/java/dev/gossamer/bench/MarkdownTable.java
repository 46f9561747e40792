package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown; the first column is text, the others are numbers. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();
  private final int columns;

  MarkdownTable(List<String> headings) {
    columns = headings.size();
    row(headings);
    text.append("|---|").append("--:|".repeat(columns - 1)).append('\n');
  }

  /**
   * @throws IllegalArgumentException if there is not one cell per column
   */
  MarkdownTable row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException("expected " + columns + " cells, got " + cells.size());
    }
    List<String> escaped = new ArrayList<>();
    for (String cell : cells) {
      escaped.add(cell.replace("|", "\\|").replace('\n', ' '));
    }
    text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
