package dev.gossamer.checks;

import dev.gossamer.GossamerException;

/** Assertions that need no library. */
final class Expect {
  private Expect() {}

  static void equal(Object expected, Object actual, String what) {
    if (!expected.equals(actual)) {
      throw new CheckFailure(what + ": expected " + expected + ", got " + actual);
    }
  }

  static void contains(String part, String whole, String what) {
    if (!whole.contains(part)) {
      throw new CheckFailure(what + ": expected to contain '" + part + "', got '" + whole + "'");
    }
  }

  /** Bytes equal those written as hexadecimal digits, with or without spaces. */
  static void bytes(String expectedHex, byte[] actual, String what) {
    equal(expectedHex.replace(" ", ""), hex(actual), what);
  }

  /**
   * Every element within {@code relative} times the largest expected magnitude plus {@code
   * absolute}.
   */
  static void close(float[] expected, float[] actual, float relative, float absolute, String what) {
    equal(expected.length, actual.length, what + ", length");
    float largest = 0;
    for (float e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    float tolerance = relative * largest + absolute;
    for (int i = 0; i < expected.length; i++) {
      // Written so that NaN fails.
      if (!(Math.abs(expected[i] - actual[i]) <= tolerance)) {
        throw new CheckFailure(
            what
                + ", element "
                + i
                + ": expected "
                + expected[i]
                + ", got "
                + actual[i]
                + ", tolerance "
                + tolerance);
      }
    }
  }

  /** The action throws with this code and a message that has all these parts. */
  static void fails(String code, Runnable action, String what, String... messageParts) {
    GossamerException thrown = null;
    try {
      action.run();
    } catch (GossamerException e) {
      thrown = e;
    }
    if (thrown == null) {
      throw new CheckFailure(what + ": expected " + code + ", but nothing was thrown");
    }
    equal(code, thrown.code(), what + ", code of '" + thrown.getMessage() + "'");
    for (String part : messageParts) {
      contains(part, thrown.getMessage(), what);
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append("0123456789abcdef".charAt(b >> 4 & 15)).append("0123456789abcdef".charAt(b & 15));
    }
    return text.toString();
  }
}
