package dev.gossamer.finetune;

/**
 * Roughly where a hand is, from its landmarks: thick bones and a filled palm with soft edges. Good
 * enough to put another background around it.
 */
final class HandMask {
  private static final int CELLS = 56;
  static final int[][] BONES = {
    {0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 5}, {5, 6}, {6, 7}, {7, 8}, {9, 10}, {10, 11}, {11, 12},
    {13, 14}, {14, 15}, {15, 16}, {0, 17}, {17, 18}, {18, 19}, {19, 20}, {5, 9}, {9, 13}, {13, 17},
    {0, 9}, {0, 13}, {1, 5}
  };

  /** Half the width of a bone with its flesh, and of the soft edge, as shares of the palm. */
  private static final double THICK = 0.20;

  private static final double SOFT = 0.12;

  private final float[] cells = new float[CELLS * CELLS];

  /**
   * @param u of the landmarks in shares of the crop
   * @param v of the landmarks
   */
  HandMask(double[] u, double[] v) {
    double palm = Math.hypot(u[9] - u[0], v[9] - v[0]);
    double[] on = new double[2];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        double x = (column + 0.5) / CELLS;
        double y = (row + 0.5) / CELLS;
        double nearest = Double.POSITIVE_INFINITY;
        for (int[] bone : BONES) {
          nearest(x, y, u, v, bone, on);
          nearest = Math.min(nearest, Math.hypot(x - on[0], y - on[1]));
        }
        double inside = (THICK * palm - nearest) / (SOFT * palm) + 0.5;
        cells[row * CELLS + column] = (float) Math.max(0, Math.min(1, inside));
      }
    }
  }

  /** The place on a bone that is nearest to x and y. */
  static void nearest(double x, double y, double[] u, double[] v, int[] bone, double[] nearest) {
    double fromU = u[bone[0]];
    double fromV = v[bone[0]];
    double dx = u[bone[1]] - fromU;
    double dy = v[bone[1]] - fromV;
    double along = ((x - fromU) * dx + (y - fromV) * dy) / (dx * dx + dy * dy + 1e-12);
    double share = Math.max(0, Math.min(1, along));
    nearest[0] = fromU + share * dx;
    nearest[1] = fromV + share * dy;
  }

  /**
   * Leaves the hand and puts the other picture around it.
   *
   * @param crop [extent,extent,3]; changed in place
   */
  void putOn(float[] crop, float[] background, int extent) {
    for (int row = 0; row < extent; row++) {
      double y = (row + 0.5) / extent * CELLS - 0.5;
      for (int column = 0; column < extent; column++) {
        double x = (column + 0.5) / extent * CELLS - 0.5;
        float hand = at(x, y);
        int offset = (row * extent + column) * 3;
        for (int c = offset; c < offset + 3; c++) {
          crop[c] = background[c] + (crop[c] - background[c]) * hand;
        }
      }
    }
  }

  private float at(double x, double y) {
    int left = Math.max(0, Math.min(CELLS - 2, (int) Math.floor(x)));
    int top = Math.max(0, Math.min(CELLS - 2, (int) Math.floor(y)));
    float fx = (float) Math.max(0, Math.min(1, x - left));
    float fy = (float) Math.max(0, Math.min(1, y - top));
    int at = top * CELLS + left;
    float above = cells[at] + (cells[at + 1] - cells[at]) * fx;
    float below = cells[at + CELLS] + (cells[at + CELLS + 1] - cells[at + CELLS]) * fx;
    return above + (below - above) * fy;
  }
}
