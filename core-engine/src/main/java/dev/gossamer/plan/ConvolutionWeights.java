package dev.gossamer.plan;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;

/** Weights and biases of convolutions as the packers want them. */
final class ConvolutionWeights {
  private ConvolutionWeights() {}

  /** [O,KH,KW,I] as a matrix of O rows and KH*KW*I*groups columns, zero outside a row's group. */
  static CsrMatrix matrix(Constant constant, int groups) {
    CsrMatrix matrix = matrix(constant);
    if (groups == 1) {
      return matrix;
    }
    Shape k = constant.shape();
    int perGroup = k.dim(3);
    int rows = matrix.rows();
    int[] columns = new int[matrix.entries()];
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      int group = row / (rows / groups);
      starts[row + 1] = matrix.rowStart(row + 1);
      for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
        int tap = matrix.column(i) / perGroup;
        columns[i] = (tap * groups + group) * perGroup + matrix.column(i) % perGroup;
      }
    }
    return CsrMatrix.of(rows, matrix.columns() * groups, starts, columns, matrix.values().clone());
  }

  /** The constant as a sparse matrix, its first extent the rows; stored zeros are dropped. */
  static CsrMatrix matrix(Constant constant) {
    int rows = constant.shape().dim(0);
    int columns = constant.shape().elements() / rows;
    return switch (constant) {
      case Constant.Floats floats -> CsrMatrix.fromDense(rows, columns, floats.floats());
      case Constant.Sparse sparse -> sparse.matrix();
      case Constant.Ints ints ->
          throw new IllegalArgumentException("weights of type " + ints.type());
    };
  }

  /** Dense floats of a constant, or of a sparse one. */
  static float[] floats(Constant constant) {
    return switch (constant) {
      case Constant.Floats floats -> floats.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints ->
          throw new IllegalArgumentException("expected floats, found " + ints.type());
    };
  }

  /** Input 2 of the task's node, or zeros. */
  static float[] bias(Task task, PlanBuilder builder, int channels) {
    if (task.node().inputs().size() < 3) {
      return new float[channels];
    }
    return floats(weights(task, builder, 2));
  }

  /**
   * A constant input.
   *
   * @throws UnsupportedModelException if it is computed by the graph
   */
  static Constant weights(Task task, PlanBuilder builder, int input) {
    Constant constant = builder.constant(task.input(input));
    if (constant == null || constant instanceof Constant.Ints) {
      throw new UnsupportedModelException(
          "computed weights (input " + input + ")", task.node().toString(), "constant weights");
    }
    return constant;
  }
}
