package dev.gossamer.wasm;

/**
 * v128 loads and stores: whole, widening, splat, zero-filling and single-lane. Offsets and
 * alignments as in {@link MemoryInstructions}; unaligned addresses are always allowed.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32, ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.importMemory("env", "memory", MemoryType.of(1));
 * module.function("copy16", type, f -> f.localGet(1).localGet(0).v128Load(0).v128Store(0));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class VectorMemoryInstructions extends TableInstructions
    permits VectorLaneInstructions {
  VectorMemoryInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder v128Load(int offset) {
    return simdMemory(0x00, 4, offset);
  }

  public FunctionBuilder v128Load(int offset, int align) {
    return simdMemory(0x00, 4, offset, align);
  }

  public FunctionBuilder v128Load8x8S(int offset) {
    return simdMemory(0x01, 3, offset);
  }

  public FunctionBuilder v128Load8x8S(int offset, int align) {
    return simdMemory(0x01, 3, offset, align);
  }

  public FunctionBuilder v128Load8x8U(int offset) {
    return simdMemory(0x02, 3, offset);
  }

  public FunctionBuilder v128Load8x8U(int offset, int align) {
    return simdMemory(0x02, 3, offset, align);
  }

  public FunctionBuilder v128Load16x4S(int offset) {
    return simdMemory(0x03, 3, offset);
  }

  public FunctionBuilder v128Load16x4S(int offset, int align) {
    return simdMemory(0x03, 3, offset, align);
  }

  public FunctionBuilder v128Load16x4U(int offset) {
    return simdMemory(0x04, 3, offset);
  }

  public FunctionBuilder v128Load16x4U(int offset, int align) {
    return simdMemory(0x04, 3, offset, align);
  }

  public FunctionBuilder v128Load32x2S(int offset) {
    return simdMemory(0x05, 3, offset);
  }

  public FunctionBuilder v128Load32x2S(int offset, int align) {
    return simdMemory(0x05, 3, offset, align);
  }

  public FunctionBuilder v128Load32x2U(int offset) {
    return simdMemory(0x06, 3, offset);
  }

  public FunctionBuilder v128Load32x2U(int offset, int align) {
    return simdMemory(0x06, 3, offset, align);
  }

  public FunctionBuilder v128Load8Splat(int offset) {
    return simdMemory(0x07, 0, offset);
  }

  public FunctionBuilder v128Load8Splat(int offset, int align) {
    return simdMemory(0x07, 0, offset, align);
  }

  public FunctionBuilder v128Load16Splat(int offset) {
    return simdMemory(0x08, 1, offset);
  }

  public FunctionBuilder v128Load16Splat(int offset, int align) {
    return simdMemory(0x08, 1, offset, align);
  }

  public FunctionBuilder v128Load32Splat(int offset) {
    return simdMemory(0x09, 2, offset);
  }

  public FunctionBuilder v128Load32Splat(int offset, int align) {
    return simdMemory(0x09, 2, offset, align);
  }

  public FunctionBuilder v128Load64Splat(int offset) {
    return simdMemory(0x0A, 3, offset);
  }

  public FunctionBuilder v128Load64Splat(int offset, int align) {
    return simdMemory(0x0A, 3, offset, align);
  }

  public FunctionBuilder v128Store(int offset) {
    return simdMemory(0x0B, 4, offset);
  }

  public FunctionBuilder v128Store(int offset, int align) {
    return simdMemory(0x0B, 4, offset, align);
  }

  public FunctionBuilder v128Load32Zero(int offset) {
    return simdMemory(0x5C, 2, offset);
  }

  public FunctionBuilder v128Load32Zero(int offset, int align) {
    return simdMemory(0x5C, 2, offset, align);
  }

  public FunctionBuilder v128Load64Zero(int offset) {
    return simdMemory(0x5D, 3, offset);
  }

  public FunctionBuilder v128Load64Zero(int offset, int align) {
    return simdMemory(0x5D, 3, offset, align);
  }

  public FunctionBuilder v128Load8Lane(int offset, int lane) {
    return memoryLane(0x54, 0, offset, lane);
  }

  public FunctionBuilder v128Load16Lane(int offset, int lane) {
    return memoryLane(0x55, 1, offset, lane);
  }

  public FunctionBuilder v128Load32Lane(int offset, int lane) {
    return memoryLane(0x56, 2, offset, lane);
  }

  public FunctionBuilder v128Load64Lane(int offset, int lane) {
    return memoryLane(0x57, 3, offset, lane);
  }

  public FunctionBuilder v128Store8Lane(int offset, int lane) {
    return memoryLane(0x58, 0, offset, lane);
  }

  public FunctionBuilder v128Store16Lane(int offset, int lane) {
    return memoryLane(0x59, 1, offset, lane);
  }

  public FunctionBuilder v128Store32Lane(int offset, int lane) {
    return memoryLane(0x5A, 2, offset, lane);
  }

  public FunctionBuilder v128Store64Lane(int offset, int lane) {
    return memoryLane(0x5B, 3, offset, lane);
  }
}
