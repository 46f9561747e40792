package dev.gossamer.sparse;

import java.util.Arrays;

/**
 * A sparse matrix of floats in blocks of r rows x c columns; block rows are compressed as in {@link
 * CsrMatrix}. A block that reaches over the last row or column is filled with zeros there.
 */
public final class BlockMatrix {
  private final int rows;
  private final int columns;
  private final int blockRows;
  private final int blockColumns;
  private final int[] rowStart;
  private final int[] blockColumn;
  private final float[] values;

  private BlockMatrix(
      CsrMatrix source, int blockRows, int blockColumns, int[] rowStart, int[] blockColumn) {
    this.rows = source.rows();
    this.columns = source.columns();
    this.blockRows = blockRows;
    this.blockColumns = blockColumns;
    this.rowStart = rowStart;
    this.blockColumn = blockColumn;
    this.values = new float[blockColumn.length * blockRows * blockColumns];
  }

  /**
   * Every block in which the matrix stores an entry.
   *
   * @param blockRows r, at least 1
   * @param blockColumns c, at least 1
   */
  public static BlockMatrix of(CsrMatrix matrix, int blockRows, int blockColumns) {
    if (blockRows < 1 || blockColumns < 1) {
      throw new IllegalArgumentException(
          "blocks must be at least 1x1, got " + blockRows + "x" + blockColumns);
    }
    int stripes = (matrix.rows() + blockRows - 1) / blockRows;
    int[] rowStart = new int[stripes + 1];
    int[] found = new int[matrix.entries()];
    boolean[] stored = new boolean[(matrix.columns() + blockColumns - 1) / blockColumns];
    int blocks = 0;
    for (int stripe = 0; stripe < stripes; stripe++) {
      markBlocks(matrix, stripe, blockRows, blockColumns, stored);
      for (int column = 0; column < stored.length; column++) {
        if (stored[column]) {
          found[blocks++] = column;
          stored[column] = false;
        }
      }
      rowStart[stripe + 1] = blocks;
    }
    BlockMatrix result =
        new BlockMatrix(matrix, blockRows, blockColumns, rowStart, Arrays.copyOf(found, blocks));
    result.fill(matrix);
    return result;
  }

  private static void markBlocks(
      CsrMatrix matrix, int stripe, int blockRows, int blockColumns, boolean[] stored) {
    int end = Math.min(matrix.rows(), (stripe + 1) * blockRows);
    for (int entry = matrix.rowStart(stripe * blockRows); entry < matrix.rowStart(end); entry++) {
      stored[matrix.column(entry) / blockColumns] = true;
    }
  }

  private void fill(CsrMatrix matrix) {
    for (int row = 0; row < rows; row++) {
      int block = rowStart[row / blockRows];
      for (int entry = matrix.rowStart(row); entry < matrix.rowStart(row + 1); entry++) {
        int column = matrix.column(entry);
        while (blockColumn[block] != column / blockColumns) {
          block++;
        }
        values[valueStart(block, row % blockRows) + column % blockColumns] = matrix.value(entry);
      }
    }
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Rows of a block. */
  public int blockRows() {
    return blockRows;
  }

  /** Columns of a block. */
  public int blockColumns() {
    return blockColumns;
  }

  /** Stored blocks. */
  public int blocks() {
    return blockColumn.length;
  }

  /** Index of the first block of a stripe of r rows; one more entry than stripes. */
  public int rowStart(int stripe) {
    return rowStart[stripe];
  }

  /** A block's place along the columns, in blocks. */
  public int blockColumn(int block) {
    return blockColumn[block];
  }

  /** Where in {@link #values()} the c values of a block's row lie. */
  public int valueStart(int block, int rowOfBlock) {
    return (block * blockRows + rowOfBlock) * blockColumns;
  }

  /** Blocks in order, each r x c row-major; not to be written to. */
  public float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "BlockMatrix["
        + rows
        + "x"
        + columns
        + ", "
        + blocks()
        + " blocks of "
        + blockRows
        + "x"
        + blockColumns
        + "]";
  }
}
