package dev.gossamer.graph;

import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;

/**
 * The data of a constant value. {@link #type()} is the type in the file; float data is held widened
 * to float32.
 */
public sealed interface Constant {

  DataType type();

  Shape shape();

  /**
   * Dense floats in NHWC (row-major) order. Values of type FLOAT16 are exactly representable in
   * half precision.
   *
   * @param floats one per element; not to be written to
   */
  record Floats(DataType type, Shape shape, float[] floats) implements Constant {
    public Floats {
      if (!type.isFloat() || floats.length != shape.elements()) {
        throw new IllegalArgumentException(
            type.name() + shape + " needs " + shape.elements() + " floats, got " + floats.length);
      }
    }

    public static Floats of(Shape shape, float... floats) {
      return new Floats(DataType.FLOAT32, shape, floats);
    }
  }

  /**
   * Dense integers (or booleans) in row-major order.
   *
   * @param ints one per element, each within the type's range and, for INT64, within int; not to be
   *     written to
   */
  record Ints(DataType type, Shape shape, int[] ints) implements Constant {
    public Ints {
      if (type.isFloat() || ints.length != shape.elements()) {
        throw new IllegalArgumentException(
            type.name() + shape + " needs " + shape.elements() + " ints, got " + ints.length);
      }
    }

    public static Ints of(Shape shape, int... ints) {
      return new Ints(DataType.INT32, shape, ints);
    }
  }

  /**
   * Sparse data: rows of the matrix are the first extent of the shape, columns the product of the
   * others.
   *
   * @param type FLOAT32, FLOAT16 or INT8 (values held as floats)
   * @param layout how the file stored it
   */
  record Sparse(DataType type, Shape shape, CsrMatrix matrix, TacoLayout layout)
      implements Constant {
    public Sparse {
      if (shape.rank() < 1
          || matrix.rows() != shape.dim(0)
          || (long) matrix.rows() * matrix.columns() != shape.elements()) {
        throw new IllegalArgumentException(matrix + " does not fit " + shape);
      }
    }
  }
}
