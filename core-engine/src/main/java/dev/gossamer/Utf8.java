package dev.gossamer;

import java.util.Arrays;

/**
 * Text to bytes and back in UTF-8 (Unicode 16.0, section 3.9), without {@code java.nio.charset},
 * which would make the page's engine 4 KB larger in brotli.
 */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The bytes of {@code text}; a surrogate without its other half becomes a question mark. */
  public static byte[] encode(String text) {
    char[] units = text.toCharArray();
    byte[] bytes = new byte[3 * units.length];
    int size = 0;
    for (int i = 0; i < units.length; i++) {
      int point = units[i];
      if (point < 0x80) {
        bytes[size++] = (byte) point;
        continue;
      }
      if (point >> 11 == 0xD800 >> 11) {
        int next = i + 1 < units.length ? units[i + 1] : 0;
        if (point >= 0xDC00 || next >> 10 != 0xDC00 >> 10) {
          bytes[size++] = '?';
          continue;
        }
        i++;
        point = 0x10000 + ((point & 0x3FF) << 10 | next & 0x3FF);
      }
      int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      bytes[size++] = (byte) (0xFF80 >> more | point >> 6 * more);
      while (more-- > 0) {
        bytes[size++] = (byte) (0x80 | point >> 6 * more & 0x3F);
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /**
   * The text of {@code count} bytes from {@code start} on. Each longest beginning of a character
   * that does not go on becomes U+FFFD, as does each other byte that is none.
   */
  public static String decode(byte[] bytes, int start, int count) {
    char[] units = new char[count];
    int size = 0;
    int end = start + count;
    for (int i = start; i < end; ) {
      int point = bytes[i++];
      if (point < 0) {
        int first = point & 0xFF;
        int more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
        // Table 3-7 of the standard: only the second byte has other limits than 80..BF.
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        point = more == 0 ? REPLACEMENT : first & 0x3F >> more;
        for (; more > 0; more--) {
          int next = i < end ? bytes[i] & 0xFF : 0;
          if (next < low || next > high) {
            point = REPLACEMENT;
            break;
          }
          i++;
          point = point << 6 | next & 0x3F;
          low = 0x80;
          high = 0xBF;
        }
      }
      if (point >= 0x10000) {
        units[size++] = (char) (0xD7C0 + (point >> 10));
        point = 0xDC00 | point & 0x3FF;
      }
      units[size++] = (char) point;
    }
    return new String(units, 0, size);
  }
}
