package dev.gossamer.codegen;

/** Writes JSON text; the engine never reads any. */
public final class Json {
  private Json() {}

  /** Appends a text in quotes. */
  public static void string(StringBuilder out, String value) {
    if (isPlain(value)) {
      // Nearly all, and one append per character took 4 ms of the face model's manifest.
      out.append('"').append(value).append('"');
      return;
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c >= 0xd800 && c <= 0xdfff) {
        // Surrogates too: a lone one would not survive UTF-8.
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append("0123456789abcdef".charAt(c >> shift & 15));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Whether a text is ASCII of which nothing needs a backslash. */
  private static boolean isPlain(String value) {
    for (char c : value.toCharArray()) {
      if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Appends numbers as an array. */
  public static void ints(StringBuilder out, int[] values) {
    out.append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",").append(values[i]);
    }
    out.append(']');
  }
}
