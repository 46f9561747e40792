package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.sparse.CsrMatrix;

/**
 * Walks the non-zeros of weights row by row, whether stored dense or sparse; rows are output
 * channels.
 */
final class WeightCursor {
  private final float[] dense;
  private final CsrMatrix sparse;
  private final int rows;
  private final int columns;
  private int next;
  private int end;
  private int rowStart;
  private int column;
  private float weight;

  /**
   * @param weights Floats or Sparse, of rank 1 or more
   */
  WeightCursor(Constant weights) {
    sparse = weights instanceof Constant.Sparse s ? s.matrix() : null;
    dense = weights instanceof Constant.Floats f ? f.floats() : null;
    rows = weights.shape().dim(0);
    columns = weights.shape().elements() / rows;
  }

  int rows() {
    return rows;
  }

  /** Goes before the first non-zero of a row. */
  void open(int row) {
    rowStart = row * columns;
    next = sparse == null ? rowStart : sparse.rowStart(row);
    end = sparse == null ? rowStart + columns : sparse.rowStart(row + 1);
  }

  /** Goes to the next non-zero of the row; false if there is none. */
  boolean next() {
    while (next < end) {
      int at = next++;
      weight = sparse == null ? dense[at] : sparse.value(at);
      if (weight != 0f) {
        column = sparse == null ? at - rowStart : sparse.column(at);
        return true;
      }
    }
    return false;
  }

  /** Column of the current non-zero. */
  int column() {
    return column;
  }

  float weight() {
    return weight;
  }
}
