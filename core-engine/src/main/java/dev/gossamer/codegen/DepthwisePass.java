package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.DepthwiseLoops;
import dev.gossamer.plan.PixelMap;
import dev.gossamer.plan.PixelMap.Transfer;
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
  /** Everything a pass depends on; see {@code DepthwiseKernel}. */
  record Key(
      DepthwiseLoops loops,
      List<Integer> taps,
      Activation activation,
      boolean slopes,
      boolean residual) {
    Key {
      taps = List.copyOf(taps);
    }
  }

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
                "depthwise" + key.taps.size(),
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
          f.localGet(INPUT).localGet(STREAM).i32Load(0).i32Add().localSet(row);
          f.localGet(OUTPUT).localGet(STREAM).i32Load(4).i32Add().localSet(output.band);
          if (key.residual) {
            f.localGet(RESIDUAL).localGet(STREAM).i32Load(4).i32Add().localSet(residual.band);
          }
          tile.startChannel();
          for (DepthwiseLoops.Bands bands : loops.bands()) {
            repeat(bands.count(), steps, () -> step(bands));
          }
          f.increment(STREAM, tile.entryBytes());
        });
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
      repeat(group.count(), groups, () -> tileRow(bands, group.rows()));
    }
  }

  /** One row of tiles, and the row addresses moved on to the next. */
  private void tileRow(DepthwiseLoops.Bands bands, int rows) {
    if (loops.mainCount() > 1) {
      f.localGet(row).localSet(column);
      for (Rows each : targets()) {
        for (int i = 0; i < bands.perStep(); i++) {
          f.localGet(each.rows[i]).localSet(each.columns[i]);
        }
      }
      repeat(
          loops.mainCount(),
          tiles,
          () -> {
            tile(bands, rows, loops.main(), column, true);
            f.increment(column, loops.mainInputStep());
            for (Rows each : targets()) {
              for (int i = 0; i < bands.perStep(); i++) {
                f.increment(each.columns[i], loops.mainOutputStep());
              }
            }
          });
    } else if (loops.mainCount() == 1) {
      tile(bands, rows, loops.main(), row, false);
    }
    if (loops.tail() != null) {
      tile(bands, rows, loops.tail(), row, false);
    }
    f.increment(row, rows * loops.rowStep());
    if (bands.perStep() == 1) {
      for (Rows each : targets()) {
        f.increment(each.rows[0], rows * loops.outputPitch());
      }
    }
  }

  /** A tile at the given input column; rows of different bands have pointers of their own. */
  private void tile(DepthwiseLoops.Bands bands, int rows, PixelMap map, int input, boolean moving) {
    tile.sum(rows, map, input);
    Transfers transfers = new Transfers(f);
    for (int r = 0; r < rows; r++) {
      int pointer = bands.perStep() == 1 ? 0 : r / bands.rows();
      int rowInBand = bands.perStep() == 1 ? r : r % bands.rows();
      List<Transfer> stores =
          shifted(map.stores(), loops.outputOrigin() + rowInBand * loops.outputPitch());
      if (key.residual) {
        int address = moving ? residual.columns[pointer] : residual.rows[pointer];
        transfers.addAll(stores, address, tile.sums(r));
      }
      tile.finish(r, map.vectors());
      int address = moving ? output.columns[pointer] : output.rows[pointer];
      for (Transfer store : stores) {
        transfers.store(store, address, tile.sums(r));
      }
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
