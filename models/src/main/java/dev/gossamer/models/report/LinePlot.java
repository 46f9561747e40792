package dev.gossamer.models.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A plot of lines over a common axis, as an SVG file that needs nothing else.
 *
 * <pre>{@code
 * String svg = new LinePlot("Loss", "step", "loss").line("training", xs, ys).svg();
 * }</pre>
 */
public final class LinePlot {
  private static final int WIDTH = 810;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;

  /** For the legend, which beside the lines covers none. */
  private static final int RIGHT = 230;

  private static final int TOP = 40;
  private static final int BOTTOM = 52;

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
    Axis x = horizontal();
    Axis y = vertical();
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
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    text(svg, middle, 22, "middle", title);
    text(svg, middle, HEIGHT - 12, "middle", xLabel);
    svg.append("<g transform=\"translate(16 ").append(HEIGHT / 2).append(") rotate(-90)\">");
    text(svg, 0, 0, "middle", yLabel);
    svg.append("</g>\n");
    grid(svg, x, y);
    for (int i = 0; i < lines.size(); i++) {
      String colour = COLOURS[i % COLOURS.length];
      draw(svg, lines.get(i), colour, x, y);
      legend(svg, lines.get(i).name, colour, WIDTH - RIGHT + 16, TOP + 8 + 16 * i);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Whether a point of a line has a place. */
  private boolean isShown(Line line, int i) {
    return Double.isFinite(line.x[i])
        && Double.isFinite(line.y[i])
        && (!isLogarithmic || line.y[i] > 0);
  }

  private Axis horizontal() {
    DoubleSummaryStatistics all = statistics(line -> line.x);
    if (all.getCount() == 0) {
      return Axis.linear(0, 1);
    }
    return all.getMax() > all.getMin()
        ? Axis.linear(all.getMin(), all.getMax())
        : Axis.linear(all.getMin() - 0.5, all.getMin() + 0.5);
  }

  private Axis vertical() {
    DoubleSummaryStatistics all = statistics(line -> line.y);
    if (all.getCount() == 0) {
      return Axis.linear(0, 1);
    }
    if (isLogarithmic) {
      return all.getMax() > all.getMin()
          ? Axis.logarithmic(all.getMin(), all.getMax())
          : Axis.logarithmic(all.getMin() / 2, all.getMin() * 2);
    }
    double min = Math.min(0, all.getMin());
    double max = Math.max(0, all.getMax());
    return Axis.rounded(min, max > min ? max : min + 1);
  }

  private DoubleSummaryStatistics statistics(Function<Line, double[]> numbers) {
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        if (isShown(line, i)) {
          all.accept(numbers.apply(line)[i]);
        }
      }
    }
    return all;
  }

  private static void grid(StringBuilder svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      double py = py(tick, y);
      svg.append(
          String.format(
              Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>%n", LEFT, py, WIDTH - RIGHT));
      text(svg, LEFT - 6, py + 4, "end", Axis.label(tick));
    }
    for (double tick : x.ticks()) {
      double px = px(tick, x);
      svg.append(
          String.format(
              Locale.ROOT, "<path d=\"M%.1f %dv4\" stroke=\"#999\"/>%n", px, HEIGHT - BOTTOM));
      text(svg, px, HEIGHT - BOTTOM + 18, "middle", Axis.label(tick));
    }
  }

  private void draw(StringBuilder svg, Line line, String colour, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < line.x.length; i++) {
      if (isShown(line, i)) {
        double px = px(line.x[i], x);
        double py = py(line.y[i], y);
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(String.format(Locale.ROOT, "%.1f %.1f", px, py));
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
                px,
                py,
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

  private static double px(double x, Axis axis) {
    return LEFT + axis.share(x) * (WIDTH - LEFT - RIGHT);
  }

  private static double py(double y, Axis axis) {
    return HEIGHT - BOTTOM - axis.share(y) * (HEIGHT - TOP - BOTTOM);
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
