package dev.gossamer.plan;

import dev.gossamer.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights in the two streams a {@link PointwiseKernel} reads.
 *
 * <p>Index stream: per listed column, the byte offset of its input plane, group after group, and
 * {@code unroll} zero words behind each block. Weight stream: a directory of three words per block
 * (number of groups, byte offsets of its indices and of its groups), the tables of {@link
 * PointwiseKernel#tables}, then the groups: header and weights, column by column.
 *
 * <p>Groups are sorted by the rest of their length modulo the unrolling and then by length, so that
 * the loop branches are predicted (52 to 57 GFLOP/s at 80 % sparsity).
 */
final class PointwisePacking {
  private final PointwiseKernel kernel;
  private final CsrMatrix weights;
  private final int[] columnOffsets;
  private final int[] outputOffsets;
  private final int[] residualOffsets;
  private final float[] bias;
  private final float[] slopes;
  private int[] indices = new int[1024];
  private int indexCount;
  private int[] words = new int[4096];
  private int wordCount;
  private long listed;

  /**
   * @param columnOffsets per column of the matrix, the byte offset of its plane from the tile's
   *     input base
   * @param outputOffsets per row, the byte offset of its plane from the tile's output base
   * @param residualOffsets per row, the byte offset of its plane from the residual's base, or null
   * @param slopes PReLU slopes per row, or null
   */
  PointwisePacking(
      PointwiseKernel kernel,
      CsrMatrix weights,
      int[] columnOffsets,
      int[] outputOffsets,
      int[] residualOffsets,
      float[] bias,
      float[] slopes) {
    this.kernel = kernel;
    this.weights = weights;
    this.columnOffsets = columnOffsets;
    this.outputOffsets = outputOffsets;
    this.residualOffsets = residualOffsets;
    this.bias = bias;
    this.slopes = slopes;
  }

  /**
   * Rows in groups of {@code rows} neighbours; the last group is filled up by repeating the last
   * row.
   */
  static int[][] groups(int matrixRows, int rows) {
    int[][] groups = new int[(matrixRows + rows - 1) / rows][rows];
    for (int g = 0; g < groups.length; g++) {
      for (int r = 0; r < rows; r++) {
        groups[g][r] = Math.min(g * rows + r, matrixRows - 1);
      }
    }
    return groups;
  }

  /**
   * Rows in groups of like length: empty rows go together instead of halving the use of a
   * neighbour's group. Rows of equal length stay in order.
   */
  static int[][] groupsByLength(CsrMatrix weights, int rows) {
    Integer[] order = new Integer[weights.rows()];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    Arrays.sort(order, (a, b) -> length(weights, a) - length(weights, b));
    int[][] groups = groups(order.length, rows);
    for (int[] group : groups) {
      for (int r = 0; r < rows; r++) {
        group[r] = order[group[r]];
      }
    }
    return groups;
  }

  private static int length(CsrMatrix weights, int row) {
    return weights.rowStart(row + 1) - weights.rowStart(row);
  }

  /**
   * How many columns the groups list in all: the work per pixel is this times the rows of a group.
   */
  static long listedColumns(CsrMatrix weights, int[][] groups) {
    boolean[] used = new boolean[weights.columns()];
    long listed = 0;
    for (int[] group : groups) {
      Arrays.fill(used, false);
      for (int row : group) {
        for (int i = weights.rowStart(row); i < weights.rowStart(row + 1); i++) {
          if (weights.value(i) != 0f && !used[weights.column(i)]) {
            used[weights.column(i)] = true;
            listed++;
          }
        }
      }
    }
    return listed;
  }

  /** Which columns have a weight in any row. */
  static boolean[] used(CsrMatrix weights) {
    boolean[] used = new boolean[weights.columns()];
    for (int i = 0; i < weights.entries(); i++) {
      used[weights.column(i)] |= weights.value(i) != 0f;
    }
    return used;
  }

  static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  /** Packs everything; then {@link #indices}, {@link #weights} and {@link #listed} may be asked. */
  PointwisePacking pack(int[][] groups) {
    int blocks = kernel.blocks();
    wordCount = kernel.directoryWords();
    for (int offset : kernel.tables()) {
      word(offset);
    }
    int columns = weights.columns();
    for (int b = 0; b < blocks; b++) {
      int from = (int) ((long) columns * b / blocks);
      int to = (int) ((long) columns * (b + 1) / blocks);
      words[3 * b] = groups.length;
      words[3 * b + 1] = 4 * indexCount;
      words[3 * b + 2] = 4 * wordCount;
      packBlock(groups, from, to);
    }
    return this;
  }

  int[] indices() {
    return Arrays.copyOf(indices, indexCount);
  }

  int[] weights() {
    return Arrays.copyOf(words, wordCount);
  }

  /** Columns listed, times rows of a group: multiply-accumulates per pixel. */
  long listed() {
    return listed * kernel.rows();
  }

  /** A group's columns inside a block and its weights, column by column. */
  private record Packed(int[] group, int[] columns, float[] values) {}

  private void packBlock(int[][] groups, int from, int to) {
    List<Packed> packed = new ArrayList<>();
    boolean[] everywhere = kernel.dense() ? used(weights) : new boolean[weights.columns()];
    for (int[] group : groups) {
      packed.add(gather(group, from, to, everywhere));
    }
    int unroll = kernel.unroll();
    packed.sort(
        (a, b) -> {
          int rest = a.columns.length % unroll - b.columns.length % unroll;
          return rest != 0 ? rest : a.columns.length - b.columns.length;
        });
    boolean first = true;
    for (Packed group : packed) {
      header(group);
      listed += group.columns.length;
      if (first || !kernel.dense()) {
        indices(group.columns, group.columns.length);
        first = false;
      }
      for (float value : group.values) {
        word(Float.floatToRawIntBits(value));
      }
    }
    if (kernel.dense() && packed.get(0).columns.length > 0) {
      indices(packed.get(0).columns, unroll);
    } else {
      for (int i = 0; i < unroll; i++) {
        index(0);
      }
    }
  }

  /** Appends the first {@code count} columns' offsets, starting over where there are fewer. */
  private void indices(int[] columns, int count) {
    for (int i = 0; i < count; i++) {
      index(columnOffsets[columns[i % columns.length]]);
    }
  }

  private Packed gather(int[] group, int from, int to, boolean[] everywhere) {
    int rows = kernel.rows();
    float[] table = new float[(to - from) * rows];
    boolean[] used = Arrays.copyOfRange(everywhere, from, to);
    int count = count(used);
    for (int r = 0; r < rows; r++) {
      for (int i = weights.rowStart(group[r]); i < weights.rowStart(group[r] + 1); i++) {
        int column = weights.column(i) - from;
        if (column >= 0 && column < to - from && weights.value(i) != 0f) {
          table[column * rows + r] = weights.value(i);
          count += used[column] ? 0 : 1;
          used[column] = true;
        }
      }
    }
    int[] columns = new int[count];
    float[] values = new float[count * rows];
    int next = 0;
    for (int column = 0; column < used.length; column++) {
      if (used[column]) {
        System.arraycopy(table, column * rows, values, next * rows, rows);
        columns[next++] = column + from;
      }
    }
    return new Packed(group, columns, values);
  }

  private void header(Packed packed) {
    word(packed.columns.length / kernel.unroll());
    word(packed.columns.length % kernel.unroll());
    for (int row : packed.group) {
      word(Float.floatToRawIntBits(bias[row]));
    }
    for (int row : packed.group) {
      word(outputOffsets[row]);
    }
    if (kernel.blocks() > 1) {
      for (int row : packed.group) {
        word(16 * row);
      }
    }
    if (kernel.residual()) {
      for (int row : packed.group) {
        word(residualOffsets[row]);
      }
    }
    if (kernel.slopes()) {
      for (int row : packed.group) {
        word(Float.floatToRawIntBits(slopes[row]));
      }
    }
  }

  private void index(int offset) {
    if (indexCount == indices.length) {
      indices = Arrays.copyOf(indices, 2 * indexCount);
    }
    indices[indexCount++] = offset;
  }

  private void word(int value) {
    if (wordCount == words.length) {
      words = Arrays.copyOf(words, 2 * wordCount);
    }
    words[wordCount++] = value;
  }
}
