package dev.gossamer.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the number formats of a WebAssembly binary, in order. */
final class WasmReader {
  private final ByteBuffer in;

  WasmReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  private WasmReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  int u8() {
    return in.get() & 0xFF;
  }

  int i32() {
    return in.getInt();
  }

  long i64() {
    return in.getLong();
  }

  /** An unsigned LEB128 of at most 32 bits. */
  int unsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int part = u8();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        if (shift > 28 || value > 0xFFFFFFFFL) {
          throw new IllegalStateException("LEB128 too long at " + in.position());
        }
        return (int) value;
      }
    }
  }

  /** A signed LEB128 of at most 64 bits. */
  long signed() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int part = u8();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        return shift + 7 < 64 && (part & 0x40) != 0 ? value | -1L << (shift + 7) : value;
      }
    }
  }

  String name() {
    return new String(bytes(unsigned()), StandardCharsets.UTF_8);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /** The next {@code size} bytes, which this reader skips. */
  WasmReader part(int size) {
    WasmReader part = new WasmReader(in.slice(in.position(), size));
    in.position(in.position() + size);
    return part;
  }

  byte[] rest() {
    return bytes(in.remaining());
  }
}
