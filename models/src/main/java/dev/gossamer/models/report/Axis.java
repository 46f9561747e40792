package dev.gossamer.models.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis with ticks at round numbers: 1, 2 or 5 times a power of ten.
 *
 * @param min where it begins, above 0 if it is logarithmic
 * @param max where it ends, above {@code min}
 * @param ticks numbers to be written along it, ascending, from {@code min} to {@code max}
 */
record Axis(double min, double max, boolean isLogarithmic, List<Double> ticks) {
  private static final int MOST = 7;
  private static final double[] ROUND = {1, 2, 5};

  /** For rounding errors, relative. */
  private static final double SLACK = 1e-9;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** An axis that begins and ends where the numbers do. */
  static Axis linear(double min, double max) {
    return new Axis(min, max, false, multiples(min, max, step(min, max)));
  }

  /** An axis that goes on to the next tick at either end. */
  static Axis rounded(double min, double max) {
    double step = step(min, max);
    double low = Math.floor(min / step + SLACK) * step;
    double high = Math.ceil(max / step - SLACK) * step;
    return new Axis(low, high, false, multiples(low, high, step));
  }

  /** A logarithmic axis; where it spans little, its ticks are as far apart as those of others. */
  static Axis logarithmic(double min, double max) {
    List<Double> ticks = powers(min, max, ROUND);
    if (ticks.size() > MOST) {
      ticks = powers(min, max, new double[] {1});
    }
    return new Axis(min, max, true, ticks.size() < 3 ? multiples(min, max, step(min, max)) : ticks);
  }

  /** The least round step that needs no more than {@link #MOST} ticks. */
  private static double step(double min, double max) {
    double least = (max - min) / (MOST - 1);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : ROUND) {
      if (factor * power >= least * (1 - SLACK)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static List<Double> multiples(double min, double max, double step) {
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(min / step - SLACK); i <= max / step + SLACK; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static List<Double> powers(double min, double max, double[] factors) {
    List<Double> ticks = new ArrayList<>();
    for (double power = Math.floor(Math.log10(min)); Math.pow(10, power) <= max; power++) {
      for (double factor : factors) {
        double tick = factor * Math.pow(10, power);
        if (tick >= min * (1 - SLACK) && tick <= max * (1 + SLACK)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Where a number lies, 0 at the beginning and 1 at the end; not finite if it has no place. */
  double share(double number) {
    return isLogarithmic
        ? Math.log(number / min) / Math.log(max / min)
        : (number - min) / (max - min);
  }

  /** A tick in figures: 0.25, 40, 1.5E-7, 2E+6. */
  static String label(double tick) {
    BigDecimal figures = new BigDecimal(tick, new MathContext(9)).stripTrailingZeros();
    return Math.abs(tick) < 1e6 && Math.abs(tick) >= 1e-6
        ? figures.toPlainString()
        : figures.toString();
  }
}
