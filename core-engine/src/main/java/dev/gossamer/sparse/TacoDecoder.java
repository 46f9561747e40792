package dev.gossamer.sparse;

import dev.gossamer.sparse.TacoLayout.Format;

/**
 * Walks validated levels twice: once to count the entries of each row, once to put them in place.
 * Two walks need no memory per entry beside the result.
 */
final class TacoDecoder {
  private final TacoLevels levels;
  private final TacoTensor tensor;
  private final int[] rowStart;
  private int[] columnIndex;
  private float[] values;

  TacoDecoder(TacoLevels levels, TacoTensor tensor) {
    this.levels = levels;
    this.tensor = tensor;
    rowStart = new int[levels.rows + 1];
  }

  CsrMatrix decode() {
    count(0, 0, 1, 0);
    for (int row = 0; row < levels.rows; row++) {
      rowStart[row + 1] += rowStart[row];
    }
    columnIndex = new int[tensor.values().length()];
    values = new float[tensor.values().length()];
    place(0, 0, 0, 0);
    // Placing moved each start to its row's end, which is the start of the next row.
    System.arraycopy(rowStart, 0, rowStart, 1, levels.rows);
    rowStart[0] = 0;
    for (int row = 0; row < levels.rows; row++) {
      sortRow(rowStart[row], rowStart[row + 1]);
    }
    return CsrMatrix.of(levels.rows, levels.columns, rowStart, columnIndex, values);
  }

  /**
   * Adds the entries at positions [from, to) of a level to the counts of their rows. Runs of
   * positions whose row is already settled are counted without visiting them.
   */
  private void count(int level, int from, int to, int row) {
    if (level == levels.count) {
      rowStart[row + 1] += to - from;
      return;
    }
    boolean dense = levels.format[level] == Format.DENSE;
    int extent = levels.extent[level];
    if (levels.rowStep[level] == 0) {
      IndexVector segments = tensor.segments().get(level);
      count(
          level + 1,
          dense ? from * extent : segments.at(from),
          dense ? to * extent : segments.at(to),
          row);
      return;
    }
    for (int position = from; position < to; position++) {
      int first = dense ? position * extent : tensor.segments().get(level).at(position);
      int last = dense ? first + extent : tensor.segments().get(level).at(position + 1);
      for (int child = first; child < last; child++) {
        int coordinate = dense ? child - first : tensor.indices().get(level).at(child);
        count(level + 1, child, child + 1, row + coordinate * levels.rowStep[level]);
      }
    }
  }

  private void place(int level, int position, int row, int column) {
    boolean dense = levels.format[level] == Format.DENSE;
    IndexVector segments = tensor.segments().get(level);
    IndexVector indices = tensor.indices().get(level);
    int first = dense ? position * levels.extent[level] : segments.at(position);
    int last = dense ? first + levels.extent[level] : segments.at(position + 1);
    int rowStep = levels.rowStep[level];
    int columnStep = levels.columnStep[level];
    boolean leaf = level == levels.count - 1;
    if (leaf && !dense && rowStep == 0) {
      placeRow(indices, first, last, row, column, columnStep);
      return;
    }
    for (int child = first; child < last; child++) {
      int coordinate = dense ? child - first : indices.at(child);
      int childRow = row + coordinate * rowStep;
      int childColumn = column + coordinate * columnStep;
      if (leaf) {
        int entry = rowStart[childRow]++;
        columnIndex[entry] = childColumn;
        values[entry] = tensor.values().at(child);
      } else {
        place(level + 1, child, childRow, childColumn);
      }
    }
  }

  /** The entries of a compressed innermost level, all of one row: at once, without asking each. */
  private void placeRow(
      IndexVector indices, int first, int last, int row, int column, int columnStep) {
    int entry = rowStart[row];
    int end = entry + last - first;
    rowStart[row] = end;
    indices.copy(first, last, columnIndex, entry);
    tensor.values().copy(first, last, values, entry);
    if (column == 0 && columnStep == 1) {
      return;
    }
    for (; entry < end; entry++) {
      columnIndex[entry] = column + columnIndex[entry] * columnStep;
    }
  }

  /** Heap sort in place by column; rows of the natural order are found sorted and left alone. */
  private void sortRow(int from, int to) {
    boolean sorted = true;
    for (int i = from + 1; i < to && sorted; i++) {
      sorted = columnIndex[i - 1] < columnIndex[i];
    }
    if (sorted) {
      return;
    }
    int length = to - from;
    for (int i = length / 2 - 1; i >= 0; i--) {
      siftDown(from, i, length);
    }
    for (int end = length - 1; end > 0; end--) {
      swap(from, from + end);
      siftDown(from, 0, end);
    }
  }

  private void siftDown(int base, int root, int length) {
    int parent = root;
    while (2 * parent + 1 < length) {
      int child = 2 * parent + 1;
      if (child + 1 < length && columnIndex[base + child] < columnIndex[base + child + 1]) {
        child++;
      }
      if (columnIndex[base + parent] >= columnIndex[base + child]) {
        return;
      }
      swap(base + parent, base + child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    int column = columnIndex[a];
    columnIndex[a] = columnIndex[b];
    columnIndex[b] = column;
    float value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
}
