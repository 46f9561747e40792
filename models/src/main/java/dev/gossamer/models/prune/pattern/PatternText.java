package dev.gossamer.models.prune.pattern;

import java.util.Locale;
import java.util.regex.Matcher;

/** Patterns as people write them. */
final class PatternText {
  private static final java.util.regex.Pattern BLOCK =
      java.util.regex.Pattern.compile("(\\d{1,4})x(\\d{1,4})");
  private static final java.util.regex.Pattern N_OF_M =
      java.util.regex.Pattern.compile("(\\d{1,4}):(\\d{1,4})(?:/(\\d{1,4}))?");
  private static final java.util.regex.Pattern TAPS =
      java.util.regex.Pattern.compile("taps(?:/(\\d{1,4}))?");

  private PatternText() {}

  static Pattern parse(String text) {
    String tidy = text.strip().toLowerCase(Locale.ROOT);
    if (tidy.equals("unstructured") || tidy.equals("1x1")) {
      return new Unstructured();
    }
    String[] kinds = tidy.split("\\+", -1);
    if (kinds.length == 2) {
      return groups(text, parse(kinds[0]), parse(kinds[1]));
    }
    Matcher block = BLOCK.matcher(tidy);
    if (block.matches()) {
      return new Block(number(block, 1, 1), number(block, 2, 1));
    }
    Matcher ratio = N_OF_M.matcher(tidy);
    if (ratio.matches()) {
      return new NofM(number(ratio, 1, 1), number(ratio, 2, 1), number(ratio, 3, 1));
    }
    Matcher taps = TAPS.matcher(tidy);
    if (taps.matches()) {
      return new Taps(number(taps, 1, Taps.DEFAULT_PATTERNS));
    }
    throw new IllegalArgumentException(
        "unknown pattern '"
            + text
            + "': expected unstructured, a block such as 2x1, n:m such as 2:4 or 2:4/8 (8 rows"
            + " alike), taps or taps/4 (4 different windows), or a block and taps such as 16x1+taps/4");
  }

  private static Pattern groups(String text, Pattern first, Pattern second) {
    if (first instanceof Block block && second instanceof Taps taps) {
      return new Groups(block, taps);
    }
    throw new IllegalArgumentException(
        "'" + text + "' has no block such as 16x1 before the +, or no taps behind it");
  }

  private static int number(Matcher matcher, int group, int otherwise) {
    String digits = matcher.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
