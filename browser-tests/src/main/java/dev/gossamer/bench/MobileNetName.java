package dev.gossamer.bench;

/**
 * Names of the generated networks: {@code mobilenet_v1} is dense, {@code mobilenet_v1_30_2x1} has
 * 30 % zeros in pairs of output channels, {@code mobilenet_v1_30} anywhere.
 */
final class MobileNetName {
  private static final String PREFIX = "mobilenet_v";

  private MobileNetName() {}

  static String of(int version, int percent, boolean pairs) {
    return PREFIX + version + (percent == 0 ? "" : "_" + percent + (pairs ? "_2x1" : ""));
  }

  static boolean matches(String name) {
    return name.startsWith(PREFIX);
  }

  static boolean isSparse(String name) {
    return matches(name) && name.length() > PREFIX.length() + 1;
  }

  /** The same network without zeros. */
  static String dense(String name) {
    return name.substring(0, PREFIX.length() + 1);
  }
}
