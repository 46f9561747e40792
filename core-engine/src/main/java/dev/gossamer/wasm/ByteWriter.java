package dev.gossamer.wasm;

import dev.gossamer.Utf8;
import java.util.Arrays;

/**
 * A growing array of bytes with the number formats of WebAssembly: little-endian and LEB128.
 *
 * <pre>{@code
 * ByteWriter out = new ByteWriter();
 * out.unsigned(624485).signed(-123456).name("memory");
 * byte[] bytes = out.toBytes();
 * }</pre>
 */
public final class ByteWriter {
  private byte[] bytes = new byte[64];
  private int size;

  /** Number of bytes written so far. */
  public int size() {
    return size;
  }

  /** Appends the lowest 8 bits of {@code value}. */
  public ByteWriter u8(int value) {
    if (size == bytes.length) {
      reserve(1);
    }
    bytes[size++] = (byte) value;
    return this;
  }

  /** Appends 4 bytes, lowest first. */
  public ByteWriter i32(int value) {
    return u8(value).u8(value >> 8).u8(value >> 16).u8(value >> 24);
  }

  /** Appends 8 bytes, lowest first. */
  public ByteWriter i64(long value) {
    return i32((int) value).i32((int) (value >> 32));
  }

  /** Appends the IEEE 754 bits of {@code value}, NaN payload included. */
  public ByteWriter f32(float value) {
    return i32(Float.floatToRawIntBits(value));
  }

  /** Appends the IEEE 754 bits of {@code value}, NaN payload included. */
  public ByteWriter f64(double value) {
    return i64(Double.doubleToRawLongBits(value));
  }

  /** Appends {@code value}, read as 0 to 2^32 - 1, in unsigned LEB128 (1 to 5 bytes). */
  public ByteWriter unsigned(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      u8(rest | 0x80);
      rest >>>= 7;
    }
    return u8(rest);
  }

  /** Appends {@code value} in signed LEB128 (1 to 10 bytes; an int needs at most 5). */
  public ByteWriter signed(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      u8((int) rest | 0x80);
      rest >>= 7;
    }
    return u8((int) rest & 0x7F);
  }

  /** Appends the length in bytes of {@code text} in UTF-8, then those bytes. */
  public ByteWriter name(String text) {
    byte[] utf8 = Utf8.encode(text);
    return unsigned(utf8.length).bytes(utf8);
  }

  /** Appends all of {@code source}. */
  public ByteWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /** Appends {@code source[from]} to {@code source[to - 1]}. */
  public ByteWriter bytes(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** Appends what {@code source} holds. */
  public ByteWriter bytes(ByteWriter source) {
    return bytes(source, 0, source.size);
  }

  /** Appends bytes {@code from} to {@code to - 1} of {@code source}. */
  public ByteWriter bytes(ByteWriter source, int from, int to) {
    return bytes(source.bytes, from, to);
  }

  /** A copy of the bytes written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }
}
