package dev.gossamer.plan;

/** How many parts a step is worth, and where to cut it so that they are equally long. */
final class Partition {
  /** Sixteen leave at most a sixteenth of a step to wait for with two threads, and suit four. */
  private static final int MOST = 16;

  private Partition() {}

  /**
   * An even number of parts, so that two threads come out equal; 1 for a step too short to share,
   * or where the plan is for one thread.
   */
  static int parts(long macs, PlanOptions options) {
    long worth = options.threads() ? macs / options.partMacs() : 0;
    return worth < 2 ? 1 : (int) Math.min(MOST, worth / 2 * 2);
  }

  /** Parts of equal numbers of steps: the largest divisor that leaves enough of them, if any. */
  static int ranges(int steps, int wanted) {
    for (int parts = Math.min(steps, wanted); parts > 1 && 2 * parts >= wanted; parts--) {
      if (steps % parts == 0) {
        return parts;
      }
    }
    return Math.min(steps, wanted);
  }

  /**
   * Cuts a sequence where the running sum of costs passes equal shares.
   *
   * @return starts of the parts, then the end; parts are not empty, so there may be fewer
   */
  static int[] cuts(long[] costs, int parts) {
    long total = 0;
    for (long cost : costs) {
      total += cost;
    }
    int count = Math.max(1, Math.min(parts, costs.length));
    int[] cuts = new int[count + 1];
    long sum = 0;
    int at = 0;
    for (int part = 1; part < count; part++) {
      int latest = costs.length - (count - part);
      do {
        sum += costs[at++];
      } while (at < latest && 2 * (sum * count - total * part) + costs[at] * count <= 0);
      cuts[part] = at;
    }
    cuts[count] = costs.length;
    return cuts;
  }
}
