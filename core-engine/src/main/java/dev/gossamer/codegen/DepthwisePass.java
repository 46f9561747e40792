package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.DepthwiseLoops;
import dev.gossamer.plan.PixelMap;
import dev.gossamer.plan.PixelMap.Transfer;
import dev.gossamer.plan.TapPattern;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * All channels of one pattern: for each channel and each tile of rows by vectors, sums start at the
 * bias, every input vector is loaded once and added to all the rows it belongs to, and the result
 * goes through the epilogue to its place.
 */
final class DepthwisePass {
  private static final int[] NO_TABLE = {};

  /** Everything a pass depends on; see {@code DepthwiseKernel}. */
  record Key(
      DepthwiseLoops loops,
      TapPattern pattern,
      Activation activation,
      boolean slopes,
      boolean residual) {}

  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int STREAM = 2;
  private static final int CHANNELS = 3;
  private static final int BAND_STRIDE = 4;
  private static final int RESIDUAL = 5;

  private final Key key;
  private final DepthwiseLoops loops;
  private final FunctionBuilder f;
  private final DepthwiseTile tile;
  private final int row;
  private final int column;
  private final int steps;
  private final int groups;
  private final int tiles;
  private final Rows output;
  private final Rows residual;

  /** Addresses in a buffer of the output's layout: of the band, of rows, of the tile in them. */
  private record Rows(int band, int[] rows, int[] columns) {}

  private DepthwisePass(Emission emission, Key key, FunctionBuilder f) {
    this.key = key;
    this.loops = key.loops;
    this.f = f;
    this.tile = new DepthwiseTile(emission, key, f, STREAM);
    row = f.local(ValueType.I32, "row");
    column = f.local(ValueType.I32, "column");
    steps = f.local(ValueType.I32, "steps");
    groups = f.local(ValueType.I32, "groups");
    tiles = f.local(ValueType.I32, "tiles");
    output = rows();
    residual = key.residual ? rows() : null;
  }

  static FunctionHandle function(Emission emission, Key key) {
    return emission.shared(
        key,
        () ->
            emission.function(
                "depthwise" + (key.pattern.listed() ? "Listed" : key.pattern.taps().size()),
                key.residual ? 6 : 5,
                f -> new DepthwisePass(emission, key, f).emit()));
  }

  private Rows rows() {
    int pointers = 1;
    for (DepthwiseLoops.Bands bands : loops.bands()) {
      pointers = Math.max(pointers, bands.perStep());
    }
    int band = f.local(ValueType.I32, "band");
    int[] rows = new int[pointers];
    int[] columns = new int[pointers];
    for (int i = 0; i < pointers; i++) {
      rows[i] = f.local(ValueType.I32);
      columns[i] = f.local(ValueType.I32);
    }
    return new Rows(band, rows, columns);
  }

  private List<Rows> targets() {
    return key.residual ? List.of(output, residual) : List.of(output);
  }

  private void emit() {
    f.countDown(
        CHANNELS,
        () -> {
          startPlane();
          tile.startChannel();
          for (DepthwiseLoops.Bands bands : loops.bands()) {
            repeat(bands.count(), steps, () -> step(bands));
          }
          if (loops.folded() != null) {
            fold(loops.folded());
          }
          tile.endChannel();
        });
  }

  private void startPlane() {
    f.localGet(INPUT).localGet(STREAM).i32Load(0).i32Add().localSet(row);
    f.localGet(OUTPUT).localGet(STREAM).i32Load(4).i32Add().localSet(output.band);
    if (key.residual) {
      f.localGet(RESIDUAL).localGet(STREAM).i32Load(4).i32Add().localSet(residual.band);
    }
  }

  private void repeat(int count, int counter, Runnable body) {
    if (count == 1) {
      body.run();
    } else if (count > 1) {
      f.i32Const(count).localSet(counter).countDown(counter, body);
    }
  }

  private void step(DepthwiseLoops.Bands bands) {
    for (Rows each : targets()) {
      for (int i = 0; i < bands.perStep(); i++) {
        f.localGet(each.band).localSet(each.rows[i]);
        f.localGet(each.band).localGet(BAND_STRIDE).i32Add().localSet(each.band);
      }
    }
    for (DepthwiseLoops.Rows group : bands.groups()) {
      repeat(group.count(), groups, () -> tilesOfRows(bands, group.rows()));
    }
  }

  private void fold(DepthwiseLoops.Fold fold) {
    startPlane();
    for (Rows each : targets()) {
      f.localGet(each.band).localSet(each.rows[0]);
    }
    for (DepthwiseLoops.Rows group : fold.rows()) {
      repeat(
          group.count(),
          groups,
          () -> {
            tile(new Place(1, 0, row, false), group.rows(), fold.map(), fold.distance());
            nextRows(group.rows(), 1);
          });
    }
  }

  /** The tiles of some rows, and the row addresses moved on to the next. */
  private void tilesOfRows(DepthwiseLoops.Bands bands, int rows) {
    if (loops.main() != null) {
      mainTiles(bands, rows, loops.main());
    }
    if (loops.tail() != null) {
      Place start = new Place(bands.perStep(), bands.rows(), row, false);
      tile(start, rows, loops.tail(), 0);
    }
    nextRows(rows, bands.perStep());
  }

  private void nextRows(int rows, int bandsPerStep) {
    f.increment(row, rows * loops.rowStep());
    if (bandsPerStep == 1) {
      for (Rows each : targets()) {
        f.increment(each.rows[0], rows * loops.outputPitch());
      }
    }
  }

  private void mainTiles(DepthwiseLoops.Bands bands, int rows, DepthwiseLoops.Columns main) {
    int pointers = bands.perStep();
    if (main.count() == 1) {
      tile(new Place(pointers, bands.rows(), row, false), rows, main.map(), 0);
      return;
    }
    f.localGet(row).localSet(column);
    for (Rows each : targets()) {
      for (int i = 0; i < pointers; i++) {
        f.localGet(each.rows[i]).localSet(each.columns[i]);
      }
    }
    repeat(
        main.count(),
        tiles,
        () -> {
          tile(new Place(pointers, bands.rows(), column, true), rows, main.map(), 0);
          advance(column, main, main.last().input(), main.step().input());
          for (Rows each : targets()) {
            for (int i = 0; i < pointers; i++) {
              advance(each.columns[i], main, main.last().output(), main.step().output());
            }
          }
        });
  }

  /** Moves a column address to the next tile, of which the last may be nearer. */
  private void advance(int local, DepthwiseLoops.Columns main, int last, int step) {
    if (last == step || main.count() == 2) {
      f.increment(local, last);
      return;
    }
    f.localGet(local);
    f.i32Const(last).i32Const(step).localGet(tiles).i32Const(2).i32Eq().select();
    f.i32Add().localSet(local);
  }

  /**
   * Where a tile lies.
   *
   * @param pointers output bands it spans, each with an address of its own
   * @param bandRows rows of such a band
   * @param input local with the address of its input
   * @param moving whether addresses are those of the column rather than of the row
   */
  private record Place(int pointers, int bandRows, int input, boolean moving) {}

  private void tile(Place place, int rows, PixelMap map, int foldDistance) {
    tile.sum(rows, map, place.input, foldDistance);
    Transfers transfers = new Transfers(f);
    for (int r = 0; r < rows; r++) {
      int pointer = place.pointers == 1 ? 0 : r / place.bandRows;
      int rowInBand = place.pointers == 1 ? r : r % place.bandRows;
      List<Transfer> stores =
          shifted(map.stores(), loops.outputOrigin() + rowInBand * loops.outputPitch());
      if (key.residual) {
        int address = place.moving ? residual.columns[pointer] : residual.rows[pointer];
        transfers.addAll(stores, address, tile.sums(r), NO_TABLE);
      }
      tile.finish(r, map.vectors());
      int address = place.moving ? output.columns[pointer] : output.rows[pointer];
      transfers.storeAll(stores, address, tile.sums(r), NO_TABLE);
    }
  }

  private static List<Transfer> shifted(List<Transfer> transfers, int by) {
    List<Transfer> shifted = new ArrayList<>();
    for (Transfer t : transfers) {
      shifted.add(new Transfer(t.vector(), t.lane(), t.lanes(), t.pair(), t.offset() + by));
    }
    return shifted;
  }
}
