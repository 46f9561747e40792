package dev.gossamer.plan;

import dev.gossamer.plan.Operand.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the weight streams of all kernels, each 64-byte aligned. Streams are kept as they were
 * packed, in words of 32 bits: whoever fills a model's memory copies them from here, so that
 * nothing ever holds the weights a second time.
 */
public final class WeightImage {
  private static final int ALIGNMENT_WORDS = 16;

  private final List<int[]> parts = new ArrayList<>();
  private int size;

  /** Appends a stream of 32-bit words; they are kept, not copied. */
  public Stream words(int[] words) {
    int start = (size / 4 + ALIGNMENT_WORDS - 1) / ALIGNMENT_WORDS * ALIGNMENT_WORDS;
    long end = 4L * start + 4L * words.length;
    if (end > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("weights exceed 1 GB");
    }
    if (start > size / 4) {
      parts.add(new int[start - size / 4]);
    }
    parts.add(words);
    size = (int) end;
    return new Stream(4 * start);
  }

  /** Appends a stream of floats. */
  public Stream floats(float[] floats) {
    int[] words = new int[floats.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = Float.floatToRawIntBits(floats[i]);
    }
    return words(words);
  }

  /** The words of the image, part by part; not to be written to. */
  public List<int[]> parts() {
    return parts;
  }

  /** Bytes of the image. */
  public int size() {
    return size;
  }

  /** Bytes of an image of these parts. */
  public static int size(List<int[]> parts) {
    int words = 0;
    for (int[] part : parts) {
      words += part.length;
    }
    return 4 * words;
  }

  /** An image in one piece, little-endian. */
  public static byte[] bytes(List<int[]> parts) {
    byte[] bytes = new byte[size(parts)];
    int at = 0;
    for (int[] part : parts) {
      for (int word : part) {
        bytes[at++] = (byte) word;
        bytes[at++] = (byte) (word >> 8);
        bytes[at++] = (byte) (word >> 16);
        bytes[at++] = (byte) (word >> 24);
      }
    }
    return bytes;
  }
}
