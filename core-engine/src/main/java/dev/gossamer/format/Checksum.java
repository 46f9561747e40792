package dev.gossamer.format;

/** CRC-32 as Ethernet and zip have it (polynomial 0x04C11DB7, reflected). */
final class Checksum {
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xEDB88320;
      }
      TABLE[i] = crc;
    }
  }

  private Checksum() {}

  /**
   * @param hole where four bytes stand that count as zeros
   */
  static int of(byte[] bytes, int hole) {
    int crc = update(-1, bytes, 0, hole);
    for (int i = 0; i < 4; i++) {
      crc = TABLE[crc & 0xff] ^ crc >>> 8;
    }
    return ~update(crc, bytes, hole + 4, bytes.length);
  }

  private static int update(int start, byte[] bytes, int from, int to) {
    int crc = start;
    for (int i = from; i < to; i++) {
      crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ crc >>> 8;
    }
    return crc;
  }
}
