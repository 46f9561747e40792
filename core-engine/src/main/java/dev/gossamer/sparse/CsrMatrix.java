package dev.gossamer.sparse;

import java.util.Arrays;

/**
 * A sparse matrix of floats in compressed sparse rows. For weights, rows are output channels and
 * columns run over the remaining extents in dense order (KH, KW, I). Entries may be stored zeros:
 * what a file stored as part of a block stays.
 */
public final class CsrMatrix {
  private final int rows;
  private final int columns;
  private final int[] rowStart;
  private final int[] columnIndex;
  private final float[] values;

  /** Counted at the first question; -1 until then. */
  private int nonZeros = -1;

  /** Of arrays that are known to keep the rules of {@link #of}. */
  CsrMatrix(int rows, int columns, int[] rowStart, int[] columnIndex, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.rowStart = rowStart;
    this.columnIndex = columnIndex;
    this.values = values;
  }

  /**
   * Takes ownership of the arrays.
   *
   * @param rowStart length rows + 1, from 0 to values.length, never falling
   * @param columnIndex per entry its column, strictly ascending inside a row
   * @throws IllegalArgumentException if the arrays break these rules
   */
  public static CsrMatrix of(
      int rows, int columns, int[] rowStart, int[] columnIndex, float[] values) {
    if ((rows | columns) < 0
        || rowStart.length != rows + 1
        || columnIndex.length != values.length
        || !isValid(columns, rowStart, columnIndex)) {
      throw new IllegalArgumentException(
          "rows must span all entries, columns ascend below " + columns);
    }
    return new CsrMatrix(rows, columns, rowStart, columnIndex, values);
  }

  /** Whether rows span all entries and columns ascend inside of each. */
  static boolean isValid(int columns, int[] rowStart, int[] columnIndex) {
    int end = 0;
    if (rowStart[0] != 0 || rowStart[rowStart.length - 1] != columnIndex.length) {
      return false;
    }
    for (int row = 1; row < rowStart.length; row++) {
      int start = end;
      end = rowStart[row];
      if (end < start || end > columnIndex.length) {
        return false;
      }
      int previous = -1;
      for (int i = start; i < end; i++) {
        int column = columnIndex[i];
        if (column <= previous) {
          return false;
        }
        previous = column;
      }
      if (previous >= columns) {
        return false;
      }
    }
    return true;
  }

  /** The non-zeros of a row-major dense matrix. NaN counts as non-zero, -0 as zero. */
  public static CsrMatrix fromDense(int rows, int columns, float[] dense) {
    if ((long) rows * columns != dense.length) {
      throw new IllegalArgumentException(
          "expected " + (long) rows * columns + " elements, got " + dense.length);
    }
    int count = 0;
    for (float value : dense) {
      count += value == 0f ? 0 : 1;
    }
    int[] rowStart = new int[rows + 1];
    int[] columnIndex = new int[count];
    float[] values = new float[count];
    int next = 0;
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float value = dense[at++];
        if (value != 0f) {
          columnIndex[next] = column;
          values[next++] = value;
        }
      }
      rowStart[row + 1] = next;
    }
    return new CsrMatrix(rows, columns, rowStart, columnIndex, values);
  }

  /** Row-major dense copy. */
  public float[] toDense() {
    float[] dense = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
        dense[row * columns + columnIndex[i]] = values[i];
      }
    }
    return dense;
  }

  /**
   * The same elements in row-major order as a matrix of other extents.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  public CsrMatrix reshape(int newRows, int newColumns) {
    if ((long) newRows * newColumns != (long) rows * columns) {
      throw new IllegalArgumentException(this + " has not " + newRows + " x " + newColumns);
    }
    int[] newStart = new int[newRows + 1];
    int[] newIndex = new int[values.length];
    for (int row = 0; row < rows; row++) {
      for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
        long place = (long) row * columns + columnIndex[i];
        newStart[(int) (place / newColumns) + 1]++;
        newIndex[i] = (int) (place % newColumns);
      }
    }
    for (int row = 0; row < newRows; row++) {
      newStart[row + 1] += newStart[row];
    }
    return of(newRows, newColumns, newStart, newIndex, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Stored entries, zeros among them included. */
  public int entries() {
    return values.length;
  }

  /** Entries that are not zero. */
  public int nonZeros() {
    if (nonZeros < 0) {
      int count = 0;
      for (float value : values) {
        count += value == 0f ? 0 : 1;
      }
      nonZeros = count;
    }
    return nonZeros;
  }

  /** Index of the first entry of a row; {@code rowStart(rows())} is {@link #entries()}. */
  public int rowStart(int row) {
    return rowStart[row];
  }

  public int column(int entry) {
    return columnIndex[entry];
  }

  public float value(int entry) {
    return values[entry];
  }

  /** The entries themselves, for kernels; not to be written to. */
  public float[] values() {
    return values;
  }

  /** Columns of the entries, for kernels; not to be written to. */
  public int[] columnIndices() {
    return columnIndex;
  }

  /** Starts of the rows, for kernels; not to be written to. */
  public int[] rowStarts() {
    return rowStart;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CsrMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(rowStart, that.rowStart)
        && Arrays.equals(columnIndex, that.columnIndex)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(columnIndex);
  }

  @Override
  public String toString() {
    return "CsrMatrix[" + rows + "x" + columns + ", " + values.length + " entries]";
  }
}
