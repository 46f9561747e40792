package dev.gossamer.wasm;

/**
 * Atomic loads, stores, read-modify-write, wait and notify. Addresses must be aligned to the size
 * of the access, otherwise the instruction traps. Narrow forms zero-extend.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.importMemory("env", "memory", MemoryType.shared(1, 16));
 * module.function("next", type, f -> f.localGet(0).i32Const(1).i32AtomicRmwAdd(0));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class AtomicInstructions extends MemoryInstructions
    permits TableInstructions {
  AtomicInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Orders all memory accesses before it with all after it. */
  public FunctionBuilder atomicFence() {
    atomic(0x03);
    return unsigned(0);
  }

  public FunctionBuilder memoryAtomicNotify(int offset) {
    return atomic(0x00, 2, offset);
  }

  public FunctionBuilder memoryAtomicWait32(int offset) {
    return atomic(0x01, 2, offset);
  }

  public FunctionBuilder memoryAtomicWait64(int offset) {
    return atomic(0x02, 3, offset);
  }

  public FunctionBuilder i32AtomicLoad(int offset) {
    return atomic(0x10, 2, offset);
  }

  public FunctionBuilder i64AtomicLoad(int offset) {
    return atomic(0x11, 3, offset);
  }

  public FunctionBuilder i32AtomicLoad8U(int offset) {
    return atomic(0x12, 0, offset);
  }

  public FunctionBuilder i32AtomicLoad16U(int offset) {
    return atomic(0x13, 1, offset);
  }

  public FunctionBuilder i64AtomicLoad8U(int offset) {
    return atomic(0x14, 0, offset);
  }

  public FunctionBuilder i64AtomicLoad16U(int offset) {
    return atomic(0x15, 1, offset);
  }

  public FunctionBuilder i64AtomicLoad32U(int offset) {
    return atomic(0x16, 2, offset);
  }

  public FunctionBuilder i32AtomicStore(int offset) {
    return atomic(0x17, 2, offset);
  }

  public FunctionBuilder i64AtomicStore(int offset) {
    return atomic(0x18, 3, offset);
  }

  public FunctionBuilder i32AtomicStore8(int offset) {
    return atomic(0x19, 0, offset);
  }

  public FunctionBuilder i32AtomicStore16(int offset) {
    return atomic(0x1A, 1, offset);
  }

  public FunctionBuilder i64AtomicStore8(int offset) {
    return atomic(0x1B, 0, offset);
  }

  public FunctionBuilder i64AtomicStore16(int offset) {
    return atomic(0x1C, 1, offset);
  }

  public FunctionBuilder i64AtomicStore32(int offset) {
    return atomic(0x1D, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwAdd(int offset) {
    return atomic(0x1E, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwAdd(int offset) {
    return atomic(0x1F, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8AddU(int offset) {
    return atomic(0x20, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16AddU(int offset) {
    return atomic(0x21, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8AddU(int offset) {
    return atomic(0x22, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16AddU(int offset) {
    return atomic(0x23, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32AddU(int offset) {
    return atomic(0x24, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwSub(int offset) {
    return atomic(0x25, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwSub(int offset) {
    return atomic(0x26, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8SubU(int offset) {
    return atomic(0x27, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16SubU(int offset) {
    return atomic(0x28, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8SubU(int offset) {
    return atomic(0x29, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16SubU(int offset) {
    return atomic(0x2A, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32SubU(int offset) {
    return atomic(0x2B, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwAnd(int offset) {
    return atomic(0x2C, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwAnd(int offset) {
    return atomic(0x2D, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8AndU(int offset) {
    return atomic(0x2E, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16AndU(int offset) {
    return atomic(0x2F, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8AndU(int offset) {
    return atomic(0x30, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16AndU(int offset) {
    return atomic(0x31, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32AndU(int offset) {
    return atomic(0x32, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwOr(int offset) {
    return atomic(0x33, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwOr(int offset) {
    return atomic(0x34, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8OrU(int offset) {
    return atomic(0x35, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16OrU(int offset) {
    return atomic(0x36, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8OrU(int offset) {
    return atomic(0x37, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16OrU(int offset) {
    return atomic(0x38, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32OrU(int offset) {
    return atomic(0x39, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwXor(int offset) {
    return atomic(0x3A, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwXor(int offset) {
    return atomic(0x3B, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8XorU(int offset) {
    return atomic(0x3C, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16XorU(int offset) {
    return atomic(0x3D, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8XorU(int offset) {
    return atomic(0x3E, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16XorU(int offset) {
    return atomic(0x3F, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32XorU(int offset) {
    return atomic(0x40, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwXchg(int offset) {
    return atomic(0x41, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwXchg(int offset) {
    return atomic(0x42, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8XchgU(int offset) {
    return atomic(0x43, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16XchgU(int offset) {
    return atomic(0x44, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8XchgU(int offset) {
    return atomic(0x45, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16XchgU(int offset) {
    return atomic(0x46, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32XchgU(int offset) {
    return atomic(0x47, 2, offset);
  }

  public FunctionBuilder i32AtomicRmwCmpxchg(int offset) {
    return atomic(0x48, 2, offset);
  }

  public FunctionBuilder i64AtomicRmwCmpxchg(int offset) {
    return atomic(0x49, 3, offset);
  }

  public FunctionBuilder i32AtomicRmw8CmpxchgU(int offset) {
    return atomic(0x4A, 0, offset);
  }

  public FunctionBuilder i32AtomicRmw16CmpxchgU(int offset) {
    return atomic(0x4B, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw8CmpxchgU(int offset) {
    return atomic(0x4C, 0, offset);
  }

  public FunctionBuilder i64AtomicRmw16CmpxchgU(int offset) {
    return atomic(0x4D, 1, offset);
  }

  public FunctionBuilder i64AtomicRmw32CmpxchgU(int offset) {
    return atomic(0x4E, 2, offset);
  }
}
