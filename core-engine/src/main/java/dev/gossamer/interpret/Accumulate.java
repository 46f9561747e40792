package dev.gossamer.interpret;

/**
 * The inner loops of every convolution: {@code sum[i] += weight * panel[i]}, i in 0..count-1, for
 * one to four panels at once.
 *
 * <p>All arrays are indexed by the loop variable alone: an added offset keeps C2 from proving that
 * the arrays do not overlap, and then it does not vectorise (4 against 25 GFLOP/s at 256 x 256 x
 * 784). Eight panels at once are too much for its unroller (7 GFLOP/s).
 */
final class Accumulate {
  private Accumulate() {}

  /** Panels {@code first}, first + 1 ... with the weights from {@code at} on. */
  static void consecutive(
      float[] sum, float[][] panels, int first, float[] w, int at, int entries, int count) {
    int end = first + entries;
    int p = first;
    for (; p + 4 <= end; p += 4, at += 4) {
      four(sum, panels[p], panels[p + 1], panels[p + 2], panels[p + 3], w, at, count);
    }
    switch (end - p) {
      case 3 -> three(sum, panels[p], panels[p + 1], panels[p + 2], w, at, count);
      case 2 -> two(sum, panels[p], panels[p + 1], w[at], w[at + 1], count);
      case 1 -> one(sum, panels[p], w[at], count);
      default -> {}
    }
  }

  /** Panels {@code index[from]}, index[from + 1] ... with the weights from {@code at} on. */
  static void indexed(
      float[] sum,
      float[][] panels,
      int[] index,
      int from,
      float[] w,
      int at,
      int entries,
      int count) {
    int end = from + entries;
    int p = from;
    for (; p + 4 <= end; p += 4, at += 4) {
      four(
          sum,
          panels[index[p]],
          panels[index[p + 1]],
          panels[index[p + 2]],
          panels[index[p + 3]],
          w,
          at,
          count);
    }
    switch (end - p) {
      case 3 ->
          three(sum, panels[index[p]], panels[index[p + 1]], panels[index[p + 2]], w, at, count);
      case 2 -> two(sum, panels[index[p]], panels[index[p + 1]], w[at], w[at + 1], count);
      case 1 -> one(sum, panels[index[p]], w[at], count);
      default -> {}
    }
  }

  private static void one(float[] sum, float[] a, float wa, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += wa * a[i];
    }
  }

  private static void two(float[] sum, float[] a, float[] b, float wa, float wb, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += wa * a[i] + wb * b[i];
    }
  }

  private static void three(
      float[] sum, float[] a, float[] b, float[] c, float[] w, int at, int count) {
    float wa = w[at];
    float wb = w[at + 1];
    float wc = w[at + 2];
    for (int i = 0; i < count; i++) {
      sum[i] += wa * a[i] + wb * b[i] + wc * c[i];
    }
  }

  private static void four(
      float[] sum, float[] a, float[] b, float[] c, float[] d, float[] w, int at, int count) {
    float wa = w[at];
    float wb = w[at + 1];
    float wc = w[at + 2];
    float wd = w[at + 3];
    for (int i = 0; i < count; i++) {
      sum[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
    }
  }
}
