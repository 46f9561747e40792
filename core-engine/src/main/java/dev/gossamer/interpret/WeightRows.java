package dev.gossamer.interpret;

import dev.gossamer.sparse.BlockMatrix;
import dev.gossamer.sparse.CsrMatrix;
import java.util.Arrays;

/**
 * The weights of a convolution as a matrix: a row per output channel, a column per panel (tap and
 * input channel). The forms differ only in what they skip.
 */
sealed interface WeightRows {
  int rows();

  int columns();

  /**
   * {@code sum[i] += weight(row, column) * panels[column][i]} over the stored columns, i in
   * 0..count-1.
   */
  void accumulate(int row, float[][] panels, float[] sum, int count);

  /** Per column, whether any row stores a weight in it; other panels are never read. */
  boolean[] columnsRead();

  /**
   * All weights.
   *
   * @param weights row-major
   */
  record Dense(int rows, int columns, float[] weights) implements WeightRows {
    @Override
    public void accumulate(int row, float[][] panels, float[] sum, int count) {
      Accumulate.consecutive(sum, panels, 0, weights, row * columns, columns, count);
    }

    @Override
    public boolean[] columnsRead() {
      boolean[] read = new boolean[columns];
      Arrays.fill(read, true);
      return read;
    }
  }

  /** Compressed rows: whole panels are skipped. */
  record Csr(CsrMatrix matrix) implements WeightRows {
    @Override
    public int rows() {
      return matrix.rows();
    }

    @Override
    public int columns() {
      return matrix.columns();
    }

    @Override
    public void accumulate(int row, float[][] panels, float[] sum, int count) {
      int start = matrix.rowStart(row);
      int entries = matrix.rowStart(row + 1) - start;
      Accumulate.indexed(
          sum, panels, matrix.columnIndices(), start, matrix.values(), start, entries, count);
    }

    @Override
    public boolean[] columnsRead() {
      return marked(matrix.columns(), matrix.columnIndices());
    }
  }

  /**
   * Blocks of r x c: the r rows of a stripe share one list of columns.
   *
   * @param columnStart per stripe, where its list starts in {@code columnIndex}
   * @param values per stripe r rows, each as long as the stripe's list
   */
  record Blocks(
      int rows, int columns, int blockRows, int[] columnStart, int[] columnIndex, float[] values)
      implements WeightRows {

    static Blocks of(BlockMatrix matrix) {
      int width = matrix.blockColumns();
      int stripes = (matrix.rows() + matrix.blockRows() - 1) / matrix.blockRows();
      int[] columnStart = new int[stripes + 1];
      int[] columnIndex = new int[matrix.blocks() * width];
      float[] values = new float[columnIndex.length * matrix.blockRows()];
      int next = 0;
      for (int stripe = 0; stripe < stripes; stripe++) {
        int start = next;
        for (int b = matrix.rowStart(stripe); b < matrix.rowStart(stripe + 1); b++) {
          for (int c = 0; c < width && matrix.blockColumn(b) * width + c < matrix.columns(); c++) {
            columnIndex[next++] = matrix.blockColumn(b) * width + c;
          }
        }
        columnStart[stripe + 1] = next;
        for (int row = 0; row < matrix.blockRows(); row++) {
          int at = start * matrix.blockRows() + row * (next - start);
          copyRow(matrix, stripe, row, values, at);
        }
      }
      return new Blocks(
          matrix.rows(),
          matrix.columns(),
          matrix.blockRows(),
          columnStart,
          Arrays.copyOf(columnIndex, next),
          values);
    }

    private static void copyRow(BlockMatrix matrix, int stripe, int row, float[] values, int at) {
      int width = matrix.blockColumns();
      for (int b = matrix.rowStart(stripe); b < matrix.rowStart(stripe + 1); b++) {
        int from = matrix.valueStart(b, row);
        int length = Math.min(width, matrix.columns() - matrix.blockColumn(b) * width);
        System.arraycopy(matrix.values(), from, values, at, length);
        at += length;
      }
    }

    @Override
    public void accumulate(int row, float[][] panels, float[] sum, int count) {
      int stripe = row / blockRows;
      int start = columnStart[stripe];
      int entries = columnStart[stripe + 1] - start;
      int at = start * blockRows + row % blockRows * entries;
      Accumulate.indexed(sum, panels, columnIndex, start, values, at, entries, count);
    }

    @Override
    public boolean[] columnsRead() {
      return marked(columns, columnIndex);
    }
  }

  private static boolean[] marked(int columns, int[] indices) {
    boolean[] marked = new boolean[columns];
    for (int index : indices) {
      marked[index] = true;
    }
    return marked;
  }
}
