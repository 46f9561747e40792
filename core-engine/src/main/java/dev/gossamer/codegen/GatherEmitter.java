package dev.gossamer.codegen;

import dev.gossamer.plan.GatherKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/** Writes the copying of slices by computed indices. */
final class GatherEmitter implements KernelEmitter<GatherKernel> {
  private static final int INPUT = 0;
  private static final int INDICES = 1;
  private static final int OUTPUT = 2;
  private static final int BLOCKS = 3;
  private static final int EXTENT = 4;
  private static final int COUNT = 5;
  private static final int BYTES = 6;

  @Override
  public FunctionHandle emit(Emission emission, GatherKernel kernel) {
    return emission.function("gather", 7, GatherEmitter::body);
  }

  private static void body(FunctionBuilder f) {
    int pointer = f.local(ValueType.I32, "pointer");
    int count = f.local(ValueType.I32, "count");
    int index = f.local(ValueType.I32, "index");
    f.countDown(
        BLOCKS,
        () -> {
          f.localGet(INDICES).localSet(pointer).localGet(COUNT).localSet(count);
          f.countDown(
              count,
              () -> {
                f.localGet(pointer).f32Load(0);
                // An index past the axis must not read other memory.
                f.f32Const(0f).f32Max().i32TruncSatF32U().localTee(index);
                f.localGet(EXTENT).i32Const(1).i32Sub();
                f.localGet(index).localGet(EXTENT).i32LtU().select().localSet(index);
                f.localGet(OUTPUT).localGet(INPUT);
                f.localGet(index).localGet(BYTES).i32Mul().i32Add();
                f.localGet(BYTES).memoryCopy();
                f.localGet(OUTPUT).localGet(BYTES).i32Add().localSet(OUTPUT);
                f.increment(pointer, 4);
              });
          f.localGet(INPUT).localGet(EXTENT).localGet(BYTES).i32Mul().i32Add().localSet(INPUT);
        });
  }
}
