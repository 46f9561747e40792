package dev.gossamer.format;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.Arrays;

/**
 * The entries of a constant that is to be stored: of a dense one those whose bits are not all zero
 * (-0 is an entry, so that it comes back), of a sparse one those it has.
 *
 * @param shape of the constant; rows are its first extent
 * @param width bytes of an element in the file
 * @param exact whether the reader must find these entries and no others; else zeros may be added
 * @param positions row-major, ascending
 * @param bits of the entries, in the lowest {@code width} bytes
 */
record Entries(Shape shape, int width, boolean exact, int[] positions, int[] bits) {

  /**
   * @param type in the file
   */
  static Entries of(Constant.Floats dense, DataType type) {
    float[] floats = dense.floats();
    int[] positions = new int[floats.length];
    int[] bits = new int[floats.length];
    int count = 0;
    for (int i = 0; i < floats.length; i++) {
      bits[count] = bits(floats[i], type);
      positions[count] = i;
      count += bits[count] == 0 ? 0 : 1;
    }
    return new Entries(
        dense.shape(),
        type.bytes(),
        false,
        Arrays.copyOf(positions, count),
        Arrays.copyOf(bits, count));
  }

  /**
   * @param type in the file
   */
  static Entries of(Constant.Sparse sparse, DataType type) {
    CsrMatrix matrix = sparse.matrix();
    int[] positions = new int[matrix.entries()];
    int[] bits = new int[matrix.entries()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int entry = matrix.rowStart(row); entry < matrix.rowStart(row + 1); entry++) {
        positions[entry] = row * matrix.columns() + matrix.column(entry);
        bits[entry] = bits(matrix.value(entry), type);
      }
    }
    return new Entries(sparse.shape(), type.bytes(), true, positions, bits);
  }

  private static int bits(float value, DataType type) {
    return switch (type) {
      case FLOAT32 -> Float.floatToRawIntBits(value);
      case FLOAT16 -> HalfFloat.fromFloat(value) & 0xffff;
      default -> (int) value & 0xff;
    };
  }

  int count() {
    return positions.length;
  }

  int elements() {
    return shape.elements();
  }

  int rows() {
    return shape.rank() == 0 ? 1 : shape.dim(0);
  }

  int columns() {
    return elements() / rows();
  }

  /** Writes an entry's bits as the {@code place}-th value. */
  void put(byte[] values, int place, int entry) {
    for (int i = 0; i < width; i++) {
      values[place * width + i] = (byte) (bits[entry] >> 8 * i);
    }
  }
}
