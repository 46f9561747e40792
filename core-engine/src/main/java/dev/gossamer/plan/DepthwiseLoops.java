package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How one channel of a depthwise convolution is worked through: tiles of some output rows by some
 * vectors of four columns. Holds only what is the same for every channel and every channel count,
 * so that layers that differ in nothing else share their code.
 *
 * @param kernelWidth taps per row
 * @param taps per tap, row by row, the byte offset of its pixel for output (0, 0) from the start of
 *     the channel
 * @param rowStep input bytes from one output row to the next
 * @param lanePitch input bytes from one output column to the next; 4 where vectors can be loaded
 * @param main the tile that is repeated along a row
 * @param mainCount how often; 0 for narrow rows
 * @param mainInputStep input bytes from one main tile to the next
 * @param mainOutputStep output bytes from one main tile to the next
 * @param tail tile for the columns left over, from the start of the row; null if there are none. It
 *     may do columns again that main tiles did: that is faster than storing lane by lane
 * @param outputOrigin output bytes from the start of the channel to row 0
 * @param outputPitch output bytes from one row of a band to the next
 * @param bands the rows
 */
public record DepthwiseLoops(
    int kernelWidth,
    List<Integer> taps,
    int rowStep,
    int lanePitch,
    PixelMap main,
    int mainCount,
    int mainInputStep,
    int mainOutputStep,
    PixelMap tail,
    int outputOrigin,
    int outputPitch,
    List<Bands> bands) {
  public DepthwiseLoops {
    taps = List.copyOf(taps);
    bands = List.copyOf(bands);
  }

  /**
   * {@code count} steps, each of {@code perStep} bands of the output. A step of one band has groups
   * of rows; a step of several has one group that takes them all.
   *
   * @param rows rows of each band
   */
  public record Bands(int count, int perStep, int rows, List<Rows> groups) {
    public Bands {
      groups = List.copyOf(groups);
    }
  }

  /** {@code count} tiles of {@code rows} rows each, one below the other. */
  public record Rows(int count, int rows) {}

  /** Largest number of rows and of vectors of a tile. */
  public record Tile(int rows, int vectors) {
    public int sums() {
      return rows * vectors;
    }
  }

  /** Cuts the output into tiles of at most the given size. */
  static DepthwiseLoops of(Window window, Layout in, Layout out, Tile tile) {
    int vectors = vectors(out, tile.vectors());
    int rows = Math.max(1, Math.min(tile.rows(), tile.sums() / vectors));
    List<Integer> taps = new ArrayList<>();
    for (int ky = 0; ky < window.height(); ky++) {
      for (int kx = 0; kx < window.width(); kx++) {
        int y = ky * window.dilation().height() - window.padding().top();
        int x = kx * window.dilation().width() - window.padding().left();
        taps.add(in.offset(0, y, x));
      }
    }
    int lanePitch = 4 * window.stride().width() / in.phases();
    int width = out.width();
    int step = 4 * vectors;
    int rest = width % step;
    return new DepthwiseLoops(
        window.width(),
        taps,
        window.stride().height() * in.rowPitch(),
        lanePitch,
        map(out, lanePitch, 0, vectors),
        width / step,
        step * lanePitch,
        out.offset(0, 0, step) - out.offset(0, 0, 0),
        rest == 0 ? null : tail(out, lanePitch, vectors, rest),
        out.offset(0, 0, 0),
        out.rowPitch(),
        bands(out, rows));
  }

  /** Rows of the largest tile. */
  public int tileRows() {
    int most = 0;
    for (Bands each : bands) {
      for (Rows group : each.groups()) {
        most = Math.max(most, group.rows());
      }
    }
    return most;
  }

  /** Vectors of the largest tile. */
  public int tileVectors() {
    int most = mainCount > 0 ? main.vectors() : 0;
    return tail == null ? most : Math.max(most, tail.vectors());
  }

  /** Vectors worked on per channel. */
  public long vectors() {
    long perRow = (long) mainCount * main.vectors() + (tail == null ? 0 : tail.vectors());
    long rows = 0;
    for (Bands each : bands) {
      rows += (long) each.count() * each.perStep() * each.rows();
    }
    return perRow * rows;
  }

  /** Distinct tile bodies, as many copies of the taps as the code has. */
  public long tileCode() {
    long code = 0;
    for (Bands each : bands) {
      for (Rows group : each.groups()) {
        int tiles = (mainCount > 0 ? main.vectors() : 0) + (tail == null ? 0 : tail.vectors());
        code += (long) group.rows() * tiles;
      }
    }
    return code;
  }

  /** A phased output needs tiles after which the phase is the same again, 2 phases whole pairs. */
  private static int vectors(Layout out, int wanted) {
    int phases = out.phases();
    if (phases == 2) {
      return Math.max(2, wanted / 2 * 2);
    }
    return 4 * wanted % phases == 0 ? wanted : phases;
  }

  private static PixelMap tail(Layout out, int lanePitch, int vectors, int rest) {
    int needed = out.phases() == 2 ? vectors : (rest + 3) / 4;
    return map(out, lanePitch, Math.max(0, out.width() - 4 * needed), needed);
  }

  /** Neighbouring vectors from column {@code first} on; the last is moved back into the row. */
  private static PixelMap map(Layout out, int lanePitch, int first, int vectors) {
    List<Integer> loads = new ArrayList<>();
    int[] lanes = new int[4 * vectors];
    for (int v = 0; v < vectors; v++) {
      int start = Math.max(0, Math.min(first + 4 * v, out.width() - 4));
      loads.add(start * lanePitch);
      for (int lane = 0; lane < 4; lane++) {
        int x = start + lane;
        lanes[4 * v + lane] = x < out.width() ? out.offset(0, 0, x) - out.offset(0, 0, 0) : -1;
      }
    }
    return new PixelMap(loads, PixelMap.transfers(lanes));
  }

  private static List<Bands> bands(Layout out, int mostRows) {
    int height = out.height();
    int bandRows = Math.min(height, out.bandRows());
    List<Bands> bands = new ArrayList<>();
    int whole = height / bandRows;
    if (bandRows > mostRows || whole == 1) {
      bands.add(new Bands(whole, 1, bandRows, split(bandRows, mostRows)));
    } else {
      for (Rows group : split(whole, mostRows / bandRows)) {
        List<Rows> rows = List.of(new Rows(1, group.rows() * bandRows));
        bands.add(new Bands(group.count(), group.rows(), bandRows, rows));
      }
    }
    if (height % bandRows != 0) {
      int rest = height % bandRows;
      bands.add(new Bands(1, 1, rest, split(rest, mostRows)));
    }
    return bands;
  }

  /** The fewest groups of at most {@code most}, as equal as possible. */
  private static List<Rows> split(int total, int most) {
    int groups = (total + most - 1) / most;
    int larger = (total + groups - 1) / groups;
    int smaller = groups * larger - total;
    List<Rows> split = new ArrayList<>();
    split.add(new Rows(groups - smaller, larger));
    if (smaller > 0) {
      split.add(new Rows(smaller, larger - 1));
    }
    return split;
  }
}
