package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.schema.IndexCode;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Ascending positions as a section tells them, read where they lie in the file. */
final class Positions {
  private static final int END = -1;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int code;
  private final int limit;
  private final int count;

  /**
   * Checks them.
   *
   * @param code of {@link IndexCode}
   * @param limit what all positions are below
   * @throws ModelFormatException if they are not, or the bytes are not those of the code
   */
  Positions(byte[] bytes, int start, int length, int code, int limit, Supplier<String> where) {
    this.bytes = bytes;
    this.start = start;
    this.end = start + length;
    this.code = code;
    this.limit = limit;
    count =
        switch (code) {
          case IndexCode.BITMAP -> checkBitmap(length, where);
          case IndexCode.DELTA8 -> checkDeltas(1, where);
          case IndexCode.DELTA16 -> checkDeltas(2, where);
          default ->
              throw new ModelFormatException(
                  "Index code", where.get(), "0.." + (IndexCode.names.length - 1), code);
        };
  }

  int count() {
    return count;
  }

  private int checkBitmap(int length, Supplier<String> where) {
    long expected = (limit + 7L) / 8;
    if (length != expected) {
      throw new ModelFormatException("Bytes of a bitmap", where.get(), expected, length);
    }
    int bits = 0;
    for (int i = start; i < end; i++) {
      bits += Integer.bitCount(bytes[i] & 0xff);
    }
    if (limit % 8 != 0 && (bytes[end - 1] & 0xff) >>> limit % 8 != 0) {
      throw new ModelFormatException(
          "Bits of a bitmap", where.get(), "none from " + limit + " on", "some");
    }
    return bits;
  }

  private int checkDeltas(int width, Supplier<String> where) {
    if ((end - start) % width != 0) {
      throw new ModelFormatException(
          "Bytes of distances", where.get(), "a multiple of " + width, end - start);
    }
    long position = END;
    int entries = 0;
    int last = 1;
    for (int i = start; i < end; i += width) {
      last = unsigned(i, width);
      position += last == 0 ? escape(width) : last;
      entries += last == 0 ? 0 : 1;
      if (position >= limit) {
        throw new ModelFormatException(
            "Position of entry " + entries, where.get(), "below " + limit, position);
      }
    }
    if (last == 0) {
      throw new ModelFormatException("Distances end without an entry", where.get());
    }
    return entries;
  }

  private int unsigned(int at, int width) {
    int low = bytes[at] & 0xff;
    return width == 1 ? low : low | (bytes[at + 1] & 0xff) << 8;
  }

  /** Positions without an entry that a zero stands for. */
  static int escape(int width) {
    return width == 1 ? 0xff : 0xffff;
  }

  /** Gives all positions, in order. */
  void forEach(IntConsumer consumer) {
    if (code == IndexCode.BITMAP) {
      for (int i = start; i < end; i++) {
        for (int bits = bytes[i] & 0xff; bits != 0; bits &= bits - 1) {
          consumer.accept((i - start) * 8 + Integer.numberOfTrailingZeros(bits));
        }
      }
      return;
    }
    int width = code == IndexCode.DELTA8 ? 1 : 2;
    int position = END;
    for (int i = start; i < end; i += width) {
      int distance = unsigned(i, width);
      position += distance == 0 ? escape(width) : distance;
      if (distance != 0) {
        consumer.accept(position);
      }
    }
  }
}
