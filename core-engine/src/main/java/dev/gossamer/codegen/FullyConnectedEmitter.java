package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.FullyConnectedKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ValueType;
import java.util.Arrays;

/**
 * Writes fully connected kernels: a driver over groups of outputs and rows of inputs, calling one
 * function per size of group.
 */
final class FullyConnectedEmitter implements KernelEmitter<FullyConnectedKernel> {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int WEIGHTS = 2;
  private static final int BIAS = 3;
  private static final int COUNT = 4;

  /**
   * One group of outputs for one row of inputs.
   *
   * @param lanes outputs in the last vector
   */
  private record Group(int vectors, int lanes, boolean sparse, Activation activation) {}

  @Override
  public FunctionHandle emit(Emission emission, FullyConnectedKernel kernel) {
    return emission.function("fullyConnected", 4, f -> driver(emission, kernel, f));
  }

  private static void driver(Emission emission, FullyConnectedKernel kernel, FunctionBuilder f) {
    int vectors = (kernel.outputs() + 3) / 4;
    int fullVectors = kernel.outputs() / 4;
    int vector = 0;
    int groups = f.local(ValueType.I32);
    while (vector < vectors) {
      int size = kernel.groupVectors(vector);
      int repeat = 1;
      while (vector + (repeat + 1) * size <= fullVectors
          && kernel.groupVectors(vector + repeat * size) == size) {
        repeat++;
      }
      int lanes = vector + size > fullVectors ? kernel.outputs() % 4 : 4;
      Group group = new Group(size, lanes, kernel.sparse(), kernel.activation());
      f.i32Const(repeat).localSet(groups);
      f.countDown(groups, () -> rows(emission, kernel, group, f));
      vector += repeat * size;
    }
  }

  /** One group for all rows, so that its weights stay in the cache. */
  private static void rows(
      Emission emission, FullyConnectedKernel kernel, Group group, FunctionBuilder f) {
    FunctionHandle function = function(emission, group);
    int end = f.local(ValueType.I32);
    int input = f.local(ValueType.I32);
    int output = f.local(ValueType.I32);
    int row = f.local(ValueType.I32);
    f.localGet(INPUT).localSet(input).localGet(OUTPUT).localSet(output);
    f.forRange(
        row,
        0,
        kernel.rows(),
        1,
        () -> {
          f.localGet(input).localGet(output).localGet(WEIGHTS).localGet(BIAS);
          f.i32Const(kernel.inputs()).call(function).localSet(end);
          f.increment(input, 4 * kernel.inputs()).increment(output, 4 * kernel.outputs());
        });
    f.localGet(end).localSet(WEIGHTS);
    f.increment(OUTPUT, 16 * group.vectors).increment(BIAS, 16 * group.vectors);
    f.release(end).release(input).release(output).release(row);
  }

  /** (input, output, weights, bias, inputs) to the end of the group's weights. */
  private static FunctionHandle function(Emission emission, Group group) {
    ValueType[] parameters = new ValueType[5];
    Arrays.fill(parameters, ValueType.I32);
    FunctionType type = FunctionType.of(parameters).returning(ValueType.I32);
    return emission.shared(
        group, () -> emission.function("dots", type, f -> new Dots(emission, f, group).emit()));
  }

  private static final class Dots {
    private final Emission emission;
    private final FunctionBuilder f;
    private final Group group;
    private final int chains;
    private final int[][] sums;
    private final int x;

    Dots(Emission emission, FunctionBuilder f, Group group) {
      this.emission = emission;
      this.f = f;
      this.group = group;
      // Eight sums at once hide the latency of multiply-add (4 cycles on 2 units).
      chains = Math.min(4, 8 / group.vectors);
      sums = new int[chains][group.vectors];
      for (int[] chain : sums) {
        for (int v = 0; v < group.vectors; v++) {
          chain[v] = f.local(ValueType.V128);
        }
      }
      x = f.local(ValueType.V128);
    }

    void emit() {
      for (int v = 0; v < group.vectors; v++) {
        f.localGet(BIAS).v128Load(16 * v, 4).localSet(sums[0][v]);
        for (int chain = 1; chain < chains; chain++) {
          f.v128Const(0, 0).localSet(sums[chain][v]);
        }
      }
      if (group.sparse) {
        f.localGet(WEIGHTS).i32Load(0).localSet(COUNT).increment(WEIGHTS, 4);
      }
      columns();
      finish();
      f.localGet(WEIGHTS);
    }

    private void columns() {
      int count = f.local(ValueType.I32);
      f.localGet(COUNT).i32Const(chains).i32DivU().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> pass(chains)));
      f.localGet(COUNT).i32Const(chains).i32RemU().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> pass(1)));
    }

    private void pass(int columns) {
      int columnBytes = (group.sparse ? 4 : 0) + 16 * group.vectors;
      for (int column = 0; column < columns; column++) {
        int at = column * columnBytes;
        if (group.sparse) {
          f.localGet(INPUT).localGet(WEIGHTS).i32Load(at).i32Add().v128Load32Splat(0);
          at += 4;
        } else {
          f.localGet(INPUT).v128Load32Splat(4 * column);
        }
        f.localSet(x);
        for (int v = 0; v < group.vectors; v++) {
          int sum = sums[column][v];
          int weights = at + 16 * v;
          emission
              .multiplyAdd(
                  f,
                  () -> f.localGet(x),
                  () -> f.localGet(WEIGHTS).v128Load(weights, 4),
                  () -> f.localGet(sum))
              .localSet(sum);
        }
      }
      f.increment(WEIGHTS, columns * columnBytes);
      if (!group.sparse) {
        f.increment(INPUT, 4 * columns);
      }
    }

    private void finish() {
      Epilogue epilogue = new Epilogue(emission, f);
      for (int v = 0; v < group.vectors; v++) {
        f.localGet(sums[0][v]);
        for (int chain = 1; chain < chains; chain++) {
          f.localGet(sums[chain][v]).f32x4Add();
        }
        epilogue.apply(group.activation);
        f.localSet(x);
        if (v < group.vectors - 1 || group.lanes == 4) {
          f.localGet(OUTPUT).localGet(x).v128Store(16 * v, 4);
          continue;
        }
        for (int lane = 0; lane < group.lanes; lane++) {
          f.localGet(OUTPUT).localGet(x).v128Store32Lane(16 * v + 4 * lane, lane);
        }
      }
    }
  }
}
