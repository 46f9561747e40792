package dev.gossamer.models.prune.obs;

import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Prunes one layer: in a few geometric steps the weights whose removal costs least go, by w^2 /
 * [H^-1]jj, and those that stay are solved anew.
 */
final class LayerSolver {
  /** Share of the mean of H's diagonal: less fits the calibration set, more the old weights. */
  static final double RIDGE = 0.01;

  /** Of a bias, whose column is 1. */
  static final double BIAS_RIDGE = 1e-6;

  private final Moments moments;
  private final int rows;
  private final int columns;

  /** Per row the old weights, the bias behind them if there is one. */
  private final double[][] old;

  private final double[] ridges;

  /** Per row g + ridge w0. */
  private final double[][] rights;

  /** Columns that are not zero everywhere; weights of the others cost nothing to remove. */
  private final boolean[] used;

  /** What a layer becomes; bias is null if it has none. */
  record Result(float[] weights, float[] bias, Mask mask) {}

  /**
   * @param moments finished, with a last column of ones if there is a bias
   * @param bias the layer's, or null
   */
  LayerSolver(Moments moments, PrunableLayer layer, float[] bias) {
    this.moments = moments;
    rows = layer.rows();
    columns = layer.columns();
    int all = moments.columns();
    old = new double[rows][all];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        old[row][column] = layer.weights()[row * columns + column];
      }
      if (bias != null) {
        old[row][columns] = bias[row];
      }
    }
    used = new boolean[columns];
    double sum = 0;
    int count = 0;
    for (int column = 0; column < columns; column++) {
      double diagonal = moments.own(column, column);
      used[column] = diagonal > 0;
      sum += diagonal;
      count += used[column] ? 1 : 0;
    }
    ridges = new double[all];
    Arrays.fill(ridges, RIDGE * sum / Math.max(1, count));
    if (bias != null) {
      ridges[columns] = BIAS_RIDGE;
    }
    rights = new double[rows][all];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              for (int i = 0; i < all; i++) {
                rights[row][i] = moments.target(i, old[row]) + ridges[i] * old[row][i];
              }
            });
  }

  /**
   * @param sparsity share of the weights to go, 0..1
   * @param steps how often weights are judged, at least 1; a pattern with its own sparsity is
   *     chosen at once
   */
  Result prune(Pattern pattern, double sparsity, int steps) {
    int last = pattern.ownSparsity().isPresent() ? 1 : steps;
    Mask mask = Mask.all(rows, columns);
    for (int step = 1; step <= last; step++) {
      double reached = 1 - Math.pow(1 - sparsity, (double) step / last);
      mask = pattern.select(scores(mask), rows, columns, step == last ? sparsity : reached);
    }
    return refit(mask);
  }

  /** The exact solution for a mask that is given. */
  Result refit(Mask mask) {
    float[] weights = new float[rows * columns];
    boolean hasBias = moments.columns() > columns;
    float[] bias = hasBias ? new float[rows] : null;
    solveRows(
        mask,
        false,
        (row, solver, solution) -> {
          for (int column = 0; column < columns; column++) {
            boolean unseen = mask.keeps(row, column) && !used[column];
            weights[row * columns + column] = unseen ? (float) old[row][column] : 0f;
          }
          for (int i = 0; i < solution.length; i++) {
            int column = solver.support()[i];
            if (column == columns) {
              bias[row] = (float) solution[i];
            } else {
              weights[row * columns + column] = (float) solution[i];
            }
          }
        });
    return new Result(weights, bias, mask);
  }

  /** Of every weight while all are there. */
  float[] saliency() {
    return scores(Mask.all(rows, columns));
  }

  private float[] scores(Mask mask) {
    float[] scores = new float[rows * columns];
    solveRows(
        mask,
        true,
        (row, solver, solution) -> {
          for (int i = 0; i < solution.length; i++) {
            int column = solver.support()[i];
            if (column < columns) {
              double score = solution[i] * solution[i] / solver.inverseDiagonal(i);
              // What is kept so far must stay ahead of what has gone, which scores 0.
              scores[row * columns + column] = (float) Math.max(score, Float.MIN_VALUE);
            }
          }
        });
    return scores;
  }

  private interface RowConsumer {
    void accept(int row, RowSolver solver, double[] solution);
  }

  /**
   * Rows that keep the same columns share one factor: all of them at first, those of a block of r x
   * 1 later, which makes 16x1 a sixteenth of the work.
   */
  private void solveRows(Mask mask, boolean scores, RowConsumer consumer) {
    Map<IntBuffer, List<Integer>> alike = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      alike
          .computeIfAbsent(IntBuffer.wrap(support(mask, row)), support -> new ArrayList<>())
          .add(row);
    }
    alike.entrySet().parallelStream()
        .forEach(
            group -> {
              RowSolver solver = new RowSolver(moments, group.getKey().array(), ridges, scores);
              for (int row : group.getValue()) {
                consumer.accept(row, solver, solver.solve(rights[row]));
              }
            });
  }

  private int[] support(Mask mask, int row) {
    int[] support = new int[moments.columns()];
    int count = 0;
    for (int column = 0; column < columns; column++) {
      if (used[column] && mask.keeps(row, column)) {
        support[count++] = column;
      }
    }
    if (moments.columns() > columns) {
      support[count++] = columns;
    }
    return Arrays.copyOf(support, count);
  }
}
