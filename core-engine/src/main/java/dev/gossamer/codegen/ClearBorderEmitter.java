package dev.gossamer.codegen;

import dev.gossamer.plan.ClearBorderKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/** Writes zeros above, between and below the rows of planes. */
final class ClearBorderEmitter implements KernelEmitter<ClearBorderKernel> {
  private static final int BUFFER = 0;
  private static final int PLANES = 1;

  /** Above this, memory.fill; its call costs about as much as twenty stores. */
  private static final int MOST_STORED = 320;

  @Override
  public FunctionHandle emit(Emission emission, ClearBorderKernel kernel) {
    return emission.function("clear", 2, f -> emit(f, kernel));
  }

  private static void emit(FunctionBuilder f, ClearBorderKernel kernel) {
    int row = f.local(ValueType.I32, "row");
    int count = f.local(ValueType.I32, "count");
    // Locals start at zero: 16 bytes of code less per store than a constant.
    int zeros = f.local(ValueType.V128, "zeros");
    int end = kernel.origin() + (kernel.rows() - 1) * kernel.rowPitch() + kernel.rowBytes();
    int gap = kernel.rowPitch() - kernel.rowBytes();
    f.countDown(
        PLANES,
        () -> {
          zero(f, zeros, BUFFER, 0, kernel.origin());
          if (kernel.rows() > 1 && gap > 0) {
            f.localGet(BUFFER).localSet(row);
            f.i32Const(kernel.rows() - 1).localSet(count);
            f.countDown(
                count,
                () -> {
                  zero(f, zeros, row, kernel.origin() + kernel.rowBytes(), gap);
                  f.increment(row, kernel.rowPitch());
                });
          }
          zero(f, zeros, BUFFER, end, kernel.planeBytes() - end);
          f.increment(BUFFER, kernel.planeBytes());
        });
  }

  /** Zeros a number of bytes, a multiple of four. */
  private static void zero(FunctionBuilder f, int zeros, int pointer, int offset, int bytes) {
    if (bytes > MOST_STORED) {
      f.localGet(pointer).i32Const(offset).i32Add().i32Const(0).i32Const(bytes).memoryFill();
      return;
    }
    int at = 0;
    for (; at + 16 <= bytes; at += 16) {
      f.localGet(pointer).localGet(zeros).v128Store(offset + at, 4);
    }
    for (; at + 8 <= bytes; at += 8) {
      f.localGet(pointer).i64Const(0).i64Store(offset + at, 4);
    }
    for (; at < bytes; at += 4) {
      f.localGet(pointer).i32Const(0).i32Store(offset + at, 4);
    }
  }
}
