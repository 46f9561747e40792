package dev.gossamer.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values of WebAssembly as little-endian bytes (4, 8 or 16), seen as lanes of any width. */
final class LaneBytes {
  private LaneBytes() {}

  /** What a lane of a result is made of. */
  interface LaneFunction {
    long apply(int lane);
  }

  /** A value of {@code size} bytes from lanes of {@code width} bits. */
  static byte[] of(int size, int width, LaneFunction function) {
    byte[] value = new byte[size];
    for (int lane = 0; lane < 8 * size / width; lane++) {
      put(value, width, lane, function.apply(lane));
    }
    return value;
  }

  static byte[] ofInt(int value) {
    return of(4, 32, lane -> value);
  }

  static byte[] ofLong(long value) {
    return of(8, 64, lane -> value);
  }

  static byte[] ofFloat(float value) {
    return ofInt(Float.floatToRawIntBits(value));
  }

  static byte[] ofDouble(double value) {
    return ofLong(Double.doubleToRawLongBits(value));
  }

  /** Replaces one lane; excess bits are dropped. */
  static void put(byte[] value, int width, int lane, long bits) {
    for (int i = 0; i < width / 8; i++) {
      value[lane * width / 8 + i] = (byte) (bits >> 8 * i);
    }
  }

  /** A lane read as unsigned (as a pattern where it has 64 bits). */
  static long unsigned(byte[] value, int width, int lane) {
    long bits = 0;
    for (int i = 0; i < width / 8; i++) {
      bits |= (value[lane * width / 8 + i] & 0xFFL) << 8 * i;
    }
    return bits;
  }

  /** A lane read as signed. */
  static long signed(byte[] value, int width, int lane) {
    return unsigned(value, width, lane) << 64 - width >> 64 - width;
  }

  /** A lane of 32 or 64 bits read as a float or double. */
  static double floating(byte[] value, int width, int lane) {
    long bits = unsigned(value, width, lane);
    return width == 32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  /** The bits of {@code value}, rounded to the width. */
  static long bits(double value, int width) {
    return width == 32 ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
  }

  static ByteBuffer buffer(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
  }
}
