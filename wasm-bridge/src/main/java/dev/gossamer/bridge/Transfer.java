package dev.gossamer.bridge;

import java.util.List;

/**
 * Checks the block-wise transfers that JavaScript asks for: an index error would be a trap, not an
 * exception.
 */
final class Transfer {
  private Transfer() {}

  static void into(byte[] target, int offset, int count) {
    check(target.length, offset, count, 1);
    Staging.copyIn(target, offset, count);
  }

  static void into(float[] target, int offset, int count) {
    check(target.length, offset, count, 4);
    Staging.copyIn(target, offset, count);
  }

  static void from(byte[] source, int offset, int count) {
    check(source.length, offset, count, 1);
    Staging.copyOut(source, offset, count);
  }

  /**
   * Bytes {@code offset} to {@code offset + count} of the parts one behind another.
   *
   * @param offset a multiple of 4, as is {@code count}
   */
  static void fromWords(List<int[]> parts, int offset, int count) {
    int total = 0;
    for (int[] part : parts) {
      total += part.length;
    }
    check(4 * total, offset, count, 1);
    if ((offset | count) % 4 != 0) {
      throw new IllegalArgumentException("transfer of " + count + " bytes at " + offset);
    }
    int from = offset / 4;
    int staged = 0;
    for (int[] part : parts) {
      int here = Math.min(part.length - from, count / 4 - staged);
      if (here > 0) {
        Staging.copyOut(part, from, here, staged);
        staged += here;
      }
      from = Math.max(0, from - part.length);
    }
  }

  static void from(float[] source, int offset, int count) {
    check(source.length, offset, count, 4);
    Staging.copyOut(source, offset, count);
  }

  private static void check(int length, int offset, int count, int bytesPerElement) {
    if (offset < 0
        || count < 0
        || count > Staging.BYTES / bytesPerElement
        || offset > length - count) {
      throw new IllegalArgumentException(
          "transfer of " + count + " elements at " + offset + " of " + length);
    }
  }
}
