package dev.gossamer.interpret;

/**
 * Copies a box of elements between two strided layouts; the one kernel under all operators that
 * only move data.
 */
final class StridedCopy {
  private final LoopNest loops;

  private StridedCopy(LoopNest loops) {
    this.loops = loops;
  }

  /**
   * @param extents of the box
   * @param fromStrides per axis, in the source
   * @param toStrides per axis, in the destination
   */
  static StridedCopy of(int[] extents, int[] fromStrides, int[] toStrides) {
    return new StridedCopy(LoopNest.of(extents, toStrides, fromStrides));
  }

  /** Copies the box whose first element lies at the given places. */
  void run(float[] from, int fromStart, float[] to, int toStart) {
    int count = loops.innerExtent();
    int toStride = loops.innerStride(0);
    int fromStride = loops.innerStride(1);
    LoopNest.Cursor rows = loops.rows();
    do {
      int source = fromStart + rows.offset(1);
      int target = toStart + rows.offset(0);
      if ((toStride == 1 && fromStride == 1) || count == 1) {
        System.arraycopy(from, source, to, target, count);
      } else {
        copyRow(from, source, fromStride, to, target, toStride, count);
      }
    } while (rows.next());
  }

  private static void copyRow(
      float[] from, int source, int fromStride, float[] to, int target, int toStride, int count) {
    for (int i = 0; i < count; i++) {
      to[target] = from[source];
      target += toStride;
      source += fromStride;
    }
  }
}
