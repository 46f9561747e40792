package dev.gossamer.testing;

/** Compares results with expected ones; plain Java, so that it also runs in a browser. */
public final class Agreement {
  private Agreement() {}

  /**
   * The tolerance of the known answers of real models: 2e-5 of the largest expected magnitude, plus
   * 1e-6. A float32 sum of n terms errs by at most n * 6e-8 of the sum of magnitudes; the sums here
   * have at most a few hundred terms.
   */
  public static double tolerance(double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    return 2e-5 * largest + 1e-6;
  }

  /**
   * Where and how much the first disagreement is, or null if every element is within the tolerance.
   */
  public static String difference(float[] actual, double[] expected, double tolerance) {
    if (actual.length != expected.length) {
      return "expected " + expected.length + " elements, got " + actual.length;
    }
    for (int i = 0; i < actual.length; i++) {
      boolean agrees = Math.abs(actual[i] - expected[i]) <= tolerance;
      if (!agrees && !(Double.isNaN(expected[i]) && Float.isNaN(actual[i]))) {
        return "element "
            + i
            + ": expected "
            + expected[i]
            + ", got "
            + actual[i]
            + " (tolerance "
            + tolerance
            + ")";
      }
    }
    return null;
  }

  /** Compares all outputs of a run; the message names the output. */
  public static String difference(float[][] actual, double[][] expected) {
    if (actual.length != expected.length) {
      return "expected " + expected.length + " outputs, got " + actual.length;
    }
    for (int i = 0; i < actual.length; i++) {
      String difference = difference(actual[i], expected[i], tolerance(expected[i]));
      if (difference != null) {
        return "output " + i + ", " + difference;
      }
    }
    return null;
  }

  /** The largest absolute difference. */
  public static double largest(float[] actual, double[] expected) {
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }
}
