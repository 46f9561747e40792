package dev.gossamer.graph;

/** What {@link ShapeInference} asks of shapes; all throw IllegalArgumentException. */
final class ShapeChecks {
  private ShapeChecks() {}

  static Shape with(Shape shape, int axis, long extent) {
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? extent : shape.dim(i);
    }
    return shape(dims);
  }

  static void axis(int axis, Shape x) {
    if (axis < 0 || axis >= x.rank()) {
      throw new IllegalArgumentException("axis " + axis + " is outside " + x);
    }
  }

  static void rank4(String what, Shape shape) {
    if (shape.rank() != 4) {
      throw new IllegalArgumentException(what + " must have four dimensions, got " + shape);
    }
  }

  static Shape shape(int... dims) {
    return Shape.of(dims);
  }

  static Shape shape(long... dims) {
    int[] narrow = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 1 || dims[i] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("extent " + dims[i] + " is out of range");
      }
      narrow[i] = (int) dims[i];
    }
    return Shape.of(narrow);
  }
}
