package dev.gossamer.models.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A plot of lines over a common axis, as an SVG file that needs nothing else.
 *
 * <pre>{@code
 * String svg = new LinePlot("Loss", "step", "loss").line("training", xs, ys).svg();
 * }</pre>
 */
public final class LinePlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int TICKS = 5;

  /** Lines of not more points have a dot at each. */
  private static final int DOTTED = 12;

  /** Told apart by people who do not see all colours (Okabe and Ito, 2008). */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"
  };

  private record Line(String name, double[] x, double[] y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();
  private boolean isLogarithmic;

  public LinePlot(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Adds a line through points; those that are not finite are left out. */
  public LinePlot line(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x for " + y.length + " y");
    }
    lines.add(new Line(name, x.clone(), y.clone()));
    return this;
  }

  /** Lets the vertical axis be logarithmic; what is not above 0 is left out. */
  public LinePlot logarithmic() {
    isLogarithmic = true;
    return this;
  }

  /**
   * The whole file; the vertical axis starts at 0 unless something is below, or it is logarithmic.
   */
  public String svg() {
    double minX = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double minY = isLogarithmic ? Double.POSITIVE_INFINITY : 0;
    double maxY = Double.NEGATIVE_INFINITY;
    List<Line> scaled = lines.stream().map(this::scaled).toList();
    for (Line line : scaled) {
      for (int i = 0; i < line.x.length; i++) {
        if (Double.isFinite(line.x[i]) && Double.isFinite(line.y[i])) {
          minX = Math.min(minX, line.x[i]);
          maxX = Math.max(maxX, line.x[i]);
          minY = Math.min(minY, line.y[i]);
          maxY = Math.max(maxY, line.y[i]);
        }
      }
    }
    if (!(maxX > minX)) {
      minX = Double.isFinite(minX) ? minX - 0.5 : 0;
      maxX = minX + 1;
    }
    if (!(maxY > minY)) {
      minY = Double.isFinite(minY) ? minY : 0;
      maxY = minY + 1;
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    text(svg, WIDTH / 2.0, 22, "middle", title);
    text(svg, WIDTH / 2.0, HEIGHT - 12, "middle", xLabel);
    svg.append("<g transform=\"translate(16 ").append(HEIGHT / 2).append(") rotate(-90)\">");
    text(svg, 0, 0, "middle", yLabel);
    svg.append("</g>\n");
    grid(svg, minX, maxX, minY, maxY);
    int legend = rises(scaled) ? LEFT + 12 : WIDTH - RIGHT - 150;
    for (int i = 0; i < scaled.size(); i++) {
      draw(svg, scaled.get(i), COLOURS[i % COLOURS.length], minX, maxX, minY, maxY);
      legend(svg, scaled.get(i).name, COLOURS[i % COLOURS.length], legend, TOP + 8 + 16 * i);
    }
    return svg.append("</svg>\n").toString();
  }

  private Line scaled(Line line) {
    return isLogarithmic
        ? new Line(line.name, line.x, Arrays.stream(line.y).map(Math::log10).toArray())
        : line;
  }

  /** Whether lines go up on the whole: then there is room in the left corner. */
  private static boolean rises(List<Line> lines) {
    double sum = 0;
    for (Line line : lines) {
      int last = line.x.length - 1;
      for (int i = 1; i <= last; i++) {
        double step = (line.y[i] - line.y[i - 1]) * Math.signum(line.x[i] - line.x[i - 1]);
        sum += Double.isFinite(step) ? step : 0;
      }
    }
    return sum > 0;
  }

  private void grid(StringBuilder svg, double minX, double maxX, double minY, double maxY) {
    for (int i = 0; i <= TICKS; i++) {
      double x = minX + (maxX - minX) * i / TICKS;
      double y = minY + (maxY - minY) * i / TICKS;
      double px = px(x, minX, maxX);
      double py = py(y, minY, maxY);
      svg.append(
          String.format(
              Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>%n", LEFT, py, WIDTH - RIGHT));
      text(
          svg,
          LEFT - 6,
          py + 4,
          "end",
          String.format(Locale.ROOT, "%.3g", isLogarithmic ? Math.pow(10, y) : y));
      text(svg, px, HEIGHT - BOTTOM + 16, "middle", String.format(Locale.ROOT, "%.4g", x));
    }
  }

  private static void draw(
      StringBuilder svg,
      Line line,
      String colour,
      double minX,
      double maxX,
      double minY,
      double maxY) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < line.x.length; i++) {
      if (Double.isFinite(line.x[i]) && Double.isFinite(line.y[i])) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(
                String.format(
                    Locale.ROOT,
                    "%.1f %.1f",
                    px(line.x[i], minX, maxX),
                    py(line.y[i], minY, maxY)));
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
                px(line.x[i], minX, maxX),
                py(line.y[i], minY, maxY),
                colour));
      }
    }
    svg.append("<path d=\"")
        .append(path)
        .append("\" fill=\"none\" stroke-width=\"1.5\" stroke=\"")
        .append(colour)
        .append("\"/>\n");
    if (line.x.length <= DOTTED) {
      svg.append(dots).append('\n');
    }
  }

  private static void legend(StringBuilder svg, String name, String colour, int x, int y) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>",
            x,
            y - 6,
            colour));
    text(svg, x + 18, y, "start", name);
  }

  private static double px(double x, double min, double max) {
    return LEFT + (x - min) / (max - min) * (WIDTH - LEFT - RIGHT);
  }

  private static double py(double y, double min, double max) {
    return HEIGHT - BOTTOM - (y - min) / (max - min) * (HEIGHT - TOP - BOTTOM);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
