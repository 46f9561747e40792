package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.SectionReader.Place;
import dev.gossamer.format.schema.Layout;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoLayout;
import java.util.ArrayList;
import java.util.List;

/** How a {@code .tflite} file stored a sparse constant. */
final class LayoutReader {
  /** As many as the reader of {@code .tflite} files allows: a block for each of 8 dimensions. */
  private static final int MAX_LEVELS = 16;

  private LayoutReader() {}

  /**
   * @param layout null if it is the usual one
   * @throws ModelFormatException if the shape cannot be stored so
   */
  static TacoLayout read(Layout layout, Shape shape, Place place) {
    if (layout == null) {
      return TacoLayout.lastDimensionCsr(shape.rank());
    }
    int levels = layout.traversalOrderLength();
    if (levels > MAX_LEVELS
        || layout.formatsLength() != levels
        || layout.blockMapLength() > levels
        || layout.blockSizesLength() != layout.blockMapLength()) {
      throw new ModelFormatException(
          "Levels, formats, blocks and their sizes",
          place.of("layout"),
          "at most " + MAX_LEVELS + " levels with a format each, and a size for each block",
          levels
              + ", "
              + layout.formatsLength()
              + ", "
              + layout.blockMapLength()
              + " and "
              + layout.blockSizesLength());
    }
    List<Integer> order = new ArrayList<>();
    List<TacoLayout.Format> formats = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      order.add(layout.traversalOrder(level));
      if (layout.formats(level) > 1) {
        throw new ModelFormatException(
            "Format of level " + level,
            place.of("layout.formats"),
            "0 (dense) or 1 (compressed)",
            layout.formats(level));
      }
      formats.add(layout.formats(level) == 0 ? TacoLayout.Format.DENSE : TacoLayout.Format.CSR);
    }
    List<Integer> blockMap = new ArrayList<>();
    List<Integer> blockSizes = new ArrayList<>();
    for (int block = 0; block < layout.blockMapLength(); block++) {
      blockMap.add(layout.blockMap(block));
      blockSizes.add((int) Math.min(layout.blockSizes(block), Integer.MAX_VALUE));
    }
    TacoLayout read = new TacoLayout(order, blockMap, formats, blockSizes);
    try {
      TacoCodec.check(shape.dims(), read);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("Bad layout, " + e.getMessage(), place.of("layout"));
    }
    return read;
  }
}
