package dev.gossamer.models.prune.obs;

import java.util.Arrays;

/**
 * Second moments of a layer's inputs over calibration places: E[x x'] of the pruned network, and
 * E[x d'] between it and the dense one, from which every output's normal equations follow. The last
 * column is a constant 1 where the layer has a bias.
 */
final class Moments {
  private static final int ROWS = 4;

  private final int columns;
  private final double[][] own;
  private final double[][] cross;
  private final double[][] pendingOwn = new double[ROWS][];
  private final double[][] pendingDense = new double[ROWS][];
  private int pending;
  private long places;

  Moments(int columns) {
    this.columns = columns;
    own = new double[columns][columns];
    cross = new double[columns][columns];
    for (int row = 0; row < ROWS; row++) {
      pendingOwn[row] = new double[columns];
      pendingDense[row] = new double[columns];
    }
  }

  int columns() {
    return columns;
  }

  long places() {
    return places;
  }

  /**
   * @param x the pruned network's columns at a place
   * @param dense the dense network's at the same place
   */
  void add(double[] x, double[] dense) {
    System.arraycopy(x, 0, pendingOwn[pending], 0, columns);
    System.arraycopy(dense, 0, pendingDense[pending], 0, columns);
    places++;
    if (++pending == ROWS) {
      flush();
    }
  }

  /** Makes everything added count; E[x x'] becomes symmetric and both become means. */
  void finish() {
    for (int row = pending; row < ROWS; row++) {
      Arrays.fill(pendingOwn[row], 0);
      Arrays.fill(pendingDense[row], 0);
    }
    flush();
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        if (j >= i) {
          own[i][j] /= places;
          own[j][i] = own[i][j];
        }
        cross[i][j] /= places;
      }
    }
  }

  /** Four places at once: each element of the moments is loaded and stored once for them. */
  private void flush() {
    double[] p = pendingOwn[0];
    double[] q = pendingOwn[1];
    double[] r = pendingOwn[2];
    double[] s = pendingOwn[3];
    for (int i = 0; i < columns; i++) {
      double a = p[i];
      double b = q[i];
      double c = r[i];
      double d = s[i];
      if (a != 0 || b != 0 || c != 0 || d != 0) {
        accumulate(own[i], i, a, b, c, d, p, q, r, s);
        accumulate(
            cross[i],
            0,
            a,
            b,
            c,
            d,
            pendingDense[0],
            pendingDense[1],
            pendingDense[2],
            pendingDense[3]);
      }
    }
    pending = 0;
  }

  private static void accumulate(
      double[] sums,
      int from,
      double a,
      double b,
      double c,
      double d,
      double[] p,
      double[] q,
      double[] r,
      double[] s) {
    for (int j = from; j < sums.length; j++) {
      sums[j] += a * p[j] + b * q[j] + c * r[j] + d * s[j];
    }
  }

  /** E[x_i x_j] of the pruned network. */
  double own(int i, int j) {
    return own[i][j];
  }

  /** E[x_i t], t the dense network's output with these weights. */
  double target(int i, double[] denseWeights) {
    double sum = 0;
    double[] row = cross[i];
    for (int j = 0; j < columns; j++) {
      sum += row[j] * denseWeights[j];
    }
    return sum;
  }
}
