package dev.gossamer.models.cli;

import dev.gossamer.graph.Shape;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
final class Quantities {
  private static final double MILLION = 1e6;

  private Quantities() {}

  /** For example {@code 2,696,224}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * Decimal, as registries and browsers show sizes: {@code 512 B}, {@code 229.0 kB}, {@code 5.48
   * MB}.
   */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < MILLION) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return String.format(Locale.ROOT, "%.2f MB", bytes / MILLION);
  }

  /** In millions with two decimals, without the unit: {@code 12.85}. */
  static String millions(long number) {
    return String.format(Locale.ROOT, "%,.2f", number / MILLION);
  }

  /** A share of 0..1 as a percentage with one decimal: {@code 20.0 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** {@code part / whole}, 0 when the whole is 0. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /**
   * {@code 224x224x3}: without the brackets, and without the batch of 1 when there is more to see.
   */
  static String shape(Shape shape) {
    StringBuilder text = new StringBuilder();
    boolean skipBatch = shape.rank() > 1 && shape.dim(0) == 1;
    for (int axis = skipBatch ? 1 : 0; axis < shape.rank(); axis++) {
      text.append(text.isEmpty() ? "" : "x").append(shape.dim(axis));
    }
    return text.isEmpty() ? "scalar" : text.toString();
  }

  /** TFLite joins the names of what it fused with semicolons; the first is the layer's own. */
  static String layer(String name) {
    int end = name.indexOf(';');
    return end < 0 ? name : name.substring(0, end);
  }

  /** Milliseconds with one decimal below 100. */
  static String milliseconds(long nanoseconds) {
    double ms = nanoseconds / MILLION;
    return String.format(Locale.ROOT, ms < 100 ? "%.1f ms" : "%.0f ms", ms);
  }
}
