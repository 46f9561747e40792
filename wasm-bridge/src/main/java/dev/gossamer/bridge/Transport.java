package dev.gossamer.bridge;

import dev.gossamer.Utf8;
import org.teavm.interop.Export;

/**
 * The exports that move bytes and text between JavaScript and Java, whatever they mean. No
 * JavaScript object crosses, so the page needs none of TeaVM's JavaScript runtime, which builds
 * functions from text and is refused by strict content security policies.
 */
public final class Transport {
  private static byte[] received = new byte[0];

  private Transport() {}

  /** Address of the block through which data travels. */
  @Export(name = "stagingAddress")
  public static int stagingAddress() {
    return Staging.address();
  }

  /** Size of that block in bytes. */
  @Export(name = "stagingBytes")
  public static int stagingBytes() {
    return Staging.BYTES;
  }

  /** Length of the last call's text in bytes of UTF-8. */
  @Export(name = "replyLength")
  public static int replyLength() {
    return Reply.length();
  }

  /** Copies the next part of the text to the staging block and returns how many bytes that were. */
  @Export(name = "stageReply")
  public static int stageReply(int offset) {
    return Reply.guard(() -> Reply.stage(offset));
  }

  /** Announces {@code length} bytes, which {@link #receive} then takes block by block. */
  @Export(name = "expectBytes")
  public static int expectBytes(int length) {
    return Reply.guard(
        () -> {
          if (length < 0) {
            throw new IllegalArgumentException("length " + length);
          }
          received = new byte[length];
          return 0;
        });
  }

  /** Takes {@code count} bytes from the staging block. */
  @Export(name = "receive")
  public static int receive(int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.into(received, offset, count);
          return 0;
        });
  }

  /**
   * Gives and forgets the bytes received.
   *
   * @param nameLength length of their name, which lies at the start of the block, in UTF-8
   */
  public static NamedBytes takeReceived(int nameLength) {
    byte[] bytes = received;
    received = new byte[0];
    byte[] name = new byte[Math.max(0, Math.min(nameLength, Staging.BYTES))];
    Transfer.into(name, 0, nameLength);
    return new NamedBytes(Utf8.decode(name, 0, name.length), bytes);
  }
}
