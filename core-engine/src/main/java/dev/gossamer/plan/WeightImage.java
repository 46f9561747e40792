package dev.gossamer.plan;

import dev.gossamer.plan.Operand.Stream;
import java.util.Arrays;

/**
 * Collects the weight streams of all kernels into one block of bytes, little-endian, each stream
 * 64-byte aligned.
 */
public final class WeightImage {
  private byte[] bytes = new byte[1 << 16];
  private int size;

  /** Appends a stream of 32-bit words. */
  public Stream words(int[] words) {
    return words(words, words.length);
  }

  /** Appends the first {@code count} words. */
  public Stream words(int[] words, int count) {
    int offset = reserve(4L * count);
    int at = offset;
    for (int i = 0; i < count; i++) {
      int word = words[i];
      bytes[at++] = (byte) word;
      bytes[at++] = (byte) (word >> 8);
      bytes[at++] = (byte) (word >> 16);
      bytes[at++] = (byte) (word >> 24);
    }
    return new Stream(offset);
  }

  /** Appends a stream of floats. */
  public Stream floats(float[] floats) {
    int[] words = new int[floats.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = Float.floatToRawIntBits(floats[i]);
    }
    return words(words);
  }

  /** A copy of everything so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public int size() {
    return size;
  }

  private int reserve(long length) {
    long start = (size + 63L) / 64 * 64;
    long end = start + length;
    if (end > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("weights exceed 1 GB");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, 2L * bytes.length));
    }
    size = (int) end;
    return (int) start;
  }
}
