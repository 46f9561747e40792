package dev.gossamer.models.prune.obs;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The normal equations of one output over some of the columns: (H + ridge) w = g + ridge w0, where
 * H = E[x x'] and g = E[x t]. The ridge pulls towards the old weights, not towards zero.
 */
final class RowSolver {
  private final int[] support;
  private final double[] lower;

  /** The diagonal of the inverse; null if not asked for. */
  private final double[] inverseDiagonal;

  /**
   * @param support columns that may have weights, ascending
   * @param ridges one per column of all
   * @param scores whether {@link #inverseDiagonal} will be needed
   * @throws IllegalStateException if H is not finite
   */
  RowSolver(Moments moments, int[] support, double[] ridges, boolean scores) {
    this.support = support;
    int size = support.length;
    DMatrixRMaj matrix = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix.data[i * size + j] = moments.own(support[i], support[j]);
      }
      matrix.data[i * size + i] += ridges[support[i]];
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(Math.max(1, size), true);
    if (size > 0 && !cholesky.decompose(matrix)) {
      throw new IllegalStateException("calibration inputs are not finite");
    }
    lower = size == 0 ? new double[0] : cholesky.getT(null).data;
    inverseDiagonal = scores ? inverseDiagonal(lower.clone(), size) : null;
  }

  /** Sums of squares of the columns of the inverse of the lower triangle. */
  private static double[] inverseDiagonal(double[] triangle, int size) {
    if (size > 0) {
      TriangularSolver_DDRM.invertLower(triangle, size);
    }
    double[] diagonal = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double element = triangle[i * size + j];
        diagonal[j] += element * element;
      }
    }
    return diagonal;
  }

  /**
   * The weights of one output.
   *
   * @param right one per column of all: g + ridge w0
   * @return one per column of the support
   */
  double[] solve(double[] right) {
    double[] result = new double[support.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = right[support[i]];
    }
    if (result.length > 0) {
      TriangularSolver_DDRM.solveL(lower, result, result.length);
      TriangularSolver_DDRM.solveTranL(lower, result, result.length);
    }
    return result;
  }

  /** [H^-1]jj for the index of a column in the support. */
  double inverseDiagonal(int index) {
    return inverseDiagonal[index];
  }

  int[] support() {
    return support;
  }
}
