package dev.gossamer.plan;

/**
 * Switches of the planner, mainly for tests and benchmarks that pin one choice.
 *
 * @param sparse false runs every convolution as if it were dense
 * @param partMacs steps are cut into parts of at least so many multiply-adds, which several threads
 *     can share; 0 for one thread
 * @param bandBytes a picture of at least so many bytes between convolutions is never written as a
 *     whole, see {@link BandsKernel}; such layers are not cut for threads
 */
public record PlanOptions(boolean sparse, int partMacs, int bandBytes) {
  /**
   * More than a second-level cache holds. On Zen 4 (1 MB) MobileNetV2 at 80 % takes 4.65 ms instead
   * of 4.92, V1 6.99 instead of 7.09; from 1,000,000 on, V1 takes 7.23.
   */
  private static final int BAND_BYTES = 1_700_000;

  public static final PlanOptions DEFAULT = new PlanOptions(true, 0, BAND_BYTES);

  /** A step for every layer, for estimates of each. */
  public static final PlanOptions LAYERS = new PlanOptions(true, 0, Integer.MAX_VALUE);

  /**
   * For several threads. 160,000 multiply-adds are 5 us of one thread (65 GFLOP/s). Less is not
   * worth a claim and a share of the barrier: taking turns at a cache line takes 0.1 to 0.2 us a
   * claim, a barrier of two threads 0.5 us.
   */
  public static final PlanOptions THREADS = new PlanOptions(true, 160_000, Integer.MAX_VALUE);

  public boolean threads() {
    return partMacs > 0;
  }
}
