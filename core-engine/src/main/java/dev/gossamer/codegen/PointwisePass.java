package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.PixelMap;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/**
 * All groups of one tile: for each group, accumulators start at the bias (or the partial sums of
 * the block before), every listed column adds weight times pixels, and the result goes through the
 * epilogue to its place.
 *
 * <p>The address of a column depends on an index just loaded, which costs 15 % unless the index is
 * loaded some columns ahead: {@code unroll} pointers are kept, each replaced right after its use.
 */
final class PointwisePass {
  /**
   * Everything a pass depends on.
   *
   * @param headerWords words before a group's weights; biases and slopes are the last of them
   * @param tabledStores whether the offsets of stores come from a table
   * @param tabledResiduals whether the offsets of residuals come from a table
   * @param first whether accumulators start at the bias rather than at partial sums
   * @param last whether the result is finished and stored rather than kept as partial sums
   */
  record Key(
      int rows,
      int unroll,
      boolean dense,
      int headerWords,
      PixelMap map,
      boolean first,
      boolean last,
      Activation activation,
      boolean slopes,
      boolean residual,
      boolean tabledStores,
      boolean tabledResiduals) {}

  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int INDICES = 2;
  private static final int WEIGHTS = 3;
  private static final int GROUPS = 4;
  private static final int BIAS_FIELD = 0;
  private static final int OUTPUT_FIELD = 1;
  private static final int SCRATCH_FIELD = 2;

  private final Emission emission;
  private final Key key;
  private final FunctionBuilder f;
  private final Epilogue epilogue;
  private final int residual;
  private final int scratch;
  private final int vectors;
  private final int[] pointers;
  private final int[] partials;
  private final int[] weights;
  private final int[][] sums;
  private final int[] pixels;
  private final int header;
  private int[] storeTable;
  private int[] residualTable;
  private final int count;

  private PointwisePass(Emission emission, Key key, FunctionBuilder f) {
    this.emission = emission;
    this.key = key;
    this.f = f;
    this.epilogue = new Epilogue(emission, f);
    this.residual = 5;
    this.scratch = key.residual ? 6 : 5;
    this.vectors = key.map.vectors();
    pointers = locals(key.unroll, ValueType.I32);
    partials = isWhole() ? new int[0] : locals(key.rows, ValueType.I32);
    weights = locals(Math.min(key.rows, 2), ValueType.V128);
    sums = new int[key.rows][];
    for (int r = 0; r < key.rows; r++) {
      sums[r] = locals(vectors, ValueType.V128);
    }
    pixels = locals(key.rows > 2 ? vectors : 1, ValueType.V128);
    header = f.local(ValueType.I32, "header");
    count = f.local(ValueType.I32, "count");
  }

  static FunctionHandle function(Emission emission, Key key) {
    int parameters =
        5
            + (key.residual ? 1 : 0)
            + (key.first && key.last ? 0 : 1)
            + (key.tabledStores ? 1 : 0)
            + (key.tabledResiduals ? 1 : 0);
    return emission.shared(
        key,
        () ->
            emission.function(
                "pass" + key.rows + "x" + key.map.vectors(),
                parameters,
                f -> new PointwisePass(emission, key, f).emit()));
  }

  private boolean isWhole() {
    return key.first && key.last;
  }

  private int[] locals(int number, ValueType type) {
    int[] locals = new int[number];
    for (int i = 0; i < number; i++) {
      locals[i] = f.local(type);
    }
    return locals;
  }

  /** Loads a table of offsets into locals. */
  private int[] table(boolean tabled, int parameter) {
    if (!tabled) {
      return new int[0];
    }
    int[] offsets = locals(vectors, ValueType.I32);
    for (int v = 0; v < vectors; v++) {
      f.localGet(parameter).i32Load(4 * v).localSet(offsets[v]);
    }
    return offsets;
  }

  private void emit() {
    int tables = 5 + (key.residual ? 1 : 0) + (isWhole() ? 0 : 1);
    storeTable = table(key.tabledStores, tables);
    residualTable = table(key.tabledResiduals, tables + (key.tabledStores ? 1 : 0));
    if (key.activation.isClamp()) {
      epilogue.prepareClamp(key.activation);
    }
    for (int u = 0; u < key.unroll; u++) {
      loadPointer(pointers[u], 4 * u);
    }
    int list = key.dense ? f.local(ValueType.I32, "list") : -1;
    f.increment(INDICES, 4 * key.unroll);
    if (key.dense) {
      f.localGet(INDICES).localSet(list);
    }
    f.countDown(
        GROUPS,
        () -> {
          if (key.dense) {
            f.localGet(list).localSet(INDICES);
          }
          start();
          mainColumns();
          restColumns();
          finish();
        });
  }

  private void loadPointer(int pointer, int offset) {
    f.localGet(INPUT).localGet(INDICES).i32Load(offset).i32Add().localSet(pointer);
  }

  /** Byte offset in a group's header, laid out as {@code PointwiseKernel} says. */
  private int field(int field, int row) {
    return 4 * (2 + field * key.rows + row);
  }

  private int residualField() {
    return isWhole() ? 2 : 3;
  }

  private int slopeField() {
    return residualField() + (key.residual || !isWhole() ? 1 : 0);
  }

  private void start() {
    f.localGet(WEIGHTS).localSet(header);
    f.increment(WEIGHTS, 4 * key.headerWords);
    for (int r = 0; r < key.rows; r++) {
      if (!isWhole()) {
        f.localGet(scratch).localGet(header).i32Load(field(SCRATCH_FIELD, r));
        f.i32Add().localSet(partials[r]);
      }
      if (key.first) {
        f.localGet(header).v128Load32Splat(field(BIAS_FIELD, r)).localSet(sums[r][0]);
        for (int v = 1; v < vectors; v++) {
          f.localGet(sums[r][0]).localSet(sums[r][v]);
        }
      } else {
        for (int v = 0; v < vectors; v++) {
          f.localGet(partials[r]).v128Load(16 * v).localSet(sums[r][v]);
        }
      }
    }
  }

  private void mainColumns() {
    f.localGet(header).i32Load(0).localTee(count);
    f.ifThen(
        () ->
            f.countDown(
                count,
                () -> {
                  for (int u = 0; u < key.unroll; u++) {
                    column(u, pointers[u]);
                    loadPointer(pointers[u], 4 * u);
                  }
                  f.increment(WEIGHTS, 4 * key.rows * key.unroll);
                  f.increment(INDICES, 4 * key.unroll);
                }));
  }

  /** The columns left over, at most unroll - 1: one at a time, the pointers moving up. */
  private void restColumns() {
    if (key.unroll == 1) {
      return;
    }
    f.localGet(header).i32Load(4).localTee(count);
    f.ifThen(
        () ->
            f.countDown(
                count,
                () -> {
                  column(0, pointers[0]);
                  for (int u = 1; u < key.unroll; u++) {
                    f.localGet(pointers[u]).localSet(pointers[u - 1]);
                  }
                  loadPointer(pointers[key.unroll - 1], 0);
                  f.increment(WEIGHTS, 4 * key.rows);
                  f.increment(INDICES, 4);
                }));
  }

  private void column(int position, int pointer) {
    if (key.rows <= 2) {
      columnByVector(position, pointer);
    } else {
      columnByRow(position, pointer);
    }
  }

  /** Few rows, many vectors: weights stay in registers, each vector is used and forgotten. */
  private void columnByVector(int position, int pointer) {
    for (int r = 0; r < key.rows; r++) {
      weight(position, r).localSet(weights[r]);
    }
    for (int v = 0; v < vectors; v++) {
      pixels(pointer, v);
      if (key.rows > 1) {
        f.localSet(pixels[0]);
      }
      for (int r = 0; r < key.rows; r++) {
        int row = r;
        Runnable x = key.rows > 1 ? () -> f.localGet(pixels[0]) : () -> {};
        accumulate(sums[r][v], x, () -> f.localGet(weights[row]));
      }
    }
  }

  /** Many rows, few vectors: vectors stay in registers, each weight is used and forgotten. */
  private void columnByRow(int position, int pointer) {
    for (int v = 0; v < vectors; v++) {
      pixels(pointer, v).localSet(pixels[v]);
    }
    for (int r = 0; r < key.rows; r++) {
      weight(position, r).localSet(weights[0]);
      for (int v = 0; v < vectors; v++) {
        int vector = v;
        accumulate(sums[r][v], () -> f.localGet(pixels[vector]), () -> f.localGet(weights[0]));
      }
    }
  }

  private FunctionBuilder weight(int position, int row) {
    return f.localGet(WEIGHTS).v128Load32Splat(4 * (key.rows * position + row));
  }

  private FunctionBuilder pixels(int pointer, int vector) {
    return f.localGet(pointer).v128Load(key.map.loads().get(vector), 4);
  }

  private void accumulate(int sum, Runnable x, Runnable weight) {
    emission.multiplyAddTo(f, x, weight, sum).localSet(sum);
  }

  private void finish() {
    if (!key.last) {
      for (int r = 0; r < key.rows; r++) {
        for (int v = 0; v < vectors; v++) {
          f.localGet(partials[r]).localGet(sums[r][v]).v128Store(16 * v);
        }
      }
      return;
    }
    Transfers transfers = new Transfers(f);
    for (int r = 0; r < key.rows; r++) {
      if (key.residual) {
        f.localGet(residual).localGet(header).i32Load(field(residualField(), r));
        f.i32Add().localSet(count);
        transfers.addAll(key.map.residuals(), count, sums[r], residualTable);
      }
      if (key.slopes) {
        f.localGet(header).v128Load32Splat(field(slopeField(), r)).localSet(weights[0]);
      }
      for (int sum : sums[r]) {
        activate(sum);
      }
      f.localGet(OUTPUT).localGet(header).i32Load(field(OUTPUT_FIELD, r));
      f.i32Add().localSet(count);
      transfers.storeAll(key.map.stores(), count, sums[r], storeTable);
    }
  }

  private void activate(int sum) {
    if (key.slopes) {
      f.localGet(sum);
      epilogue.prelu(weights[0]);
      f.localSet(sum);
    } else if (key.activation.isClamp()) {
      if (key.activation != Activation.NONE) {
        epilogue.clampInPlace(sum);
      }
    } else {
      f.localGet(sum);
      epilogue.apply(key.activation);
      f.localSet(sum);
    }
  }
}
