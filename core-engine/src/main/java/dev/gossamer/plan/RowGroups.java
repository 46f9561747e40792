package dev.gossamer.plan;

import dev.gossamer.sparse.CsrMatrix;

/** Rows of a weight matrix that are worked on together, and the columns they need. */
final class RowGroups {
  private RowGroups() {}

  /**
   * Rows in groups of {@code rows} neighbours; the last group is filled up by repeating the last
   * row.
   */
  static int[][] neighbours(int matrixRows, int rows) {
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
   *
   * @return null if these are the groups of neighbours
   */
  static int[][] byLength(CsrMatrix weights, int rows) {
    int[] lengths = new int[weights.rows()];
    boolean ascending = true;
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = weights.rowStart(row + 1) - weights.rowStart(row);
      ascending &= row == 0 || lengths[row - 1] <= lengths[row];
    }
    if (ascending) {
      return null;
    }
    int[] order = order(lengths, weights.columns() + 1);
    int[][] groups = neighbours(order.length, rows);
    for (int[] group : groups) {
      for (int r = 0; r < rows; r++) {
        group[r] = order[group[r]];
      }
    }
    return groups;
  }

  /**
   * Indices of the keys in ascending order of the keys, equal ones in their order.
   *
   * @param keys 0 to limit - 1
   */
  static int[] order(int[] keys, int limit) {
    int[] next = new int[limit + 1];
    for (int key : keys) {
      next[key + 1]++;
    }
    for (int key = 0; key < limit; key++) {
      next[key + 1] += next[key];
    }
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[next[keys[i]]++] = i;
    }
    return order;
  }

  /**
   * How many columns the groups list in all: the work per pixel is this times the rows of a group.
   */
  static long listedColumns(CsrMatrix weights, int[][] groups) {
    int[] columnIndex = weights.columnIndices();
    float[] values = weights.values();
    int[] lastGroup = new int[weights.columns()];
    long listed = 0;
    for (int g = 0; g < groups.length; g++) {
      for (int row : groups[g]) {
        int end = weights.rowStart(row + 1);
        for (int i = weights.rowStart(row); i < end; i++) {
          int column = columnIndex[i];
          if (lastGroup[column] <= g && values[i] != 0f) {
            lastGroup[column] = g + 1;
            listed++;
          }
        }
      }
    }
    return listed;
  }

  /** Which columns have a weight in any row. */
  static boolean[] used(CsrMatrix weights) {
    int[] columnIndex = weights.columnIndices();
    float[] values = weights.values();
    boolean[] used = new boolean[weights.columns()];
    int unused = used.length;
    for (int i = 0; i < values.length && unused > 0; i++) {
      if (values[i] != 0f && !used[columnIndex[i]]) {
        used[columnIndex[i]] = true;
        unused--;
      }
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
}
