package dev.gossamer.bench;

import java.util.Arrays;
import java.util.Collection;

/** What the tables need of samples; NaN for none. */
final class Statistics {
  private Statistics() {}

  static double minimum(Collection<Double> samples) {
    return samples.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** The middle sample, or the mean of the two in the middle. */
  static double median(Collection<Double> samples) {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * @throws IllegalArgumentException if a sample is not positive
   */
  static double geometricMean(double... samples) {
    if (samples.length == 0) {
      return Double.NaN;
    }
    for (double sample : samples) {
      if (!(sample > 0)) {
        throw new IllegalArgumentException("expected positive numbers, got " + sample);
      }
    }
    return Math.exp(Arrays.stream(samples).map(Math::log).average().getAsDouble());
  }
}
