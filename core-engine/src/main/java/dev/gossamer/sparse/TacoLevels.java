package dev.gossamer.sparse;

import dev.gossamer.sparse.TacoLayout.Format;
import java.util.Arrays;

/**
 * A layout laid over a shape: per level of the traversal its extent and what one step along it adds
 * to row and column. Blocks split an axis into an outer and an inner level, so every coordinate is
 * a sum over levels and any order of levels needs no special case.
 */
final class TacoLevels {
  final int count;
  final Format[] format;
  final int[] extent;
  final int[] rowStep;
  final int[] columnStep;
  final int rows;
  final int columns;

  /**
   * @throws IllegalArgumentException if the layout does not fit the shape
   */
  TacoLevels(TacoLayout layout, int[] shape) {
    int rank = shape.length;
    int blocks = layout.blockMap().size();
    count = rank + blocks;
    int elements = elements(shape);
    if (layout.traversalOrder().size() != count || layout.formats().size() != count) {
      throw new IllegalArgumentException(
          "traversal order has "
              + layout.traversalOrder().size()
              + " entries and "
              + layout.formats().size()
              + " formats, shape and blocks have "
              + count);
    }
    if (layout.blockSizes().size() != blocks) {
      throw new IllegalArgumentException(
          layout.blockSizes().size() + " block sizes for " + blocks + " block dimensions");
    }
    int[] blockSize = blockSizes(layout, shape);
    rows = shape[0];
    columns = elements / rows;
    format = new Format[count];
    extent = new int[count];
    rowStep = new int[count];
    columnStep = new int[count];
    boolean[] seen = new boolean[count];
    for (int level = 0; level < count; level++) {
      int dimension = layout.traversalOrder().get(level);
      if (dimension < 0 || dimension >= count || seen[dimension]) {
        throw new IllegalArgumentException(
            "traversal order "
                + layout.traversalOrder()
                + " is not a permutation of 0.."
                + (count - 1));
      }
      seen[dimension] = true;
      format[level] = layout.formats().get(level);
      boolean inner = dimension >= rank;
      int axis = inner ? layout.blockMap().get(dimension - rank) : dimension;
      extent[level] = inner ? blockSize[axis] : shape[axis] / blockSize[axis];
      int step = inner ? 1 : blockSize[axis];
      rowStep[level] = axis == 0 ? step : 0;
      columnStep[level] = axis == 0 ? 0 : step * elementsAfter(shape, axis);
    }
  }

  /** Whether the arrays are those of a matrix: rows dense, then one compressed level of columns. */
  boolean areRows() {
    int last = count - 1;
    boolean rowsFirst = last > 0 && extent[0] == rows && rowStep[0] == 1;
    if (!rowsFirst || extent[last] != columns || columnStep[last] != 1) {
      return false;
    }
    for (int level = 0; level < last; level++) {
      if (format[level] != Format.DENSE) {
        return false;
      }
    }
    return format[last] == Format.CSR;
  }

  /** Per axis of the shape the extent of its blocks, 1 where it has none. */
  private static int[] blockSizes(TacoLayout layout, int[] shape) {
    int[] blockSize = new int[shape.length];
    Arrays.fill(blockSize, 1);
    boolean[] seen = new boolean[shape.length];
    for (int block = 0; block < layout.blockMap().size(); block++) {
      int axis = layout.blockMap().get(block);
      int size = layout.blockSizes().get(block);
      if (axis < 0 || axis >= shape.length || seen[axis]) {
        throw new IllegalArgumentException(
            "block map "
                + layout.blockMap()
                + " must name axes of "
                + Arrays.toString(shape)
                + ", each once");
      }
      if (size < 1 || shape[axis] % size != 0) {
        throw new IllegalArgumentException(
            "block size "
                + size
                + " does not divide axis "
                + axis
                + " of "
                + Arrays.toString(shape));
      }
      seen[axis] = true;
      blockSize[axis] = size;
    }
    return blockSize;
  }

  private static int elements(int[] shape) {
    if (shape.length < 1) {
      throw new IllegalArgumentException("a sparse tensor needs at least one dimension");
    }
    long product = 1;
    for (int extent : shape) {
      if (extent < 1) {
        throw new IllegalArgumentException("extent must be at least 1, found " + extent);
      }
      product *= extent;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("shape has more than 2^31 - 1 elements");
      }
    }
    return (int) product;
  }

  private static int elementsAfter(int[] shape, int axis) {
    int product = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }
}
