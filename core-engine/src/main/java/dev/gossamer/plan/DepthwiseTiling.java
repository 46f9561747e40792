package dev.gossamer.plan;

import dev.gossamer.plan.DepthwiseLoops.Bands;
import dev.gossamer.plan.DepthwiseLoops.Columns;
import dev.gossamer.plan.DepthwiseLoops.Fold;
import dev.gossamer.plan.DepthwiseLoops.Rows;
import dev.gossamer.plan.DepthwiseLoops.Step;
import java.util.ArrayList;
import java.util.List;

/** Cuts an output plane into the tiles of {@link DepthwiseLoops}. */
final class DepthwiseTiling {
  private final Window window;
  private final Layout in;
  private final Layout out;
  private final int width;
  private final int lanePitch;
  private final int vectors;
  private final int rows;

  /**
   * @param mostRows rows of a tile of one vector; tiles of more vectors have fewer
   */
  DepthwiseTiling(Window window, Layout in, Layout out, int mostRows) {
    this.window = window;
    this.in = in;
    this.out = out;
    width = out.width();
    lanePitch = 4 * window.stride().width() / in.phases();
    vectors = vectors(out);
    rows = Math.max(1, mostRows / vectors);
  }

  DepthwiseLoops loops() {
    Columns main = null;
    PixelMap tail = null;
    Fold folded = null;
    int tile = 4 * vectors;
    int rest = width % tile;
    if (rest == 2 && vectors == 1 && foldable()) {
      folded = fold();
      main = width < 4 ? null : columns(width / 4, step(4));
    } else if (rest == 0) {
      main = columns(width / tile, step(tile));
    } else if (width > tile && tile % out.phases() == 0 && rest % out.phases() == 0) {
      main = columns(width / tile + 1, step(rest));
    } else {
      main = width < tile ? null : columns(width / tile, step(tile));
      int needed = out.phases() == 2 ? vectors : (rest + 3) / 4;
      tail = map(Math.max(0, width - 4 * needed), needed);
    }
    return new DepthwiseLoops(
        window.width(),
        taps(),
        window.stride().height() * in.rowPitch(),
        lanePitch,
        main,
        tail,
        folded,
        out.offset(0, 0, 0),
        out.rowPitch(),
        bands());
  }

  private List<Integer> taps() {
    List<Integer> taps = new ArrayList<>();
    for (int ky = 0; ky < window.height(); ky++) {
      for (int kx = 0; kx < window.width(); kx++) {
        int y = ky * window.dilation().height() - window.padding().top();
        int x = kx * window.dilation().width() - window.padding().left();
        taps.add(in.offset(0, y, x));
      }
    }
    return taps;
  }

  /** A phased output needs tiles after which the phase is the same again. */
  private static int vectors(Layout out) {
    int phases = out.phases();
    return phases == 2 ? 2 : 4 % phases == 0 ? 1 : phases;
  }

  private Step step(int columns) {
    return new Step(columns * lanePitch, outputColumn(columns));
  }

  private Columns columns(int count, Step last) {
    return new Columns(count, map(0, vectors), step(4 * vectors), last);
  }

  private int outputColumn(int x) {
    return out.offset(0, 0, x) - out.offset(0, 0, 0);
  }

  /** Neighbouring vectors from column {@code first} on; the last is moved back into the row. */
  private PixelMap map(int first, int count) {
    List<Integer> loads = new ArrayList<>();
    int[] lanes = new int[4 * count];
    for (int v = 0; v < count; v++) {
      int start = Math.max(0, Math.min(first + 4 * v, width - 4));
      loads.add(start * lanePitch);
      for (int lane = 0; lane < 4; lane++) {
        int x = start + lane;
        lanes[4 * v + lane] = x < width ? outputColumn(x) : -1;
      }
    }
    return new PixelMap(loads, PixelMap.transfers(lanes));
  }

  private boolean foldable() {
    return out.height() > 1 && out.bandCount() == 1 && out.isContiguousInRow() && lanePitch == 4;
  }

  /** An odd number of rows does the middle one twice. */
  private Fold fold() {
    int upper = (out.height() + 1) / 2;
    int lower = out.height() - upper;
    int x = outputColumn(width - 2);
    int down = out.offset(0, lower, 0) - out.offset(0, 0, 0);
    int[] lanes = {x, x + 4, x + down, x + down + 4};
    PixelMap map = new PixelMap(List.of(4 * (width - 2)), PixelMap.transfers(lanes));
    int distance = lower * window.stride().height() * in.rowPitch();
    return new Fold(map, distance, DepthwiseLoops.split(upper, rows));
  }

  private List<Bands> bands() {
    int height = out.height();
    int bandRows = Math.min(height, out.bandRows());
    List<Bands> bands = new ArrayList<>();
    int whole = height / bandRows;
    if (bandRows > rows || whole == 1) {
      bands.add(new Bands(whole, 1, bandRows, DepthwiseLoops.split(bandRows, rows)));
    } else {
      for (Rows group : DepthwiseLoops.split(whole, rows / bandRows)) {
        List<Rows> all = List.of(new Rows(1, group.rows() * bandRows));
        bands.add(new Bands(group.count(), group.rows(), bandRows, all));
      }
    }
    if (height % bandRows != 0) {
      int rest = height % bandRows;
      bands.add(new Bands(1, 1, rest, DepthwiseLoops.split(rest, rows)));
    }
    return bands;
  }
}
