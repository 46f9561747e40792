package dev.gossamer.codegen;

import dev.gossamer.plan.BandsKernel;
import dev.gossamer.plan.PointwiseKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/** Writes the loop over bands around calls of the stages' kernels. */
final class BandsEmitter implements KernelEmitter<BandsKernel> {
  /** Vectors copied at a time. */
  private static final int MOST_UNROLLED = 8;

  @Override
  public FunctionHandle emit(Emission emission, BandsKernel kernel) {
    int operands = 0;
    for (BandsKernel.Stage stage : kernel.stages()) {
      Codegen.kernel(emission, stage.kernel());
      operands += stage.shifts().size();
    }
    return emission.function("bands", operands, f -> new Loop(emission, kernel, f).emit());
  }

  private static final class Loop {
    private final Emission emission;
    private final BandsKernel kernel;
    private final BandsKernel.Ring ring;
    private final FunctionBuilder f;

    /** Local: rows of the picture before the band. */
    private final int before;

    /** Operand: the ring. */
    private final int read;

    private final int plane;
    private final int count;

    Loop(Emission emission, BandsKernel kernel, FunctionBuilder f) {
      this.emission = emission;
      this.kernel = kernel;
      this.ring = kernel.ring();
      this.f = f;
      before = f.local(ValueType.I32, "before");
      read = kernel.stages().get(0).shifts().size();
      plane = f.local(ValueType.I32, "plane");
      count = f.local(ValueType.I32, "count");
    }

    void emit() {
      int done = f.local(ValueType.I32, "done");
      int next = f.local(ValueType.I32, "next");
      int bands = f.local(ValueType.I32, "bands");
      // Borders, and what lies above the picture.
      f.localGet(read).i32Const(0);
      f.i32Const(ring.planes() * ring.planeBytes()).memoryFill();
      int steps = ((PointwiseKernel) kernel.stages().get(0).kernel()).steps();
      f.i32Const(kernel.count()).localSet(bands);
      f.countDown(
          bands,
          () -> {
            f.localGet(before).i32Const(ring.ahead()).i32Add();
            f.i32Const(ring.stepRows()).i32DivU().localTee(next);
            f.i32Const(steps).localGet(next).i32Const(steps).i32LtS().select().localSet(next);
            int operand = stage(kernel.stages().get(0), 0, done, next);
            f.localGet(next).localSet(done);
            clearBelow();
            operand = stage(kernel.stages().get(1), operand);
            stage(kernel.stages().get(2), operand);
            moveUp();
            shift();
            f.increment(before, ring.bandRows());
          });
    }

    private int stage(BandsKernel.Stage stage, int operand, int... more) {
      for (int i = 0; i < stage.shifts().size(); i++) {
        f.localGet(operand + i);
      }
      for (int local : more) {
        f.localGet(local);
      }
      f.call(Codegen.kernel(emission, stage.kernel()));
      return operand + stage.shifts().size();
    }

    /** Zeros in the rows of the ring that lie below the picture, if there are any. */
    private void clearBelow() {
      int below = f.local(ValueType.I32, "below");
      f.localGet(before)
          .i32Const(ring.ahead() - ring.height())
          .i32Add()
          .localTee(below)
          .i32Const(0)
          .i32GtS();
      f.ifThen(
          () -> {
            f.localGet(below).i32Const(ring.rowPitch()).i32Mul().localSet(below);
            f.localGet(read).i32Const(ring.rows() * ring.rowPitch()).i32Add();
            f.localGet(below).i32Sub().localSet(plane);
            f.i32Const(ring.planes()).localSet(count);
            f.countDown(
                count,
                () -> {
                  f.localGet(plane).i32Const(0).localGet(below).memoryFill();
                  f.increment(plane, ring.planeBytes());
                });
          });
      f.release(below);
    }

    /** Moves up the rows that the next band reads too. */
    private void moveUp() {
      int bytes = (ring.top() + ring.ahead() - ring.bandRows()) * ring.rowPitch();
      if (bytes <= 0) {
        return;
      }
      int distance = ring.bandRows() * ring.rowPitch();
      int unroll = MOST_UNROLLED;
      while (bytes / 16 % unroll != 0) {
        unroll--;
      }
      int step = 16 * unroll;
      int vectors = f.local(ValueType.I32, "vectors");
      f.localGet(read).i32Const((ring.lead() - ring.top()) * ring.rowPitch());
      f.i32Add().localSet(plane).i32Const(ring.planes()).localSet(count);
      f.countDown(
          count,
          () -> {
            f.i32Const(bytes / step).localSet(vectors);
            f.countDown(
                vectors,
                () -> {
                  for (int at = 0; at < step; at += 16) {
                    f.localGet(plane).localGet(plane).v128Load(distance + at, 4).v128Store(at, 4);
                  }
                  f.increment(plane, step);
                });
            f.increment(plane, ring.planeBytes() - bytes);
          });
      f.release(vectors);
    }

    /** Moves the operands that change from band to band. */
    private void shift() {
      int operand = 0;
      for (BandsKernel.Stage stage : kernel.stages()) {
        for (int shift : stage.shifts()) {
          if (shift != 0) {
            f.increment(operand, shift);
          }
          operand++;
        }
      }
    }
  }
}
