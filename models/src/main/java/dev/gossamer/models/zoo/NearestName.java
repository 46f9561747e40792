package dev.gossamer.models.zoo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
final class NearestName {
  private NearestName() {}

  /**
   * The candidate with the smallest edit distance, if that is at most a third of the longer name; a
   * candidate that contains the name, or is contained in it, counts as one edit away, and of
   * several such the one with the fewest edits is taken.
   */
  static Optional<String> of(String name, List<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .filter(candidate -> distance(wanted, candidate) * 3 <= longer(wanted, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, candidate))
                .thenComparingInt(candidate -> editDistance(wanted, candidate)));
  }

  private static int longer(String a, String b) {
    return Math.max(a.length(), b.length());
  }

  private static int distance(String wanted, String candidate) {
    boolean contained =
        wanted.length() >= 3 && (candidate.contains(wanted) || wanted.contains(candidate));
    return contained ? 1 : editDistance(wanted, candidate);
  }

  /** Levenshtein distance. */
  static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
