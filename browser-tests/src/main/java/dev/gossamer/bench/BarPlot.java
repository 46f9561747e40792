package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars in groups, as SVG: one group per model, one bar per runtime. */
final class BarPlot {
  private static final List<String> COLOURS =
      List.of("#0b6e4f", "#7fb8a4", "#d1495b", "#edae49", "#30638e", "#8d6a9f", "#6c757d");

  private static final int LABEL_WIDTH = 250;
  private static final int PLOT_WIDTH = 560;
  private static final int VALUE_WIDTH = 60;
  private static final int BAR = 11;
  private static final int GAP = 12;
  private static final int WIDTH = LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH;

  private final String title;
  private final List<Series> series;
  private final List<Group> groups = new ArrayList<>();

  private record Group(String label, List<Double> values) {}

  /**
   * What the bars of one colour are.
   *
   * @param colour a number from 0 on, the same in all plots that are to be compared
   */
  record Series(String name, int colour) {
    String fill() {
      return COLOURS.get(colour % COLOURS.size());
    }
  }

  /**
   * @param title with the unit
   * @param series what each bar of a group is
   */
  BarPlot(String title, List<Series> series) {
    this.title = title;
    this.series = List.copyOf(series);
  }

  /** A plot whose colours go with the order of the names. */
  static BarPlot of(String title, List<String> names) {
    List<Series> series = new ArrayList<>();
    for (String name : names) {
      series.add(new Series(name, series.size()));
    }
    return new BarPlot(title, series);
  }

  /** Adds a group; NaN leaves a bar out. */
  BarPlot group(String label, List<Double> values) {
    if (values.size() != series.size()) {
      throw new IllegalArgumentException(
          "expected " + series.size() + " values, got " + values.size());
    }
    groups.add(new Group(label, List.copyOf(values)));
    return this;
  }

  String svg() {
    StringBuilder body = new StringBuilder();
    int y = 34;
    int x = 8;
    for (Series one : series) {
      if (x > 8 && x + 7 * one.name().length() > WIDTH - 20) {
        x = 8;
        y += 18;
      }
      rectangle(body, x, y, BAR, BAR, one.fill());
      text(body, x + BAR + 5, y + BAR - 1, "start", one.name());
      x += BAR + 24 + 7 * one.name().length();
    }
    y += 30;
    int top = y;
    double scale = PLOT_WIDTH / Math.max(1e-9, largest());
    for (Group group : groups) {
      y += bars(body, group, y, scale) + GAP;
    }
    StringBuilder svg = new StringBuilder();
    int height = y + 22;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" font-family=\"system-ui, sans-serif\""
                + " font-size=\"11\">\n",
            WIDTH,
            height,
            WIDTH,
            height));
    rectangle(svg, 0, 0, WIDTH, height, "#ffffff");
    svg.append("<text x=\"8\" y=\"20\" font-size=\"15\" font-weight=\"600\">")
        .append(escape(title))
        .append("</text>\n");
    grid(svg, top - 6, y, scale);
    return svg.append(body).append("</svg>\n").toString();
  }

  private double largest() {
    return groups.stream()
        .flatMap(group -> group.values().stream())
        .filter(value -> !value.isNaN())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  private int bars(StringBuilder out, Group group, int top, double scale) {
    int y = top;
    for (int i = 0; i < group.values().size(); i++) {
      double value = group.values().get(i);
      if (Double.isNaN(value)) {
        continue;
      }
      int length = (int) Math.max(1, Math.round(value * scale));
      rectangle(out, LABEL_WIDTH, y, length, BAR - 1, series.get(i).fill());
      text(
          out,
          LABEL_WIDTH + length + 4,
          y + BAR - 2,
          "start",
          String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value));
      y += BAR;
    }
    text(out, LABEL_WIDTH - 8, (top + y) / 2 + 4, "end", group.label());
    return y - top;
  }

  private void grid(StringBuilder out, int top, int bottom, double scale) {
    double step = niceStep(largest() / 6);
    for (double value = 0; value * scale <= PLOT_WIDTH + 0.5; value += step) {
      long x = LABEL_WIDTH + Math.round(value * scale);
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>\n",
              x,
              top,
              x,
              bottom));
      String label =
          step < 1
              ? String.format(Locale.ROOT, "%.1f", value)
              : String.format(Locale.ROOT, "%.0f", value);
      text(out, (int) x, bottom + 14, "middle", label);
    }
  }

  /** 1, 2 or 5 times a power of ten, at least {@code least}. */
  static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static void rectangle(
      StringBuilder out, int x, int y, int width, int height, String colour) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
            x,
            y,
            width,
            height,
            colour));
  }

  private static void text(StringBuilder out, int x, int y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
