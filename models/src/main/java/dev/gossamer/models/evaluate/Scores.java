package dev.gossamer.models.evaluate;

import java.util.Arrays;

/**
 * How a model compares with the reference on a set of pictures.
 *
 * @param model its name
 * @param set the set's name
 * @param values one per picture or finding that was compared; what they are depends on the task
 * @param agreements of yes-or-no questions, such as whether there is a hand
 * @param questions asked
 */
public record Scores(String model, String set, double[] values, int agreements, int questions) {

  /** What was compared here and there, as one set. */
  public Scores and(Scores other) {
    double[] both = Arrays.copyOf(values, values.length + other.values.length);
    System.arraycopy(other.values, 0, both, values.length, other.values.length);
    return new Scores(model, set, both, agreements + other.agreements, questions + other.questions);
  }

  public double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /**
   * @param share 0 to 1; the value that this share of all values does not exceed
   */
  public double quantile(double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
  }

  /** 0 to 1; NaN if nothing was asked. */
  public double agreement() {
    return questions == 0 ? Double.NaN : (double) agreements / questions;
  }
}
