package dev.gossamer.codegen;

/** Writes JSON text; the engine never reads any. */
public final class Json {
  private Json() {}

  /** Appends a text in quotes. */
  public static void string(StringBuilder out, String value) {
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

  /** Appends numbers as an array. */
  public static void ints(StringBuilder out, int[] values) {
    out.append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",").append(values[i]);
    }
    out.append(']');
  }
}
