package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.SectionReader.Place;
import dev.gossamer.format.schema.Section;
import dev.gossamer.format.schema.Storage;
import dev.gossamer.graph.Shape;
import java.nio.ByteBuffer;

/** Entries of CSR (blocks of 1x1) and BLOCKS. */
record BlockReader(Positions blocks, int blockRows, int blockColumns, int blocksPerStripe)
    implements EntryReader {

  static BlockReader of(byte[] bytes, Section section, Shape shape, Place place) {
    int rows = shape.dim(0);
    int columns = shape.elements() / rows;
    boolean single = section.storage() == Storage.CSR;
    int blockRows = size(section.blockRows(), single ? 1 : rows, rows, place.of("block_rows"));
    int blockColumns =
        size(section.blockColumns(), single ? 1 : columns, columns, place.of("block_columns"));
    int grid = rows / blockRows * (columns / blockColumns);
    ByteBuffer indices = SectionReader.orNothing(section.indicesAsByteBuffer());
    Positions blocks =
        new Positions(
            bytes,
            indices.position(),
            indices.remaining(),
            section.indexCode(),
            grid,
            () -> place.of(section.indexCode() > 2 ? "index_code" : "indices"));
    return new BlockReader(blocks, blockRows, blockColumns, columns / blockColumns);
  }

  private static int size(long found, int most, int extent, String where) {
    if (found < 1 || found > most || extent % found != 0) {
      throw new ModelFormatException(
          "Block size", where, "1.." + most + ", a divisor of " + extent, found);
    }
    return (int) found;
  }

  @Override
  public long count() {
    return (long) blocks.count() * blockRows * blockColumns;
  }

  @Override
  public void forEach(Sink sink) {
    int[] next = {0};
    blocks.forEach(
        block -> {
          int row = block / blocksPerStripe * blockRows;
          int column = block % blocksPerStripe * blockColumns;
          int value = next[0];
          for (int y = 0; y < blockRows; y++) {
            for (int x = 0; x < blockColumns; x++) {
              sink.entry(row + y, column + x, value++);
            }
          }
          next[0] = value;
        });
  }
}
