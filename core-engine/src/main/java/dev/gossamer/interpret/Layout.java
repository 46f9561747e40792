package dev.gossamer.interpret;

import dev.gossamer.graph.Shape;

/**
 * How the interpreter keeps values in memory: four-dimensional ones channels first ([N,H,W,C] lies
 * as N,C,H,W), so that inner loops run over neighbouring pixels and a zero weight skips a whole
 * plane; all others row-major.
 */
final class Layout {
  private Layout() {}

  /** Elements between neighbours along each axis of the shape, in the axes' own (NHWC) order. */
  static int[] strides(Shape shape) {
    if (shape.rank() != 4) {
      return rowMajorStrides(shape);
    }
    int pixels = shape.dim(1) * shape.dim(2);
    return new int[] {shape.dim(3) * pixels, shape.dim(2), 1, pixels};
  }

  /** Elements between neighbours along each axis when the last axis is innermost. */
  static int[] rowMajorStrides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dim(axis);
    }
    return strides;
  }

  /** True if a value of this shape lies in memory exactly as it would row-major. */
  static boolean isRowMajor(Shape shape) {
    return shape.rank() != 4 || shape.dim(3) == 1 || shape.dim(1) * shape.dim(2) == 1;
  }

  /** Copies a value of this shape from row-major order into this layout. */
  static StridedCopy fromRowMajor(Shape shape) {
    return StridedCopy.of(shape.dims(), rowMajorStrides(shape), strides(shape));
  }

  /** Copies a value of this shape from this layout into row-major order. */
  static StridedCopy toRowMajor(Shape shape) {
    return StridedCopy.of(shape.dims(), strides(shape), rowMajorStrides(shape));
  }

  /** A row-major copy of a value that lies in this layout. */
  static float[] rowMajor(Shape shape, float[] stored) {
    float[] result = new float[shape.elements()];
    toRowMajor(shape).run(stored, 0, result, 0);
    return result;
  }
}
