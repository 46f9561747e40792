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
 * else the weights of one column of the window are loaded at a time.
 */
final class DepthwiseTile {
  private static final int REGISTERS = 15;
  private static final int[] EVEN = {0, 2, 4, 6};

  private final Emission emission;
  private final DepthwisePass.Key key;
  private final DepthwiseLoops loops;
  private final FunctionBuilder f;
  private final Epilogue epilogue;
  private final int stream;
  private final int rows;
  private final int vectors;
  private final int[][] sums;
  private final boolean resident;
  private final int[] weights;
  private final int bias;
  private final int slope;
  private final int x;

  DepthwiseTile(Emission emission, DepthwisePass.Key key, FunctionBuilder f, int stream) {
    this.emission = emission;
    this.key = key;
    this.loops = key.loops();
    this.f = f;
    this.stream = stream;
    this.epilogue = new Epilogue(emission, f);
    rows = loops.tileRows();
    vectors = loops.tileVectors();
    sums = new int[rows][vectors];
    for (int[] row : sums) {
      for (int v = 0; v < row.length; v++) {
        row[v] = f.local(ValueType.V128);
      }
    }
    resident = key.taps().size() + rows * vectors + 1 <= REGISTERS;
    weights = new int[resident ? key.taps().size() : loops.taps().size() / loops.kernelWidth()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = f.local(ValueType.V128);
    }
    bias = f.local(ValueType.V128, "bias");
    slope = key.slopes() ? f.local(ValueType.V128, "slope") : -1;
    x = f.local(ValueType.V128, "x");
  }

  private int entryHeader() {
    return key.slopes() ? 16 : 12;
  }

  /** Bytes of a channel's entry in the stream. */
  int entryBytes() {
    return entryHeader() + 4 * key.taps().size();
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
      for (int i = 0; i < weights.length; i++) {
        loadWeight(i, i);
      }
    }
  }

  private void loadWeight(int tap, int into) {
    f.localGet(stream).v128Load32Splat(entryHeader() + 4 * tap).localSet(weights[into]);
  }

  /** One use of an input vector: it is multiplied by a weight and added to a row of sums. */
  private record Use(int row, int weight) {}

  /**
   * Makes the sums of the first {@code tileRows} rows.
   *
   * @param input local with the address of the tile's input
   */
  void sum(int tileRows, PixelMap map, int input) {
    boolean[] started = new boolean[tileRows];
    int kernelWidth = loops.kernelWidth();
    int next = 0;
    for (int kx = 0; kx < kernelWidth; kx++) {
      Map<Integer, List<Use>> loads = new TreeMap<>();
      int inColumn = 0;
      while (next < key.taps().size() && key.taps().get(next) % kernelWidth == kx) {
        int weight = resident ? next : inColumn++;
        if (!resident) {
          loadWeight(next, weight);
        }
        int offset = loops.taps().get(key.taps().get(next++));
        for (int r = 0; r < tileRows; r++) {
          loads
              .computeIfAbsent(offset + r * loops.rowStep(), o -> new ArrayList<>())
              .add(new Use(r, weight));
        }
      }
      for (Map.Entry<Integer, List<Use>> load : loads.entrySet()) {
        add(load.getKey(), load.getValue(), map, input, started);
      }
    }
    for (int r = 0; r < tileRows; r++) {
      for (int v = 0; v < map.vectors() && !started[r]; v++) {
        f.localGet(bias).localSet(sums[r][v]);
      }
    }
  }

  private void add(int offset, List<Use> uses, PixelMap map, int input, boolean[] started) {
    for (int v = 0; v < map.vectors(); v++) {
      load(input, offset + map.loads().get(v), lanes(map, v));
      f.localSet(x);
      for (Use use : uses) {
        int from = started[use.row] ? sums[use.row][v] : bias;
        int weight = weights[use.weight];
        emission
            .multiplyAdd(f, () -> f.localGet(x), () -> f.localGet(weight), () -> f.localGet(from))
            .localSet(sums[use.row][v]);
      }
    }
    for (Use use : uses) {
      started[use.row] = true;
    }
  }

  /** Lanes of a vector that are stored: fewer than four only in rows of fewer than four pixels. */
  private static int lanes(PixelMap map, int vector) {
    if (map.vectors() > 1) {
      return 4;
    }
    int lanes = 0;
    for (PixelMap.Transfer store : map.stores()) {
      lanes += store.lanes();
    }
    return lanes;
  }

  /** Pushes neighbouring output columns' pixels. */
  private void load(int input, int offset, int lanes) {
    int pitch = loops.lanePitch();
    if (pitch == 4) {
      f.localGet(input).v128Load(offset, 4);
    } else if (pitch == 8 && lanes == 4) {
      f.localGet(input).v128Load(offset, 4).localGet(input).v128Load(offset + 16, 4);
      f.i32x4Shuffle(EVEN);
    } else {
      f.localGet(input).v128Load32Zero(offset).localSet(x);
      for (int lane = 1; lane < lanes; lane++) {
        f.localGet(input).localGet(x).v128Load32Lane(offset + lane * pitch, lane).localSet(x);
      }
      f.localGet(x);
    }
  }

  /** Applies the activation to the sums of a row. */
  void finish(int row, int rowVectors) {
    for (int v = 0; v < rowVectors; v++) {
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
