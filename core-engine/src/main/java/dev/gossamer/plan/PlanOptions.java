package dev.gossamer.plan;

/**
 * Switches of the planner, mainly for tests and benchmarks that pin one choice.
 *
 * @param sparse false runs every convolution as if it were dense
 * @param partMacs steps are cut into parts of at least so many multiply-adds, which several threads
 *     can share; 0 for one thread
 */
public record PlanOptions(boolean sparse, int partMacs) {
  public static final PlanOptions DEFAULT = new PlanOptions(true, 0);

  /**
   * For several threads. 160,000 multiply-adds are 5 us of one thread (65 GFLOP/s). Less is not
   * worth a claim and a share of the barrier: taking turns at a cache line takes 0.1 to 0.2 us a
   * claim, a barrier of two threads 0.5 us.
   */
  public static final PlanOptions THREADS = new PlanOptions(true, 160_000);

  public boolean threads() {
    return partMacs > 0;
  }
}
