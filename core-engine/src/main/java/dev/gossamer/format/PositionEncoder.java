package dev.gossamer.format;

import dev.gossamer.format.schema.IndexCode;

/**
 * Ascending positions in the code that takes fewest bytes; the way back is {@link Positions}.
 *
 * @param code of {@link IndexCode}
 * @param bytes that the code takes
 */
record PositionEncoder(int[] positions, int limit, int code, long bytes) {

  /** Chooses the code. */
  static PositionEncoder of(int[] positions, int limit) {
    PositionEncoder best =
        new PositionEncoder(positions, limit, IndexCode.BITMAP, (limit + 7L) / 8);
    for (int width = 1; width <= 2; width++) {
      long bytes = width * deltas(positions, width);
      if (bytes < best.bytes) {
        int code = width == 1 ? IndexCode.DELTA8 : IndexCode.DELTA16;
        best = new PositionEncoder(positions, limit, code, bytes);
      }
    }
    return best;
  }

  private static long deltas(int[] positions, int width) {
    long count = 0;
    int previous = -1;
    for (int position : positions) {
      count += 1 + (position - previous - 1) / Positions.escape(width);
      previous = position;
    }
    return count;
  }

  byte[] encode() {
    byte[] encoded = new byte[(int) bytes];
    if (code == IndexCode.BITMAP) {
      for (int position : positions) {
        encoded[position >> 3] |= (byte) (1 << (position & 7));
      }
      return encoded;
    }
    int width = code == IndexCode.DELTA8 ? 1 : 2;
    int escape = Positions.escape(width);
    int next = 0;
    int previous = -1;
    for (int position : positions) {
      int distance = position - previous;
      for (; distance > escape; distance -= escape) {
        next += width;
      }
      encoded[next] = (byte) distance;
      if (width == 2) {
        encoded[next + 1] = (byte) (distance >> 8);
      }
      next += width;
      previous = position;
    }
    return encoded;
  }
}
