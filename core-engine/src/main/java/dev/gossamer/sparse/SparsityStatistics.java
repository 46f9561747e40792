package dev.gossamer.sparse;

import java.util.Arrays;

/**
 * Where the zeros of a matrix lie, whether it is stored dense or sparse: what the planner decides
 * on and what {@code inspect} prints. Stored zeros count as zeros.
 */
public final class SparsityStatistics {
  private final CsrMatrix matrix;
  private final int nonZeros;
  private final int emptyRows;
  private final int emptyColumns;

  /**
   * Aligned blocks of a fixed size; those at the lower and right edge may be cut off and are then
   * full if every element that exists is non-zero.
   *
   * @param occupied blocks with at least one non-zero
   * @param full blocks without a zero
   */
  public record Blocks(int rows, int columns, int occupied, int full) {

    /** Share of the occupied blocks that are full, 0..1; 0 for an empty matrix. */
    public double fullShare() {
      return occupied == 0 ? 0 : (double) full / occupied;
    }
  }

  private SparsityStatistics(CsrMatrix matrix) {
    this.matrix = matrix;
    boolean[] columnUsed = new boolean[matrix.columns()];
    int count = 0;
    int rowsWithout = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      int before = count;
      for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
        if (matrix.value(i) != 0f) {
          columnUsed[matrix.column(i)] = true;
          count++;
        }
      }
      rowsWithout += count == before ? 1 : 0;
    }
    int columnsWithout = 0;
    for (boolean used : columnUsed) {
      columnsWithout += used ? 0 : 1;
    }
    nonZeros = count;
    emptyRows = rowsWithout;
    emptyColumns = columnsWithout;
  }

  public static SparsityStatistics of(CsrMatrix matrix) {
    return new SparsityStatistics(matrix);
  }

  /** Of a row-major dense matrix. */
  public static SparsityStatistics ofDense(int rows, int columns, float[] dense) {
    return new SparsityStatistics(CsrMatrix.fromDense(rows, columns, dense));
  }

  public int rows() {
    return matrix.rows();
  }

  public int columns() {
    return matrix.columns();
  }

  public int elements() {
    return matrix.rows() * matrix.columns();
  }

  public int nonZeros() {
    return nonZeros;
  }

  /** Share of elements that are not zero, 0..1; 1 for a matrix without elements. */
  public double density() {
    return elements() == 0 ? 1 : (double) nonZeros / elements();
  }

  /** Rows of zeros only: output channels that equal their bias. */
  public int emptyRows() {
    return emptyRows;
  }

  /** Columns of zeros only: inputs that nobody reads. */
  public int emptyColumns() {
    return emptyColumns;
  }

  /**
   * Counts aligned blocks of {@code blockRows} x {@code blockColumns} elements, each at least 1.
   */
  public Blocks blocks(int blockRows, int blockColumns) {
    if (blockRows < 1 || blockColumns < 1) {
      throw new IllegalArgumentException("block extents must be at least 1");
    }
    int across = (columns() + blockColumns - 1) / blockColumns;
    int[] filled = new int[across];
    int occupied = 0;
    int full = 0;
    for (int top = 0; top < rows(); top += blockRows) {
      int height = Math.min(blockRows, rows() - top);
      Arrays.fill(filled, 0);
      for (int i = matrix.rowStart(top); i < matrix.rowStart(top + height); i++) {
        filled[matrix.column(i) / blockColumns] += matrix.value(i) == 0f ? 0 : 1;
      }
      for (int block = 0; block < across; block++) {
        int width = Math.min(blockColumns, columns() - block * blockColumns);
        occupied += filled[block] > 0 ? 1 : 0;
        full += filled[block] == height * width ? 1 : 0;
      }
    }
    return new Blocks(blockRows, blockColumns, occupied, full);
  }

  /**
   * True if every aligned run of m elements along a row holds at most n non-zeros (2:4 is {@code
   * fits(2, 4)}); a run cut off at the end of the row counts too.
   */
  public boolean fits(int n, int m) {
    if (n < 0 || m < 1) {
      throw new IllegalArgumentException("n:m needs n >= 0 and m >= 1, got " + n + ":" + m);
    }
    for (int row = 0; row < rows(); row++) {
      int run = -1;
      int count = 0;
      for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
        if (matrix.value(i) == 0f) {
          continue;
        }
        count = matrix.column(i) / m == run ? count + 1 : 1;
        run = matrix.column(i) / m;
        if (count > n) {
          return false;
        }
      }
    }
    return true;
  }
}
