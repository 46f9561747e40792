package dev.gossamer.models.prune;

/** Names with wildcards. Slashes are letters like others: names of layers are no paths. */
final class Glob {
  private Glob() {}

  /** Whether a name matches: {@code *} is any characters, {@code ?} one. */
  static boolean matches(String glob, String name) {
    int star = -1;
    int resume = 0;
    int g = 0;
    int n = 0;
    while (n < name.length()) {
      char wanted = g < glob.length() ? glob.charAt(g) : 0;
      if (g < glob.length() && wanted == '*') {
        star = g++;
        resume = n;
      } else if (g < glob.length() && (wanted == '?' || wanted == name.charAt(n))) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
