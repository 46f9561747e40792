package dev.gossamer.plan;

/**
 * Switches of the planner, mainly for tests and benchmarks that pin one choice.
 *
 * @param sparse false runs every convolution as if it were dense
 */
public record PlanOptions(boolean sparse) {
  public static final PlanOptions DEFAULT = new PlanOptions(true);
}
