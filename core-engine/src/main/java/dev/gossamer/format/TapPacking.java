package dev.gossamer.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Depthwise weights [1, KH, KW, C]: per channel one of at most 256 patterns of taps. */
record TapPacking() implements Packing {
  private static final int MAX_PATTERNS = 256;

  /** Bits of a pattern: windows up to 8x8. */
  static final int MAX_TAPS = 64;

  @Override
  public long bytes(Entries entries, long limit) {
    if (entries.shape().rank() != 4 || entries.rows() != 1 || taps(entries) > MAX_TAPS) {
      return NEVER;
    }
    int patterns = number(patterns(entries)).size();
    return patterns > MAX_PATTERNS
        ? NEVER
        : channels(entries) + 8L * patterns + (long) entries.count() * entries.width();
  }

  private static int channels(Entries entries) {
    return entries.shape().dim(3);
  }

  private static int taps(Entries entries) {
    return entries.elements() / channels(entries);
  }

  /** Per channel its pattern. */
  private static long[] patterns(Entries entries) {
    long[] patterns = new long[channels(entries)];
    for (int position : entries.positions()) {
      patterns[position % patterns.length] |= 1L << position / patterns.length;
    }
    return patterns;
  }

  /** Each pattern's number, in order of appearance. */
  private static Map<Long, Integer> number(long[] patterns) {
    Map<Long, Integer> numbers = new LinkedHashMap<>();
    for (long pattern : patterns) {
      numbers.putIfAbsent(pattern, numbers.size());
    }
    return numbers;
  }

  @Override
  public PackedConstant pack(Entries entries) {
    long[] ofChannel = patterns(entries);
    Map<Long, Integer> numbers = number(ofChannel);
    long[] patterns = new long[numbers.size()];
    numbers.forEach((pattern, number) -> patterns[number] = pattern);
    byte[] indices = new byte[ofChannel.length];
    int[] next = new int[ofChannel.length];
    int start = 0;
    for (int channel = 0; channel < ofChannel.length; channel++) {
      indices[channel] = (byte) (int) numbers.get(ofChannel[channel]);
      next[channel] = start;
      start += Long.bitCount(ofChannel[channel]);
    }
    byte[] values = new byte[entries.count() * entries.width()];
    // Entries come tap by tap, values are stored channel by channel.
    for (int entry = 0; entry < entries.count(); entry++) {
      int channel = entries.positions()[entry] % ofChannel.length;
      entries.put(values, next[channel]++, entry);
    }
    return PackedConstant.taps(indices, Arrays.copyOf(patterns, patterns.length), values);
  }
}
