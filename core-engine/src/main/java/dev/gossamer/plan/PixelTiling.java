package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an output picture into tiles of vectors of four pixels.
 *
 * @param in where input pixels lie; output pixel (y, x) reads around input pixel (y * strideH, x *
 *     strideW)
 * @param out where output pixels lie
 * @param residual where the residual's pixels lie, or null
 * @param flat whether a vector may run over the end of a row: the input is flat and nothing but the
 *     pixel itself is read
 * @param byRow whether a step is a row, where layouts leave the choice
 */
record PixelTiling(
    Layout in, int strideH, int strideW, Layout out, Layout residual, boolean flat, boolean byRow) {

  /** Steps of equal tiles can be cut only if the residual's bands agree with the others'. */
  static boolean canRead(Layout residual, Layout out, Layout in) {
    boolean bandsAgree =
        residual.bandCount() == 1
            || residual.bandRows() == out.bandRows()
            || out.bandCount() == 1
                && (in.bandCount() == 1 || in.bandRows() == residual.bandRows());
    return bandsAgree && residual.pixelStride() == 4 && residual.phases() <= 2;
  }

  /** A picture's tiles, each of at most {@code most} vectors. */
  List<PixelLoop> cut(int most) {
    List<PixelLoop> loops = new ArrayList<>();
    int row = 0;
    for (Cut cut : cuts(most)) {
      loops.add(loop(cut, row));
      row += cut.count * cut.rows;
    }
    return loops;
  }

  /**
   * What work depends on of a loop that {@link #cut} makes.
   *
   * @param count number of steps
   * @param rows of a step
   * @param tiles the vectors of each tile of a step
   */
  record Cut(int count, int rows, int[] tiles) {
    /** Vectors of the largest tile. */
    static int largestTile(List<Cut> cuts) {
      int most = 0;
      for (Cut cut : cuts) {
        for (int vectors : cut.tiles) {
          most = Math.max(most, vectors);
        }
      }
      return most;
    }
  }

  /** The loops that {@link #cut} would make, without the places of all their vectors. */
  List<Cut> cuts(int most) {
    int height = out.height();
    int rows = rowsPerStep(most);
    List<Cut> cuts = new ArrayList<>();
    cuts.add(new Cut(height / rows, rows, tiles(rows, most)));
    if (height % rows != 0) {
      cuts.add(new Cut(1, height % rows, tiles(height % rows, most)));
    }
    return cuts;
  }

  /** The vectors of each tile of a step of so many rows. */
  private int[] tiles(int rows, int most) {
    int vectors = vectors(rows);
    int[] tiles = new int[(vectors + most - 1) / most];
    int unit = out.phases() == 2 && out.width() % 8 == 0 ? 2 : 1;
    int count = 0;
    int start = 0;
    for (int t = 0; t < tiles.length; t++) {
      int end = (int) ((long) (t + 1) * vectors / tiles.length);
      end = t == tiles.length - 1 ? vectors : Math.min(vectors, end / unit * unit);
      if (end > start) {
        tiles[count++] = end - start;
        start = end;
      }
    }
    return Arrays.copyOf(tiles, count);
  }

  /** Tiles of each of the first steps of {@link #cut}. */
  int tilesPerStep(int most) {
    return (vectors(rowsPerStep(most)) + most - 1) / most;
  }

  private int vectors(int rows) {
    return flat ? (rows * out.width() + 3) / 4 : rows * ((out.width() + 3) / 4);
  }

  private int rowsPerStep(int most) {
    if (out.bandCount() > 1) {
      return out.bandRows();
    }
    if (residual != null && residual.bandCount() > 1) {
      return residual.bandRows();
    }
    if (flat) {
      return in.bandCount() > 1
          ? in.bandRows()
          : Layout.pointwiseBandRows(out.height(), out.width());
    }
    if (byRow) {
      return 1;
    }
    int perRow = (out.width() + 3) / 4;
    int best = 1;
    double least = Double.MAX_VALUE;
    for (int rows = 1; rows <= Math.min(out.height(), Math.max(1, 52 / perRow)); rows++) {
      int tiles = (rows * perRow + most - 1) / most * (out.height() / rows);
      int rest = (out.height() % rows * perRow + most - 1) / most;
      double cost = tiles + rest + 0.01 * rows;
      if (cost < least) {
        least = cost;
        best = rows;
      }
    }
    return best;
  }

  private PixelLoop loop(Cut cut, int firstRow) {
    int rows = cut.rows;
    List<Pixel> pixels = pixels(rows);
    List<PixelLoop.Tile> tiles = new ArrayList<>();
    int start = 0;
    for (int vectors : cut.tiles) {
      tiles.add(tile(firstRow, rows, pixels.subList(start, start + vectors)));
      start += vectors;
    }
    int next = firstRow + rows;
    boolean once = cut.count == 1;
    return new PixelLoop(
        cut.count,
        once ? 0 : in.offset(0, next * strideH, 0) - in.offset(0, firstRow * strideH, 0),
        once ? 0 : out.offset(0, next, 0) - out.offset(0, firstRow, 0),
        once || residual == null
            ? 0
            : residual.offset(0, next, 0) - residual.offset(0, firstRow, 0),
        tiles);
  }

  /** The first of a vector's four pixels, relative to the step. */
  private record Pixel(int row, int column) {}

  private List<Pixel> pixels(int rows) {
    int width = out.width();
    List<Pixel> pixels = new ArrayList<>();
    if (flat) {
      for (int p = 0; p < rows * width; p += 4) {
        pixels.add(new Pixel(p / width, p % width));
      }
      return pixels;
    }
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < width; x += 4) {
        pixels.add(new Pixel(y, x));
      }
    }
    return pixels;
  }

  private PixelLoop.Tile tile(int firstRow, int rows, List<Pixel> pixels) {
    int[] loads = new int[pixels.size()];
    int inputBase = Integer.MAX_VALUE;
    for (int v = 0; v < loads.length; v++) {
      Pixel pixel = pixels.get(v);
      loads[v] = in.offset(0, (firstRow + pixel.row) * strideH, pixel.column * strideW);
      inputBase = Math.min(inputBase, loads[v]);
    }
    List<Integer> relative = new ArrayList<>();
    for (int load : loads) {
      relative.add(load - inputBase);
    }
    int[] stores = lanes(out, firstRow, rows, pixels);
    int outputBase = makeRelative(stores);
    List<PixelMap.Transfer> residuals = List.of();
    int residualBase = 0;
    if (residual != null) {
      int[] places = lanes(residual, firstRow, rows, pixels);
      residualBase = makeRelative(places);
      residuals = PixelMap.transfers(places);
    }
    PixelMap map = new PixelMap(relative, PixelMap.transfers(stores), residuals);
    return new PixelLoop.Tile(inputBase, outputBase, residualBase, map);
  }

  /**
   * Offsets of the pixels in each vector's lanes; -1 for a lane of no pixel, unless whole vectors
   * may run into the slack behind a flat channel.
   */
  private int[] lanes(Layout layout, int firstRow, int rows, List<Pixel> pixels) {
    int width = out.width();
    int[] lanes = new int[4 * pixels.size()];
    for (int i = 0; i < lanes.length; i++) {
      Pixel pixel = pixels.get(i / 4);
      int column = pixel.column + i % 4;
      int y = flat ? pixel.row + column / width : pixel.row;
      int x = flat ? column % width : column;
      if (y < rows && x < width) {
        lanes[i] = layout.offset(0, firstRow + y, x);
      } else if (flat && layout.isFlat()) {
        lanes[i] = layout.offset(0, firstRow, 0) + 4 * (pixel.row * width + column);
      } else {
        lanes[i] = -1;
      }
    }
    return lanes;
  }

  private static int makeRelative(int[] lanes) {
    int base = Integer.MAX_VALUE;
    for (int lane : lanes) {
      base = lane < 0 ? base : Math.min(base, lane);
    }
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = lanes[i] < 0 ? -1 : lanes[i] - base;
    }
    return base;
  }
}
