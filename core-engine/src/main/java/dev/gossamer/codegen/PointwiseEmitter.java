package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.PixelLoop;
import dev.gossamer.plan.PixelMap;
import dev.gossamer.plan.PointwiseKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/**
 * Writes the driver of a pointwise convolution: the loops over steps, tiles and blocks around calls
 * of {@link PointwisePass}.
 */
final class PointwiseEmitter implements KernelEmitter<PointwiseKernel> {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int INDICES = 2;
  private static final int WEIGHTS = 3;

  @Override
  public FunctionHandle emit(Emission emission, PointwiseKernel kernel) {
    int parameters =
        4 + (kernel.residual() ? 1 : 0) + (kernel.blocks() > 1 ? 1 : 0) + (kernel.ranged() ? 2 : 0);
    return emission.function("pointwise", parameters, f -> new Driver(emission, kernel, f).emit());
  }

  private static final class Driver {
    private final Emission emission;
    private final PointwiseKernel kernel;
    private final FunctionBuilder f;
    private final int residual = 4;
    private final int scratch;
    private final int from;
    private int firstStep;
    private int nextTable;

    Driver(Emission emission, PointwiseKernel kernel, FunctionBuilder f) {
      this.emission = emission;
      this.kernel = kernel;
      this.f = f;
      this.nextTable = kernel.directoryWords();
      this.scratch = kernel.residual() ? 5 : 4;
      this.from = scratch + (kernel.blocks() > 1 ? 1 : 0);
    }

    void emit() {
      int base = f.local(ValueType.I32, "input");
      int outputBase = f.local(ValueType.I32, "output");
      int count = f.local(ValueType.I32, "steps");
      int residualBase = kernel.residual() ? f.local(ValueType.I32, "residual") : -1;
      for (PixelLoop loop : kernel.loops()) {
        f.localGet(INPUT).localSet(base).localGet(OUTPUT).localSet(outputBase);
        if (kernel.residual()) {
          f.localGet(residual).localSet(residualBase);
        }
        Runnable step =
            () -> {
              for (PixelLoop.Tile tile : loop.tiles()) {
                tile(tile, base, outputBase, residualBase);
              }
            };
        if (loop.count() == 1 && !kernel.ranged()) {
          step.run();
          continue;
        }
        Runnable steps =
            () ->
                f.countDown(
                    count,
                    () -> {
                      step.run();
                      f.increment(base, loop.inputStep()).increment(outputBase, loop.outputStep());
                      if (kernel.residual()) {
                        f.increment(residualBase, loop.residualStep());
                      }
                    });
        if (kernel.ranged()) {
          range(loop, count, base, outputBase, residualBase);
          f.localGet(count).i32Const(0).i32GtS();
          f.ifThen(steps);
        } else {
          f.i32Const(loop.count()).localSet(count);
          steps.run();
        }
      }
    }

    /** Moves the bases to the first step that the call asks for, and counts what it asks for. */
    private void range(PixelLoop loop, int count, int base, int outputBase, int residualBase) {
      int start = f.local(ValueType.I32, "start");
      f.localGet(from).i32Const(firstStep).i32Sub().localTee(start);
      f.i32Const(0).localGet(start).i32Const(0).i32GtS().select().localSet(start);
      f.localGet(from + 1).i32Const(firstStep).i32Sub().localTee(count);
      f.i32Const(loop.count()).localGet(count).i32Const(loop.count()).i32LtS().select();
      f.localGet(start).i32Sub().localSet(count);
      skip(start, base, loop.inputStep());
      skip(start, outputBase, loop.outputStep());
      if (kernel.residual()) {
        skip(start, residualBase, loop.residualStep());
      }
      f.release(start);
      firstStep += loop.count();
    }

    private void skip(int start, int base, int step) {
      f.localGet(base).localGet(start).i32Const(step).i32Mul().i32Add().localSet(base);
    }

    /** The address of the next table. */
    private void pushTable(List<PixelMap.Transfer> transfers) {
      f.localGet(WEIGHTS).i32Const(4 * nextTable).i32Add();
      nextTable += transfers.size();
    }

    /** All blocks of a tile, the first and the last by code of their own. */
    private void tile(PixelLoop.Tile tile, int base, int outputBase, int residualBase) {
      int blocks = kernel.blocks();
      int middle = blocks - 2;
      if (middle < 2) {
        for (int block = 0; block < blocks; block++) {
          boolean last = block == blocks - 1;
          block(tile, block == 0, last, WEIGHTS, 12 * block, base, outputBase, residualBase);
        }
        return;
      }
      block(tile, true, false, WEIGHTS, 0, base, outputBase, residualBase);
      int directory = f.local(ValueType.I32, "directory");
      int count = f.local(ValueType.I32, "blocks");
      f.localGet(WEIGHTS).localSet(directory).i32Const(middle).localSet(count);
      f.countDown(
          count,
          () -> {
            f.increment(directory, 12);
            block(tile, false, false, directory, 0, base, outputBase, residualBase);
          });
      f.release(count);
      f.release(directory);
      block(tile, false, true, WEIGHTS, 12 * (blocks - 1), base, outputBase, residualBase);
    }

    /**
     * One block of a tile.
     *
     * @param directory local with the address that {@code entry}, the byte offset of the block's
     *     words in the directory, is counted from
     */
    private void block(
        PixelLoop.Tile tile,
        boolean first,
        boolean last,
        int directory,
        int entry,
        int base,
        int outputBase,
        int residualBase) {
      boolean residualHere = kernel.residual() && last;
      FunctionHandle pass =
          PointwisePass.function(
              emission,
              new PointwisePass.Key(
                  kernel.rows(),
                  kernel.unroll(),
                  kernel.dense(),
                  kernel.headerWords(),
                  last ? tile.map().withoutTables() : tile.map().loadsOnly(),
                  first,
                  last,
                  last ? kernel.activation() : Activation.NONE,
                  last && kernel.slopes(),
                  residualHere,
                  last && tile.map().hasStoreTable(),
                  last && tile.map().hasResidualTable()));
      f.localGet(base).i32Const(tile.inputBase()).i32Add();
      f.localGet(outputBase).i32Const(tile.outputBase()).i32Add();
      f.localGet(INDICES).localGet(directory).i32Load(entry + 4).i32Add();
      f.localGet(WEIGHTS).localGet(directory).i32Load(entry + 8).i32Add();
      f.localGet(directory).i32Load(entry);
      if (residualHere) {
        f.localGet(residualBase).i32Const(tile.residualBase()).i32Add();
      }
      if (kernel.blocks() > 1) {
        f.localGet(scratch);
      }
      if (last && tile.map().hasStoreTable()) {
        pushTable(tile.map().stores());
      }
      if (last && tile.map().hasResidualTable()) {
        pushTable(tile.map().residuals());
      }
      f.call(pass);
    }
  }
}
