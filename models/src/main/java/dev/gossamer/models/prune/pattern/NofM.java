package dev.gossamer.models.prune.pattern;

import java.util.OptionalDouble;

/**
 * Of every aligned run of m columns n stay, as sparse tensor cores want it (2:4).
 *
 * @param n columns of a run that stay, 1..m; of a shorter run at the end of a row at most as many
 * @param m length of a run
 * @param rows neighbouring rows that keep the same columns; 1 lets each row choose
 */
public record NofM(int n, int m, int rows) implements Pattern {
  public NofM {
    if (n < 1 || m < n || rows < 1) {
      throw new IllegalArgumentException(
          "n:m/rows needs 1 <= n <= m and at least one row, got " + n + ":" + m + "/" + rows);
    }
  }

  @Override
  public String label() {
    return n + ":" + m + (rows > 1 ? "/" + rows : "");
  }

  @Override
  public OptionalDouble ownSparsity() {
    return OptionalDouble.of(1 - (double) n / m);
  }

  @Override
  public int columnGroup() {
    return m;
  }

  @Override
  public Mask select(float[] importance, int height, int width, double sparsity) {
    Units.check(importance, height, width, sparsity);
    boolean[] keep = new boolean[importance.length];
    for (int top = 0; top < height; top += rows) {
      int bottom = Math.min(height, top + rows);
      for (int left = 0; left < width; left += m) {
        int right = Math.min(width, left + m);
        float[] sums = new float[right - left];
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            sums[column - left] += importance[row * width + column];
          }
        }
        boolean[] best = Units.best(sums, Math.min(n, sums.length));
        for (int row = top; row < bottom; row++) {
          System.arraycopy(best, 0, keep, row * width + left, best.length);
        }
      }
    }
    return new Mask(height, width, keep);
  }
}
