package dev.gossamer.sparse;

import java.util.Arrays;

/**
 * Between TFLite's sparse tensors (the format of the TACO compiler, Kjolstad et al. 2017: one level
 * per dimension, each dense or compressed) and {@link CsrMatrix}. Any traversal order, any number
 * of compressed levels, blocks anywhere in the order. Nothing is ever made dense: both directions
 * take memory in proportion to stored entries and rows.
 */
public final class TacoCodec {
  private TacoCodec() {}

  /**
   * Bytes that {@link #decode} allocates for a tensor of this shape: a column and a value per
   * entry, a start per row, and small change.
   */
  public static long allocation(int[] shape, int values) {
    return 8L * values + (shape.length == 0 ? 0 : 4L * shape[0]) + 1024;
  }

  /**
   * @throws IllegalArgumentException if a tensor of this shape cannot be stored so
   */
  public static void check(int[] shape, TacoLayout layout) {
    new TacoLevels(layout, shape);
  }

  /**
   * Rows are the first axis of the shape, columns the others in row-major order. Stored zeros stay.
   * Both index lists have one entry per level of the traversal order; those of dense levels are not
   * looked at. All counts are checked before anything is allocated.
   *
   * @throws IllegalArgumentException if the layout does not fit the shape, or arrays do not fit the
   *     layout: segments that do not start at 0, fall or do not end at the number of indices,
   *     indices that are not ascending inside a segment or not inside the axis, or a wrong number
   *     of values
   */
  public static CsrMatrix decode(int[] shape, TacoTensor tensor) {
    TacoLevels levels = new TacoLevels(tensor.layout(), shape);
    CsrMatrix rows = levels.areRows() ? TacoRows.decode(levels, tensor) : null;
    if (rows != null) {
      return rows;
    }
    validate(levels, tensor);
    return new TacoDecoder(levels, tensor).decode();
  }

  /**
   * The arrays that {@link #decode} turns back into the matrix. Entries that dense inner levels
   * force into the file are stored as zeros.
   *
   * @throws IllegalArgumentException if matrix, shape and layout do not fit each other
   */
  public static TacoTensor encode(int[] shape, CsrMatrix matrix, TacoLayout layout) {
    TacoLevels levels = new TacoLevels(layout, shape);
    if (matrix.rows() != levels.rows || matrix.columns() != levels.columns) {
      throw new IllegalArgumentException(matrix + " does not fit " + Arrays.toString(shape));
    }
    return new TacoEncoder(levels, matrix, layout).encode();
  }

  private static void validate(TacoLevels levels, TacoTensor tensor) {
    if (tensor.segments().size() != levels.count || tensor.indices().size() != levels.count) {
      throw new IllegalArgumentException(
          "segments and indices need one entry for each of " + levels.count + " levels");
    }
    long positions = 1;
    for (int level = 0; level < levels.count; level++) {
      if (levels.format[level] == TacoLayout.Format.DENSE) {
        positions *= levels.extent[level];
        if (positions > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("level " + level + " has more than 2^31 positions");
        }
      } else {
        IndexVector indices = tensor.indices().get(level);
        validateSegments(level, tensor.segments().get(level), positions, indices.length());
        validateIndices(level, tensor.segments().get(level), indices, levels.extent[level]);
        positions = indices.length();
      }
    }
    if (positions != tensor.values().length()) {
      throw new IllegalArgumentException(
          "expected " + positions + " values, found " + tensor.values().length());
    }
  }

  private static void validateSegments(int level, IndexVector segments, long parents, int indices) {
    if (segments.length() != parents + 1) {
      throw new IllegalArgumentException(
          "segments of level "
              + level
              + ": expected "
              + (parents + 1)
              + " entries, found "
              + segments.length());
    }
    int previous = 0;
    for (int i = 0; i < segments.length(); i++) {
      int start = segments.at(i);
      if (start < previous || (i == 0 && start != 0)) {
        throw new IllegalArgumentException(
            "segments of level "
                + level
                + " must start at 0 and not fall, found "
                + start
                + " at entry "
                + i);
      }
      previous = start;
    }
    if (previous != indices) {
      throw new IllegalArgumentException(
          "segments of level "
              + level
              + " end at "
              + previous
              + ", there are "
              + indices
              + " indices");
    }
  }

  private static void validateIndices(
      int level, IndexVector segments, IndexVector indices, int extent) {
    int entry = 0;
    for (int segment = 1; segment < segments.length(); segment++) {
      int end = segments.at(segment);
      int previous = -1;
      for (; entry < end; entry++) {
        int index = indices.at(entry);
        if (index <= previous || index >= extent) {
          throw new IllegalArgumentException(
              "indices of level "
                  + level
                  + " must ascend below "
                  + extent
                  + ", found "
                  + index
                  + " after "
                  + previous
                  + " at entry "
                  + entry);
        }
        previous = index;
      }
    }
  }
}
