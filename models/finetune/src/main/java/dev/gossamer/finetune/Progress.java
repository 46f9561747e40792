package dev.gossamer.finetune;

import dev.gossamer.models.report.LinePlot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Shows how a training goes: a line on the terminal, a table and plots beside the model. */
final class Progress {
  private static final int BAR = 24;
  private static final String HEAD = "step,minutes,loss,quality,learning_rate,sparsity";

  /** Means of this many steps make a point of the plots. */
  private static final int POINT = 20;

  /**
   * @param sparsity of all 1x1 convolutions, 0..1
   */
  private record Point(
      int step, double minutes, double loss, double quality, double rate, double sparsity) {}

  private final PrintWriter out;
  private final boolean isTerminal;
  private final Settings settings;
  private final String qualityName;
  private final DoubleSupplier sparsity;
  private final List<Point> points = new ArrayList<>();
  private double lossSum;
  private double qualitySum;
  private int count;

  /** Of the steps since the last whole point. */
  private Point last;

  /**
   * @param sparsity of all 1x1 convolutions at the time, 0..1; asked at each point of the plots
   */
  Progress(
      PrintWriter out,
      boolean isTerminal,
      Settings settings,
      String qualityName,
      DoubleSupplier sparsity) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.settings = settings;
    this.qualityName = qualityName;
    this.sparsity = sparsity;
  }

  /**
   * Goes on with the table of a training that was stopped.
   *
   * @param table as {@link #write} left it; nothing happens if there is none
   * @param steps done: what is behind them was not kept and is left out
   * @throws IOException if it cannot be read or is no such table
   */
  void resume(Path table, int steps) throws IOException {
    List<String> lines = Files.exists(table) ? Files.readAllLines(table) : List.of(HEAD);
    try {
      for (String line : lines.subList(1, lines.size())) {
        double[] row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        if (row[0] <= steps) {
          points.add(new Point((int) row[0], row[1], row[2], row[3], row[4], row[5]));
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw new IOException(table + " is not a table of gossamer finetune: remove it", wrong);
    }
  }

  void stepped(int step, long nanos, float loss, float quality, float rate) {
    lossSum += loss;
    qualitySum += quality;
    count++;
    last = new Point(step, nanos / 60e9, lossSum / count, qualitySum / count, rate, Double.NaN);
    if (count < POINT) {
      return;
    }
    points.add(measured(last));
    lossSum = 0;
    qualitySum = 0;
    count = 0;
    show(points.get(points.size() - 1), nanos);
  }

  /** Counting zeros reads every weight, so only points do. */
  private Point measured(Point p) {
    return new Point(p.step, p.minutes, p.loss, p.quality, p.rate, sparsity.getAsDouble());
  }

  private void show(Point point, long nanos) {
    double done =
        Math.min(
            1, Math.max((double) point.step / settings.steps(), (double) nanos / settings.nanos()));
    int filled = (int) Math.round(done * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %3.0f %%  step %d  %.1f min  loss %.4f  quality %.4f  rate %.2g",
            "#".repeat(filled),
            ".".repeat(BAR - filled),
            100 * done,
            point.step,
            point.minutes,
            point.loss,
            point.quality,
            point.rate);
    if (isTerminal) {
      out.print('\r' + line);
    } else if (points.size() % 5 == 1) {
      out.println(line);
    }
    out.flush();
  }

  /** Writes the table and the plot; the steps behind the last whole point are a point, too. */
  void write(Path table, Path plot) throws IOException {
    List<Point> all = all();
    StringBuilder csv = new StringBuilder(HEAD).append('\n');
    for (Point p : all) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.3f,%.6f,%.6f,%.3g,%.4f%n",
              p.step,
              p.minutes,
              p.loss,
              p.quality,
              p.rate,
              p.sparsity));
    }
    Files.writeString(table, csv);
    double[] steps = all.stream().mapToDouble(Point::step).toArray();
    LinePlot lines =
        new LinePlot("Fine-tuning", "step", "mean of " + POINT + " steps")
            .line("loss", steps, all.stream().mapToDouble(Point::loss).toArray())
            .line(qualityName, steps, all.stream().mapToDouble(Point::quality).toArray());
    Files.writeString(plot, lines.svg());
  }

  /** A plot of the share of zeros over the steps, for trainings that change it. */
  String sparsityPlot() {
    List<Point> all = all();
    double[] steps = all.stream().mapToDouble(Point::step).toArray();
    double[] zeros = all.stream().mapToDouble(point -> 100 * point.sparsity).toArray();
    return new LinePlot("Zeros in 1x1 convolutions", "step", "zeros in %")
        .line("zeros", steps, zeros)
        .svg();
  }

  private List<Point> all() {
    List<Point> all = new ArrayList<>(points);
    if (count > 0) {
      all.add(measured(last));
    }
    return all;
  }
}
