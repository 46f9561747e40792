package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an output picture that is worked through in equal steps of some rows, each step the
 * same tiles.
 *
 * @param count number of steps
 * @param inputStep bytes from one step's input to the next
 * @param outputStep bytes from one step's output to the next
 */
public record PixelLoop(int count, int inputStep, int outputStep, List<Tile> tiles) {
  public PixelLoop {
    tiles = List.copyOf(tiles);
  }

  /** One tile of a step: bases are byte offsets from the step's start in the buffers. */
  public record Tile(int inputBase, int outputBase, PixelMap map) {}

  /**
   * Cuts an output picture into tiles of at most {@code most} vectors.
   *
   * @param in where input pixels lie; output pixel (y, x) reads around input pixel (y * strideH, x
   *     * strideW)
   * @param out where output pixels lie
   * @param flat whether a vector may run over the end of a row: the input is flat and nothing but
   *     the pixel itself is read
   */
  public static List<PixelLoop> cut(
      Layout in, int strideH, int strideW, Layout out, boolean flat, int most) {
    int height = out.height();
    int rows = rowsPerStep(in, out, flat, most);
    List<PixelLoop> loops = new ArrayList<>();
    int full = height / rows;
    loops.add(loop(in, strideH, strideW, out, flat, most, 0, rows, full));
    if (height % rows != 0) {
      loops.add(loop(in, strideH, strideW, out, flat, most, full * rows, height % rows, 1));
    }
    return loops;
  }

  /** Total vectors worked on, dead lanes included. */
  public static long vectors(List<PixelLoop> loops) {
    long vectors = 0;
    for (PixelLoop loop : loops) {
      for (Tile tile : loop.tiles()) {
        vectors += (long) loop.count() * tile.map().vectors();
      }
    }
    return vectors;
  }

  private static int rowsPerStep(Layout in, Layout out, boolean flat, int most) {
    if (out.bandCount() > 1) {
      return out.bandRows();
    }
    if (flat) {
      return in.bandCount() > 1
          ? in.bandRows()
          : Layout.pointwiseBandRows(out.height(), out.width());
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

  private static PixelLoop loop(
      Layout in,
      int strideH,
      int strideW,
      Layout out,
      boolean flat,
      int most,
      int firstRow,
      int rows,
      int count) {
    List<int[]> pixels = flat ? flatVectors(rows, out.width()) : rowVectors(rows, out.width());
    List<Tile> tiles = new ArrayList<>();
    int tileCount = (pixels.size() + most - 1) / most;
    int unit = out.phases() == 2 && out.width() % 8 == 0 ? 2 : 1;
    int start = 0;
    for (int t = 0; t < tileCount; t++) {
      int end = (int) ((long) (t + 1) * pixels.size() / tileCount);
      end = t == tileCount - 1 ? pixels.size() : Math.min(pixels.size(), end / unit * unit);
      if (end > start) {
        tiles.add(tile(in, strideH, strideW, out, firstRow, rows, pixels.subList(start, end)));
      }
      start = Math.max(start, end);
    }
    int next = firstRow + rows;
    int inputStep = in.offset(0, next * strideH, 0) - in.offset(0, firstRow * strideH, 0);
    int outputStep = out.offset(0, next, 0) - out.offset(0, firstRow, 0);
    return new PixelLoop(count, count == 1 ? 0 : inputStep, count == 1 ? 0 : outputStep, tiles);
  }

  private static Tile tile(
      Layout in, int strideH, int strideW, Layout out, int firstRow, int rows, List<int[]> pixels) {
    int width = out.width();
    int[] loads = new int[pixels.size()];
    int[] lanes = new int[4 * pixels.size()];
    int inputBase = Integer.MAX_VALUE;
    int outputBase = Integer.MAX_VALUE;
    for (int v = 0; v < loads.length; v++) {
      int[] first = pixels.get(v);
      loads[v] = in.offset(0, (firstRow + first[0]) * strideH, first[1] * strideW);
      inputBase = Math.min(inputBase, loads[v]);
      for (int lane = 0; lane < 4; lane++) {
        int y = first[0];
        int x = first[1] + lane;
        if (first[2] == 1) {
          y += x / width;
          x %= width;
        }
        boolean live = y < rows && x < width;
        boolean slack = out.isFlat() && first[2] == 1;
        int offset =
            live
                ? out.offset(0, firstRow + y, x)
                : slack
                    ? out.offset(0, firstRow, 0) + 4 * (first[0] * width + first[1] + lane)
                    : -1;
        lanes[4 * v + lane] = offset;
        outputBase = live ? Math.min(outputBase, offset) : outputBase;
      }
    }
    List<Integer> relative = new ArrayList<>();
    for (int load : loads) {
      relative.add(load - inputBase);
    }
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = lanes[i] < 0 ? -1 : lanes[i] - outputBase;
    }
    return new Tile(inputBase, outputBase, new PixelMap(relative, PixelMap.transfers(lanes)));
  }

  /** {row, column, 1} of the first pixel of each vector, rows joined end to end. */
  private static List<int[]> flatVectors(int rows, int width) {
    List<int[]> vectors = new ArrayList<>();
    for (int p = 0; p < rows * width; p += 4) {
      vectors.add(new int[] {p / width, p % width, 1});
    }
    return vectors;
  }

  /** {row, column, 0} of the first pixel of each vector, every row on its own. */
  private static List<int[]> rowVectors(int rows, int width) {
    List<int[]> vectors = new ArrayList<>();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < width; x += 4) {
        vectors.add(new int[] {y, x, 0});
      }
    }
    return vectors;
  }
}
