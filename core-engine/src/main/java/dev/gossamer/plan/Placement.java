package dev.gossamer.plan;

import dev.gossamer.graph.Shape;

/**
 * Where the elements of a tensor lie, axis by axis: element (i0, i1, …) is at {@code base +
 * offsets[0][i0] + offsets[1][i1] + …} bytes. Every {@link Layout} is such a sum, and so are
 * broadcasts, slices, permutations and the like of one, which is why one kernel serves all of them.
 */
record Placement(int base, int[][] offsets) {

  /** A tensor as its layout places it. */
  static Placement of(Shape shape, Layout layout) {
    int[][] offsets = new int[shape.rank()][];
    if (isPicture(shape)) {
      int base = layout.offset(0, 0, 0);
      offsets[0] = new int[1];
      offsets[1] = new int[shape.dim(1)];
      offsets[2] = new int[shape.dim(2)];
      offsets[3] = new int[shape.dim(3)];
      for (int y = 0; y < shape.dim(1); y++) {
        offsets[1][y] = layout.offset(0, y, 0) - base;
      }
      for (int x = 0; x < shape.dim(2); x++) {
        offsets[2][x] = layout.offset(0, 0, x) - base;
      }
      for (int c = 0; c < shape.dim(3); c++) {
        offsets[3][c] = c * layout.channelStride();
      }
      return new Placement(base, offsets);
    }
    return rowMajor(shape);
  }

  /** A tensor whose elements follow one another. */
  static Placement rowMajor(Shape shape) {
    int[][] offsets = new int[shape.rank()][];
    int stride = 4;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      offsets[axis] = multiples(stride, shape.dim(axis));
      stride *= shape.dim(axis);
    }
    return new Placement(0, offsets);
  }

  /** Whether layouts other than row-major exist for this shape: [1,H,W,C]. */
  static boolean isPicture(Shape shape) {
    return shape.rank() == 4 && shape.dim(0) == 1;
  }

  /**
   * Stretched to a shape by numpy's rules: axes aligned from the innermost, extents of 1 repeat.
   */
  Placement broadcast(Shape to) {
    int missing = to.rank() - offsets.length;
    int[][] stretched = new int[to.rank()][];
    for (int axis = 0; axis < stretched.length; axis++) {
      int[] own = axis < missing ? new int[1] : offsets[axis - missing];
      stretched[axis] = own.length == to.dim(axis) ? own : new int[to.dim(axis)];
    }
    return new Placement(base, stretched);
  }

  /** The sub-tensor of elements whose index along an axis is one of those given. */
  Placement select(int axis, int[] indices) {
    int[][] selected = offsets.clone();
    selected[axis] = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      selected[axis][i] = offsets[axis][indices[i]];
    }
    return new Placement(base, selected);
  }

  /** The sub-tensor of {@code size} neighbours along an axis. */
  Placement slice(int axis, int begin, int size) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = begin + i;
    }
    return select(axis, indices);
  }

  /** Axis i of the result is axis permutation[i] of this. */
  Placement permute(int... permutation) {
    int[][] permuted = new int[permutation.length][];
    for (int axis = 0; axis < permuted.length; axis++) {
      permuted[axis] = offsets[permutation[axis]];
    }
    return new Placement(base, permuted);
  }

  /** Extents of the axes. */
  int[] extents() {
    int[] extents = new int[offsets.length];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = offsets[axis].length;
    }
    return extents;
  }

  private static int[] multiples(int stride, int count) {
    int[] multiples = new int[count];
    for (int i = 0; i < count; i++) {
      multiples[i] = i * stride;
    }
    return multiples;
  }
}
