package dev.gossamer.wasm;

/**
 * Scalar loads and stores, the size of memory, and bulk memory instructions.
 *
 * <p>{@code offset} is in bytes and is added to the address on the stack. {@code align} is a
 * promise in bytes about the whole address: a power of two not above the size of the access (which
 * is what the short form promises). A broken promise is slow on some machines but never wrong.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.F32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.importMemory("env", "memory", MemoryType.of(1));
 * module.function("third", type, f -> f.localGet(0).f32Load(8));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class MemoryInstructions extends FloatInstructions
    permits AtomicInstructions {
  MemoryInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Pushes the size of memory in pages of 64 KiB. */
  public FunctionBuilder memorySize() {
    return op(0x3F).unsigned(0);
  }

  /** Pops a number of pages to add; pushes the old size in pages, or -1 when that was refused. */
  public FunctionBuilder memoryGrow() {
    return op(0x40).unsigned(0);
  }

  /** Pops length, start in the segment, address: copies a part of a passive segment to memory. */
  public FunctionBuilder memoryInit(DataSegment segment) {
    return misc(0x08).unsigned(segment.index()).unsigned(0);
  }

  /** Forgets a passive segment; later {@code memory.init} of it traps unless its length is 0. */
  public FunctionBuilder dataDrop(DataSegment segment) {
    return misc(0x09).unsigned(segment.index());
  }

  /** Pops length, source, destination (bytes); the ranges may overlap. */
  public FunctionBuilder memoryCopy() {
    return misc(0x0A).unsigned(0).unsigned(0);
  }

  /** Pops length, byte value, destination. */
  public FunctionBuilder memoryFill() {
    return misc(0x0B).unsigned(0);
  }

  public FunctionBuilder i32Load(int offset) {
    return memory(0x28, 2, offset);
  }

  public FunctionBuilder i32Load(int offset, int align) {
    return memory(0x28, 2, offset, align);
  }

  public FunctionBuilder i64Load(int offset) {
    return memory(0x29, 3, offset);
  }

  public FunctionBuilder i64Load(int offset, int align) {
    return memory(0x29, 3, offset, align);
  }

  public FunctionBuilder f32Load(int offset) {
    return memory(0x2A, 2, offset);
  }

  public FunctionBuilder f32Load(int offset, int align) {
    return memory(0x2A, 2, offset, align);
  }

  public FunctionBuilder f64Load(int offset) {
    return memory(0x2B, 3, offset);
  }

  public FunctionBuilder f64Load(int offset, int align) {
    return memory(0x2B, 3, offset, align);
  }

  public FunctionBuilder i32Load8S(int offset) {
    return memory(0x2C, 0, offset);
  }

  public FunctionBuilder i32Load8S(int offset, int align) {
    return memory(0x2C, 0, offset, align);
  }

  public FunctionBuilder i32Load8U(int offset) {
    return memory(0x2D, 0, offset);
  }

  public FunctionBuilder i32Load8U(int offset, int align) {
    return memory(0x2D, 0, offset, align);
  }

  public FunctionBuilder i32Load16S(int offset) {
    return memory(0x2E, 1, offset);
  }

  public FunctionBuilder i32Load16S(int offset, int align) {
    return memory(0x2E, 1, offset, align);
  }

  public FunctionBuilder i32Load16U(int offset) {
    return memory(0x2F, 1, offset);
  }

  public FunctionBuilder i32Load16U(int offset, int align) {
    return memory(0x2F, 1, offset, align);
  }

  public FunctionBuilder i64Load8S(int offset) {
    return memory(0x30, 0, offset);
  }

  public FunctionBuilder i64Load8S(int offset, int align) {
    return memory(0x30, 0, offset, align);
  }

  public FunctionBuilder i64Load8U(int offset) {
    return memory(0x31, 0, offset);
  }

  public FunctionBuilder i64Load8U(int offset, int align) {
    return memory(0x31, 0, offset, align);
  }

  public FunctionBuilder i64Load16S(int offset) {
    return memory(0x32, 1, offset);
  }

  public FunctionBuilder i64Load16S(int offset, int align) {
    return memory(0x32, 1, offset, align);
  }

  public FunctionBuilder i64Load16U(int offset) {
    return memory(0x33, 1, offset);
  }

  public FunctionBuilder i64Load16U(int offset, int align) {
    return memory(0x33, 1, offset, align);
  }

  public FunctionBuilder i64Load32S(int offset) {
    return memory(0x34, 2, offset);
  }

  public FunctionBuilder i64Load32S(int offset, int align) {
    return memory(0x34, 2, offset, align);
  }

  public FunctionBuilder i64Load32U(int offset) {
    return memory(0x35, 2, offset);
  }

  public FunctionBuilder i64Load32U(int offset, int align) {
    return memory(0x35, 2, offset, align);
  }

  public FunctionBuilder i32Store(int offset) {
    return memory(0x36, 2, offset);
  }

  public FunctionBuilder i32Store(int offset, int align) {
    return memory(0x36, 2, offset, align);
  }

  public FunctionBuilder i64Store(int offset) {
    return memory(0x37, 3, offset);
  }

  public FunctionBuilder i64Store(int offset, int align) {
    return memory(0x37, 3, offset, align);
  }

  public FunctionBuilder f32Store(int offset) {
    return memory(0x38, 2, offset);
  }

  public FunctionBuilder f32Store(int offset, int align) {
    return memory(0x38, 2, offset, align);
  }

  public FunctionBuilder f64Store(int offset) {
    return memory(0x39, 3, offset);
  }

  public FunctionBuilder f64Store(int offset, int align) {
    return memory(0x39, 3, offset, align);
  }

  public FunctionBuilder i32Store8(int offset) {
    return memory(0x3A, 0, offset);
  }

  public FunctionBuilder i32Store8(int offset, int align) {
    return memory(0x3A, 0, offset, align);
  }

  public FunctionBuilder i32Store16(int offset) {
    return memory(0x3B, 1, offset);
  }

  public FunctionBuilder i32Store16(int offset, int align) {
    return memory(0x3B, 1, offset, align);
  }

  public FunctionBuilder i64Store8(int offset) {
    return memory(0x3C, 0, offset);
  }

  public FunctionBuilder i64Store8(int offset, int align) {
    return memory(0x3C, 0, offset, align);
  }

  public FunctionBuilder i64Store16(int offset) {
    return memory(0x3D, 1, offset);
  }

  public FunctionBuilder i64Store16(int offset, int align) {
    return memory(0x3D, 1, offset, align);
  }

  public FunctionBuilder i64Store32(int offset) {
    return memory(0x3E, 2, offset);
  }

  public FunctionBuilder i64Store32(int offset, int align) {
    return memory(0x3E, 2, offset, align);
  }
}
