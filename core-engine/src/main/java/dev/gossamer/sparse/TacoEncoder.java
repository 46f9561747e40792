package dev.gossamer.sparse;

import dev.gossamer.sparse.TacoLayout.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sorts a matrix's entries in traversal order and writes them level by level, outermost first. */
final class TacoEncoder {
  private final TacoLevels levels;
  private final CsrMatrix matrix;
  private final TacoLayout layout;
  private final IntList[] segments;
  private final IntList[] indices;
  private float[] values = new float[16];
  private int valueCount;

  TacoEncoder(TacoLevels levels, CsrMatrix matrix, TacoLayout layout) {
    this.levels = levels;
    this.matrix = matrix;
    this.layout = layout;
    segments = new IntList[levels.count];
    indices = new IntList[levels.count];
  }

  TacoTensor encode() {
    for (int level = 0; level < levels.count; level++) {
      segments[level] = new IntList();
      indices[level] = new IntList();
      if (levels.format[level] == Format.CSR) {
        segments[level].add(0);
      }
    }
    long[] keys = sortedKeys();
    write(0, keys, 0, keys.length, levels.rows * levels.columns);
    List<IndexVector> segmentVectors = new ArrayList<>();
    List<IndexVector> indexVectors = new ArrayList<>();
    for (int level = 0; level < levels.count; level++) {
      segmentVectors.add(IndexVector.of(segments[level].toArray()));
      indexVectors.add(IndexVector.of(indices[level].toArray()));
    }
    ValueVector valueVector = ValueVector.of(Arrays.copyOf(values, valueCount));
    return new TacoTensor(layout, segmentVectors, indexVectors, valueVector);
  }

  /**
   * Per entry its place in the traversal of the dense tensor (upper half) and its index (lower).
   */
  private long[] sortedKeys() {
    long[] keys = new long[matrix.entries()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int entry = matrix.rowStart(row); entry < matrix.rowStart(row + 1); entry++) {
        int place = 0;
        for (int level = 0; level < levels.count; level++) {
          int step = Math.max(levels.rowStep[level], levels.columnStep[level]);
          int coordinate = levels.rowStep[level] > 0 ? row : matrix.column(entry);
          place = place * levels.extent[level] + coordinate / step % levels.extent[level];
        }
        keys[entry] = (long) place << 32 | entry;
      }
    }
    Arrays.sort(keys);
    return keys;
  }

  /**
   * @param from first of the keys below the current position
   * @param to one past the last
   * @param span elements of the dense tensor below the current position
   */
  private void write(int level, long[] keys, int from, int to, int span) {
    if (level == levels.count) {
      addValue(from < to ? matrix.value((int) keys[from]) : 0f);
      return;
    }
    int extent = levels.extent[level];
    int childSpan = span / extent;
    int next = from;
    for (int coordinate = 0; coordinate < extent; coordinate++) {
      if (levels.format[level] == Format.CSR) {
        if (next == to) {
          break;
        }
        coordinate = (int) (keys[next] >> 32) / childSpan % extent;
        indices[level].add(coordinate);
      }
      int first = next;
      while (next < to && (int) (keys[next] >> 32) / childSpan % extent == coordinate) {
        next++;
      }
      write(level + 1, keys, first, next, childSpan);
    }
    if (levels.format[level] == Format.CSR) {
      segments[level].add(indices[level].size);
    }
  }

  private void addValue(float value) {
    if (valueCount == values.length) {
      values = Arrays.copyOf(values, 2 * valueCount);
    }
    values[valueCount++] = value;
  }

  private static final class IntList {
    private int[] entries = new int[16];
    private int size;

    void add(int entry) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, 2 * size);
      }
      entries[size++] = entry;
    }

    int[] toArray() {
      return Arrays.copyOf(entries, size);
    }
  }
}
