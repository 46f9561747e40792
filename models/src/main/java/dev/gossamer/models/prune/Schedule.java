package dev.gossamer.models.prune;

/** How sparse weights are at which step of training; steps count from 0. */
public sealed interface Schedule {

  /** Whether masks are to be chosen anew at this step. */
  boolean updatesAt(long step);

  /** The sparsity that weights have from this step on, 0..1. */
  double sparsityAt(long step);

  /**
   * The same sparsity from one step on.
   *
   * @param sparsity 0..1
   * @param begin first step with it; before, nothing is pruned
   * @param end last step at which masks change; negative for never-ending
   * @param frequency steps from one choice of masks to the next
   */
  record ConstantSparsity(double sparsity, long begin, long end, long frequency)
      implements Schedule {
    public ConstantSparsity {
      Schedules.checkSparsity(sparsity);
      Schedules.checkSteps(begin, end < 0 ? begin : end, frequency);
    }

    /** All at once, at the first step; masks stay. */
    public static ConstantSparsity oneShot(double sparsity) {
      return new ConstantSparsity(sparsity, 0, 0, 1);
    }

    @Override
    public boolean updatesAt(long step) {
      return step >= begin && (end < 0 || step <= end) && (step - begin) % frequency == 0;
    }

    @Override
    public double sparsityAt(long step) {
      return step < begin ? 0 : sparsity;
    }
  }

  /**
   * From {@code initial} to {@code last} along 1 - (1 - progress)^exponent: fast while much is
   * redundant, slow at the end (Zhu and Gupta, To prune, or not to prune, 2017, exponent 3).
   *
   * @param initial sparsity at {@code begin}, 0..1
   * @param last sparsity from {@code end} on, 0..1
   * @param frequency steps from one choice of masks to the next
   */
  record PolynomialDecay(
      double initial, double last, long begin, long end, double exponent, long frequency)
      implements Schedule {
    /** The exponent of the paper. */
    public static final double CUBIC = 3;

    public PolynomialDecay {
      Schedules.checkSparsity(initial);
      Schedules.checkSparsity(last);
      Schedules.checkSteps(begin, end, frequency);
      if (end == begin) {
        throw new IllegalArgumentException("a decay needs end > begin, got " + begin);
      }
      if (!(exponent > 0)) {
        throw new IllegalArgumentException("exponent must be positive, got " + exponent);
      }
    }

    @Override
    public boolean updatesAt(long step) {
      return step >= begin && step <= end && ((step - begin) % frequency == 0 || step == end);
    }

    /** The decay at the last update up to this step, so that it agrees with the masks. */
    @Override
    public double sparsityAt(long step) {
      if (step < begin) {
        return 0;
      }
      if (step >= end) {
        return last;
      }
      double progress = (double) ((step - begin) / frequency * frequency) / (end - begin);
      return last + (initial - last) * Math.pow(1 - progress, exponent);
    }
  }
}
