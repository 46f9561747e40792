package dev.gossamer.bridge;

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
