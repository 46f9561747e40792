package dev.gossamer.wasm;

/**
 * The body of one function: every instruction, and the loops that emitters write most.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32, ValueType.I32).returning(ValueType.F32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.importMemory("env", "memory", MemoryType.of(1));
 * FunctionHandle sum =
 *     module.function(
 *         "sum",
 *         type,
 *         f -> {
 *           int pointer = 0;
 *           int count = 1;
 *           int total = f.local(ValueType.F32, "total");
 *           f.countDown(
 *               count,
 *               () ->
 *                   f.localGet(total)
 *                       .localGet(pointer)
 *                       .f32Load(0)
 *                       .f32Add()
 *                       .localSet(total)
 *                       .increment(pointer, 4));
 *           f.localGet(total);
 *         });
 * module.export("sum", sum);
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class FunctionBuilder extends RelaxedVectorInstructions {
  private final FunctionHandle handle;

  FunctionBuilder(ModuleBuilder module, FunctionHandle handle) {
    super(module, handle.type());
    this.handle = handle;
  }

  /** The function that is being written. */
  public FunctionHandle handle() {
    return handle;
  }

  /** Adds {@code by} to an i32 local. */
  public FunctionBuilder increment(int local, int by) {
    return localGet(local).i32Const(by).i32Add().localSet(local);
  }

  /**
   * Runs {@code inside} as many times as the i32 local {@code count} says, leaving 0 in it. The
   * count is tested after each pass, as machines like it: it must be at least 1.
   */
  public FunctionBuilder countDown(int count, Runnable inside) {
    return loop(
        again -> {
          inside.run();
          localGet(count).i32Const(1).i32Sub().localTee(count).brIf(again);
        });
  }

  /**
   * Runs {@code inside} with the i32 local {@code index} at {@code from}, {@code from + step}, …
   * while it is below {@code to}; nothing is emitted where {@code from >= to}.
   */
  public FunctionBuilder forRange(int index, int from, int to, int step, Runnable inside) {
    if (step <= 0) {
      throw new IllegalArgumentException("step must be at least 1, got " + step);
    }
    if (from >= to) {
      return this;
    }
    i32Const(from).localSet(index);
    return loop(
        again -> {
          inside.run();
          localGet(index).i32Const(step).i32Add().localTee(index).i32Const(to).i32LtS().brIf(again);
        });
  }

  /** The body as the code section wants it, without its size. */
  void encode(ByteWriter out) {
    checkClosed(handle.name());
    encodeLocals(out);
    encodeCode(out, localIndices());
    out.u8(0x0B);
  }
}
