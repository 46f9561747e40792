package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.SectionReader.Place;
import dev.gossamer.format.schema.Section;
import dev.gossamer.graph.Shape;

/**
 * Entries of TAPS.
 *
 * @param patterns per channel its pattern
 * @param starts per channel the number of its first value
 * @param count of all values
 */
record TapReader(long[] patterns, int[] starts, int taps, long count) implements EntryReader {

  static TapReader of(byte[] bytes, Section section, Shape shape, Place place) {
    if (shape.rank() != 4 || shape.dim(0) != 1) {
      throw new ModelFormatException(
          "Tensor of tap patterns", place.of("storage"), "[1, KH, KW, C]", shape);
    }
    int channels = shape.dim(3);
    int taps = shape.elements() / channels;
    if (taps > TapPacking.MAX_TAPS) {
      throw new ModelFormatException(
          "Taps of a window", place.of("storage"), "at most " + TapPacking.MAX_TAPS, taps);
    }
    if (section.indicesLength() != channels) {
      throw new ModelFormatException(
          "Patterns of channels", place.of("indices"), channels, section.indicesLength());
    }
    long[] patterns = new long[channels];
    int[] starts = new int[channels];
    long count = 0;
    for (int channel = 0; channel < channels; channel++) {
      int number = section.indices(channel);
      if (number >= section.patternsLength()) {
        throw new ModelFormatException(
            "Pattern of channel " + channel,
            place.of("indices"),
            "below " + section.patternsLength(),
            number);
      }
      long pattern = section.patterns(number);
      if (taps < TapPacking.MAX_TAPS && pattern >>> taps != 0) {
        throw new ModelFormatException(
            "Pattern " + number, place.of("patterns"), "no tap from " + taps + " on", "some");
      }
      patterns[channel] = pattern;
      starts[channel] = (int) count;
      count += Long.bitCount(pattern);
    }
    return new TapReader(patterns, starts, taps, count);
  }

  @Override
  public void forEach(Sink sink) {
    for (int tap = 0; tap < taps; tap++) {
      for (int channel = 0; channel < patterns.length; channel++) {
        if ((patterns[channel] >>> tap & 1) != 0) {
          int before = Long.bitCount(patterns[channel] & (1L << tap) - 1);
          sink.entry(0, tap * patterns.length + channel, starts[channel] + before);
        }
      }
    }
  }
}
