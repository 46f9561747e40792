package dev.gossamer.tflite;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.HalfFloat;

/** Elements to the little-endian bytes of a buffer; the way back is {@link ElementDecoder}. */
public final class ElementEncoder {
  private ElementEncoder() {}

  /** FLOAT32 or FLOAT16, rounded to nearest even, or INT8 of whole numbers. */
  public static byte[] floats(DataType type, float[] floats) {
    byte[] bytes = new byte[floats.length * type.bytes()];
    for (int i = 0; i < floats.length; i++) {
      int bits =
          switch (type) {
            case FLOAT32 -> Float.floatToRawIntBits(floats[i]);
            case FLOAT16 -> HalfFloat.fromFloat(floats[i]);
            default -> (int) floats[i];
          };
      put(bytes, i * type.bytes(), type.bytes(), bits);
    }
    return bytes;
  }

  /** One of the integer types or BOOL. */
  public static byte[] ints(DataType type, int[] ints) {
    byte[] bytes = new byte[ints.length * type.bytes()];
    for (int i = 0; i < ints.length; i++) {
      put(bytes, i * type.bytes(), type.bytes(), ints[i]);
    }
    return bytes;
  }

  /** The lowest {@code width} bytes of the number, extended by its sign. */
  private static void put(byte[] bytes, int position, int width, long number) {
    for (int i = 0; i < width; i++) {
      bytes[position + i] = (byte) (number >> 8 * i);
    }
  }
}
