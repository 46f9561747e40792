package dev.gossamer.codegen;

import dev.gossamer.graph.HalfFloat;
import java.util.List;

/**
 * A weight image in fewer bytes: words that are exact half-precision floats, and multiples of 16
 * below 2^20, as the offsets are that sparse kernels read, take two bytes instead of four.
 * Unpacking gives back every bit. The hand model with its float16 weights goes from 6.9 to 3.8 MB.
 *
 * <p>It consists of runs: a header word, {@code number of words << 2 | kind}, and the run's words
 * in the form of its kind, little-endian. Runs of {@link #HALVES} and {@link #OFFSETS} are
 * multiples of {@link #GROUP} words long; the last header is 0. It is unpacked in place: {@link
 * UnpackEmitter}.
 *
 * @param bytes the runs
 * @param slack how far behind the image's end the packed bytes must end, at least, so that nothing
 *     is overwritten before it is read
 */
record PackedImage(byte[] bytes, int slack) {
  /** Words as they are. */
  static final int WORDS = 0;

  /** Sixteenths of the words. */
  static final int OFFSETS = 1;

  /** Half-precision floats, for words that are single-precision ones. */
  static final int HALVES = 2;

  /** Words that are unpacked at once. */
  static final int GROUP = 4;

  /** A shorter run hardly makes up for the two headers that it costs, and for the time of a run. */
  private static final int SHORTEST = 8;

  /** Packs the words of an image, part by part. */
  static PackedImage of(List<int[]> parts) {
    int count = 0;
    for (int[] part : parts) {
      count += part.length;
    }
    int[] words = new int[count];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, words, at, part.length);
      at += part.length;
    }
    return new Packer(words).pack();
  }

  private static boolean isOffset(int word) {
    return (word & 0xfff0000f) == 0;
  }

  private static boolean isHalf(int word) {
    float value = Float.intBitsToFloat(word);
    // Infinities and NaNs take other instructions to unpack.
    return Math.abs(value) < 65536
        && Float.floatToRawIntBits(HalfFloat.toFloat(HalfFloat.fromFloat(value))) == word;
  }

  private static final class Packer {
    private final int[] words;
    private final byte[] out;
    private int size;

    /** The least of (packed bytes read) - (image bytes written), over all times of reading. */
    private int leastLead;

    Packer(int[] words) {
      this.words = words;
      // Runs of words are kept apart by shorter ones, which save more than both headers take.
      this.out = new byte[4 * words.length + 8];
    }

    PackedImage pack() {
      int start = 0;
      int at = 0;
      while (at < words.length) {
        int offsets = length(at, OFFSETS);
        int halves = length(at, HALVES);
        int length = Math.max(offsets, halves);
        if (length < SHORTEST) {
          at = Math.min(words.length, at + GROUP);
          continue;
        }
        run(WORDS, start, at);
        run(offsets == length ? OFFSETS : HALVES, at, at + length);
        at += length;
        start = at;
      }
      run(WORDS, start, words.length);
      header(0, words.length);
      byte[] bytes = new byte[size];
      System.arraycopy(out, 0, bytes, 0, size);
      return new PackedImage(bytes, size - 4 * words.length - leastLead);
    }

    /** How many words from {@code start} on are of a kind, in whole groups. */
    private int length(int start, int kind) {
      int end = start;
      while (end < words.length && (kind == OFFSETS ? isOffset(words[end]) : isHalf(words[end]))) {
        end++;
      }
      return (end - start) / GROUP * GROUP;
    }

    private void run(int kind, int start, int end) {
      if (start == end) {
        return;
      }
      header((end - start) << 2 | kind, start);
      for (int i = start; i < end; i++) {
        switch (kind) {
          case WORDS -> put(words[i], 4);
          case OFFSETS -> put(words[i] >> 4, 2);
          default -> put(HalfFloat.fromFloat(Float.intBitsToFloat(words[i])), 2);
        }
      }
      note(end);
    }

    private void header(int header, int unpacked) {
      put(header, 4);
      note(unpacked);
    }

    /** With so many words unpacked, the unpacker reads on here. */
    private void note(int unpacked) {
      leastLead = Math.min(leastLead, size - 4 * unpacked);
    }

    private void put(int value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out[size++] = (byte) (value >> 8 * i);
      }
    }
  }
}
