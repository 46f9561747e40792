package dev.gossamer.bridge;

import dev.gossamer.GossamerException;
import dev.gossamer.Utf8;

/**
 * The text of the last call, in UTF-8: a result of {@link EngineExports} that is no number, or what
 * went wrong. A failure is the code, a line feed, the message.
 */
public final class Reply {
  /** What every guarded export returns after a failure. */
  public static final int FAILED = -1;

  /** A call from JavaScript that returns a number of at least 0. */
  public interface Call {
    int run();
  }

  private static byte[] text = new byte[0];

  private Reply() {}

  /** Runs a call; whatever it throws becomes the reply's text and the answer {@link #FAILED}. */
  public static int guard(Call call) {
    try {
      return call.run();
    } catch (GossamerException e) {
      return fail(e.code(), e.getMessage());
    } catch (OutOfMemoryError e) {
      return fail("OUT_OF_MEMORY", "Out of memory");
    } catch (Throwable e) {
      return fail("INTERNAL", e.getClass().getName() + ": " + e.getMessage());
    }
  }

  /** Sets the text and returns its length in bytes. */
  public static int text(String value) {
    text = Utf8.encode(value);
    return text.length;
  }

  private static int fail(String code, String message) {
    text(code + "\n" + message);
    return FAILED;
  }

  public static int length() {
    return text.length;
  }

  /**
   * Copies up to a block of the text, from an offset in bytes, to {@link Staging}; returns the
   * count.
   */
  public static int stage(int offset) {
    int count = Math.min(text.length - offset, Staging.BYTES);
    Transfer.from(text, offset, count);
    return count;
  }
}
