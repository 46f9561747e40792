package dev.gossamer.format;

import java.util.List;

/**
 * What a {@code .goss} file tells beside the graph.
 *
 * @param producer the program that wrote it and its version, such as {@code "Gossamer 0.1.0"}
 * @param sourceSha256 of the file that it was made from, 64 lower-case hexadecimal digits; empty if
 *     unknown
 * @param recipe what was done to that file, for people; may be empty
 * @param inputRanges what values each input of the graph expects, in their order; empty if unknown
 */
public record GossInfo(
    String producer, String sourceSha256, String recipe, List<InputRange> inputRanges) {

  /** Nothing is known. */
  public static final GossInfo NONE = new GossInfo("", "", "", List.of());

  private static final int SHA256_DIGITS = 64;

  /**
   * The values of pixels (or samples) that an input was trained with, such as 0 to 1 or -1 to 1.
   *
   * @param low for black
   * @param high for white, greater than {@code low}
   */
  public record InputRange(float low, float high) {
    public InputRange {
      if (!(low < high && low >= -Float.MAX_VALUE && high <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "an input range needs two finite numbers, the lower first, got " + low + ".." + high);
      }
    }

    @Override
    public String toString() {
      return "[" + low + ", " + high + "]";
    }
  }

  public GossInfo {
    inputRanges = List.copyOf(inputRanges);
    if (!sourceSha256.isEmpty() && !isSha256(sourceSha256)) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 lower-case hexadecimal digits, got '" + sourceSha256 + "'");
    }
  }

  private static boolean isSha256(String text) {
    boolean digits = text.length() == SHA256_DIGITS;
    for (int i = 0; digits && i < text.length(); i++) {
      char c = text.charAt(i);
      digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digits;
  }
}
