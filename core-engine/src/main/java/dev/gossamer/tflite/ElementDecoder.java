package dev.gossamer.tflite;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.HalfFloat;

/** Little-endian elements at any position of the file, aligned or not. */
public final class ElementDecoder {
  private ElementDecoder() {}

  public static int int16(byte[] bytes, int position) {
    return (bytes[position] & 0xff) | bytes[position + 1] << 8;
  }

  public static int int32(byte[] bytes, int position) {
    return (bytes[position] & 0xff)
        | (bytes[position + 1] & 0xff) << 8
        | (bytes[position + 2] & 0xff) << 16
        | bytes[position + 3] << 24;
  }

  public static long int64(byte[] bytes, int position) {
    return (int32(bytes, position) & 0xffffffffL) | (long) int32(bytes, position + 4) << 32;
  }

  /** A FLOAT32 or FLOAT16 element. */
  public static float floatAt(byte[] bytes, int position, DataType type) {
    return type == DataType.FLOAT16
        ? HalfFloat.toFloat((short) int16(bytes, position))
        : Float.intBitsToFloat(int32(bytes, position));
  }

  /** Consecutive FLOAT32 or FLOAT16 elements from a position on. */
  static void floats(byte[] bytes, int position, DataType type, float[] target, int from, int to) {
    if (type == DataType.FLOAT16) {
      halves(bytes, position, target, from, to);
      return;
    }
    int at = position;
    for (int i = from; i < to; i++) {
      target[i] =
          Float.intBitsToFloat(
              (bytes[at] & 0xff)
                  | (bytes[at + 1] & 0xff) << 8
                  | (bytes[at + 2] & 0xff) << 16
                  | bytes[at + 3] << 24);
      at += 4;
    }
  }

  private static void halves(byte[] bytes, int position, float[] target, int from, int to) {
    int at = position;
    for (int i = from; i < to; i++) {
      int half = (bytes[at] & 0xff) | bytes[at + 1] << 8;
      int exponent = half & 0x7c00;
      // Nearly all weights are normal numbers: another exponent bias, and more bits.
      target[i] =
          exponent != 0 && exponent != 0x7c00
              ? Float.intBitsToFloat((half & 0x80000000) | ((half & 0x7fff) << 13) + (112 << 23))
              : HalfFloat.toFloat((short) half);
      at += 2;
    }
  }

  /** An element of one of the integer types or BOOL (0 or 1). */
  public static long integerAt(byte[] bytes, int position, DataType type) {
    return switch (type) {
      case INT8 -> bytes[position];
      case UINT8 -> bytes[position] & 0xff;
      case INT16 -> int16(bytes, position);
      case INT32 -> int32(bytes, position);
      case INT64 -> int64(bytes, position);
      case BOOL -> bytes[position] == 0 ? 0 : 1;
      case FLOAT32, FLOAT16 -> throw new IllegalArgumentException(type.name());
    };
  }
}
