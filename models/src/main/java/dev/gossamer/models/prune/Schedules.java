package dev.gossamer.models.prune;

/** What schedules must be. */
final class Schedules {
  private Schedules() {}

  static void checkSparsity(double sparsity) {
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw new IllegalArgumentException("sparsity must be 0..1, got " + sparsity);
    }
  }

  static void checkSteps(long begin, long end, long frequency) {
    if (begin < 0 || end < begin || frequency < 1) {
      throw new IllegalArgumentException(
          "steps need 0 <= begin <= end and frequency >= 1, got begin "
              + begin
              + ", end "
              + end
              + ", frequency "
              + frequency);
    }
  }
}
