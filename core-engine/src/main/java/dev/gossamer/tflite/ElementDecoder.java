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
