package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.SectionReader.Place;
import dev.gossamer.format.schema.Section;
import dev.gossamer.graph.Shape;
import java.nio.ByteBuffer;

/** Entries of N_OF_M. */
record GroupReader(byte[] bytes, int start, int n, int m, int groups, int columns)
    implements EntryReader {

  static GroupReader of(byte[] bytes, Section section, Shape shape, Place place) {
    int columns = shape.elements() / shape.dim(0);
    int m = section.m();
    int n = section.n();
    if (m < 2 || columns % m != 0) {
      throw new ModelFormatException(
          "Elements of a group", place.of("m"), "2 or more, a divisor of " + columns, m);
    }
    if (n < 1 || n > m) {
      throw new ModelFormatException("Entries of a group", place.of("n"), "1.." + m, n);
    }
    int groups = shape.elements() / m;
    ByteBuffer indices = SectionReader.orNothing(section.indicesAsByteBuffer());
    long expected = ((long) groups * n * GroupPacking.placeBits(m) + 7) / 8;
    if (indices.remaining() != expected) {
      throw new ModelFormatException(
          "Bytes of places", place.of("indices"), expected, indices.remaining());
    }
    GroupReader reader = new GroupReader(bytes, indices.position(), n, m, groups, columns);
    reader.check(place);
    return reader;
  }

  private void check(Place place) {
    for (int group = 0; group < groups; group++) {
      int previous = -1;
      for (int i = 0; i < n; i++) {
        int found = place((long) group * n + i);
        if (found <= previous || found >= m) {
          throw new ModelFormatException(
              "Place " + i + " in group " + group,
              place.of("indices"),
              (previous + 1) + ".." + (m - 1),
              found);
        }
        previous = found;
      }
    }
  }

  private int place(long slot) {
    int width = GroupPacking.placeBits(m);
    int place = 0;
    for (int i = 0; i < width; i++) {
      long bit = slot * width + i;
      place |= (bytes[start + (int) (bit >> 3)] >> (bit & 7) & 1) << i;
    }
    return place;
  }

  @Override
  public long count() {
    return (long) groups * n;
  }

  @Override
  public void forEach(Sink sink) {
    for (int group = 0; group < groups; group++) {
      int row = group * m / columns;
      int column = group * m % columns;
      for (int i = 0; i < n; i++) {
        int slot = group * n + i;
        sink.entry(row, column + place(slot), slot);
      }
    }
  }
}
