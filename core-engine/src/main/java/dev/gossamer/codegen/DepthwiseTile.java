package dev.gossamer.codegen;

import dev.gossamer.plan.DepthwiseLoops;
import dev.gossamer.plan.PixelMap;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sums of one tile of a depthwise convolution. V8 has 15 vector registers: one holds pixels;
 * the weights of all taps stay in the others for a whole channel if they leave room for the sums,
 * else the weights of one column of the window are loaded at a time (5x5: 83 % of the peak with
 * eight rows, 75 % with four).
 */
final class DepthwiseTile {
  private static final int REGISTERS = 15;
  private static final int[] EVEN = {0, 2, 4, 6};

  private final Emission emission;
  private final DepthwisePass.Key key;
  private final DepthwiseLoops loops;
  private final List<Integer> taps;
  private final FunctionBuilder f;
  private final Epilogue epilogue;
  private final int stream;
  private final int[][] sums;
  private final boolean resident;
  private final int[] weights;
  private final int bias;
  private final int slope;
  private final int x;
  private final int entry;
  private final int count;
  private final int address;

  /**
   * @param stream local with the address of the channel's entry
   */
  DepthwiseTile(Emission emission, DepthwisePass.Key key, FunctionBuilder f, int stream) {
    this.emission = emission;
    this.key = key;
    this.loops = key.loops();
    this.taps = key.pattern().taps();
    this.f = f;
    this.stream = stream;
    this.epilogue = new Epilogue(emission, f);
    sums = new int[loops.tileRows()][loops.tileVectors()];
    for (int r = 0; r < sums.length; r++) {
      sums[r] = locals(sums[r].length);
    }
    int all = sums.length * sums[0].length;
    resident = taps.size() + all + 1 <= REGISTERS;
    boolean listed = key.pattern().listed();
    int atOnce = resident ? taps.size() : loops.taps().size() / loops.kernelWidth();
    weights = locals(listed ? 1 : atOnce);
    bias = f.local(ValueType.V128, "bias");
    slope = key.slopes() ? f.local(ValueType.V128, "slope") : -1;
    x = f.local(ValueType.V128, "x");
    entry = listed ? f.local(ValueType.I32, "entry") : -1;
    count = listed ? f.local(ValueType.I32, "count") : -1;
    address = listed ? f.local(ValueType.I32, "address") : -1;
  }

  private int[] locals(int number) {
    int[] locals = new int[number];
    for (int i = 0; i < number; i++) {
      locals[i] = f.local(ValueType.V128);
    }
    return locals;
  }

  private int entryHeader() {
    return key.slopes() ? 16 : 12;
  }

  /** The sums of a row. */
  int[] sums(int row) {
    return sums[row];
  }

  /** Loads what stays in registers for a channel. */
  void startChannel() {
    f.localGet(stream).v128Load32Splat(8).localSet(bias);
    if (key.slopes()) {
      f.localGet(stream).v128Load32Splat(12).localSet(slope);
    }
    if (resident) {
      for (int i = 0; i < taps.size(); i++) {
        loadWeight(i, i);
      }
    }
  }

  /** Moves on to the next entry. */
  void endChannel() {
    if (key.pattern().listed()) {
      f.localGet(stream).i32Const(entryHeader() + 4).i32Add();
      f.localGet(stream).i32Load(entryHeader()).i32Const(3).i32Shl();
      f.i32Add().localSet(stream);
    } else {
      f.increment(stream, entryHeader() + 4 * taps.size());
    }
  }

  private void loadWeight(int tap, int into) {
    f.localGet(stream).v128Load32Splat(entryHeader() + 4 * tap).localSet(weights[into]);
  }

  /** One use of an input vector: it is multiplied by a weight and added to a row of sums. */
  private record Use(int row, int weight) {}

  /**
   * Makes the sums of the first {@code rows} rows.
   *
   * @param input local with the address of the tile's input
   * @param foldDistance if not 0, bytes from the first two lanes of a vector to the others
   */
  void sum(int rows, PixelMap map, int input, int foldDistance) {
    if (key.pattern().listed()) {
      sumListed(rows, map, input, foldDistance);
      return;
    }
    boolean[] started = new boolean[rows];
    int next = 0;
    for (int kx = 0; kx < loops.kernelWidth(); kx++) {
      Map<Integer, List<Use>> loads = new TreeMap<>();
      int inColumn = 0;
      while (next < taps.size() && taps.get(next) % loops.kernelWidth() == kx) {
        int weight = resident ? next : inColumn++;
        if (!resident) {
          loadWeight(next, weight);
        }
        int offset = loops.taps().get(taps.get(next++));
        for (int r = 0; r < rows; r++) {
          loads
              .computeIfAbsent(offset + r * loops.rowStep(), o -> new ArrayList<>())
              .add(new Use(r, weight));
        }
      }
      for (Map.Entry<Integer, List<Use>> load : loads.entrySet()) {
        add(load.getKey(), load.getValue(), map, input, foldDistance, started);
      }
    }
    for (int r = 0; r < rows; r++) {
      if (!started[r]) {
        startAtBias(r, map);
      }
    }
  }

  private void startAtBias(int row, PixelMap map) {
    for (int v = 0; v < map.vectors(); v++) {
      f.localGet(bias).localSet(sums[row][v]);
    }
  }

  private void add(
      int offset, List<Use> uses, PixelMap map, int input, int foldDistance, boolean[] started) {
    for (int v = 0; v < map.vectors(); v++) {
      load(input, offset, map, v, foldDistance);
      for (Use use : uses) {
        int from = started[use.row] ? sums[use.row][v] : bias;
        multiplyAdd(weights[use.weight], from, sums[use.row][v]);
      }
    }
    for (Use use : uses) {
      started[use.row] = true;
    }
  }

  private void multiplyAdd(int weight, int from, int into) {
    emission
        .multiplyAdd(f, () -> f.localGet(x), () -> f.localGet(weight), () -> f.localGet(from))
        .localSet(into);
  }

  /** A loop over the taps in the stream. */
  private void sumListed(int rows, PixelMap map, int input, int foldDistance) {
    for (int r = 0; r < rows; r++) {
      startAtBias(r, map);
    }
    f.localGet(stream).localSet(entry);
    f.localGet(stream).i32Load(entryHeader()).localTee(count);
    int tap = entryHeader() + 4;
    f.ifThen(
        () ->
            f.countDown(
                count,
                () -> {
                  f.localGet(input).localGet(entry).i32Load(tap).i32Add().localSet(address);
                  f.localGet(entry).v128Load32Splat(tap + 4).localSet(weights[0]);
                  f.increment(entry, 8);
                  for (int r = 0; r < rows; r++) {
                    for (int v = 0; v < map.vectors(); v++) {
                      load(address, r * loops.rowStep(), map, v, foldDistance);
                      multiplyAdd(weights[0], sums[r][v], sums[r][v]);
                    }
                  }
                }));
  }

  /** Lanes of a vector that are stored: fewer than four only in rows of fewer than four pixels. */
  private static int lanes(PixelMap map, int vector) {
    int lanes = 0;
    for (PixelMap.Transfer store : map.stores()) {
      if (store.pair()) {
        return 4;
      }
      lanes += store.vector() == vector ? store.lanes() : 0;
    }
    return lanes;
  }

  /** Loads neighbouring output columns' pixels into x. */
  private void load(int input, int offset, PixelMap map, int vector, int foldDistance) {
    int from = offset + map.loads().get(vector);
    int pitch = loops.lanePitch();
    int lanes = lanes(map, vector);
    f.localGet(input);
    if (foldDistance != 0) {
      f.v128Load64Zero(from, 4).localSet(x);
      f.localGet(input).localGet(x).v128Load64Lane(from + foldDistance, 1);
    } else if (pitch == 4) {
      f.v128Load(from, 4);
    } else if (pitch == 8 && lanes == 4) {
      f.v128Load(from, 4).localGet(input).v128Load(from + 16, 4);
      f.i32x4Shuffle(EVEN);
    } else {
      f.v128Load32Zero(from);
      for (int lane = 1; lane < lanes; lane++) {
        f.localSet(x).localGet(input).localGet(x).v128Load32Lane(from + lane * pitch, lane);
      }
    }
    f.localSet(x);
  }

  /** Applies the activation to the sums of a row. */
  void finish(int row, int vectors) {
    for (int v = 0; v < vectors; v++) {
      f.localGet(sums[row][v]);
      if (key.slopes()) {
        epilogue.prelu(slope);
      } else {
        epilogue.apply(key.activation());
      }
      f.localSet(sums[row][v]);
    }
  }
}
