package dev.gossamer.wasm;

/**
 * v128 constants, shuffles, splats, access to single lanes, and whole-vector bit logic. Lane 0 is
 * the one at the lowest address.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.F32).returning(ValueType.F32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("first", type, f -> f.localGet(0).f32x4Splat().f32x4ExtractLane(3));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class VectorLaneInstructions extends VectorMemoryInstructions
    permits VectorComparisonInstructions {
  VectorLaneInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Pushes 16 bytes; {@code low} holds lanes 0 to 7 with lane 0 in its lowest byte. */
  public FunctionBuilder v128Const(long low, long high) {
    simd(0x0C);
    code.i64(low).i64(high);
    return self();
  }

  /** Pushes four floats as {@code v128.const}. */
  public FunctionBuilder f32x4Const(float lane0, float lane1, float lane2, float lane3) {
    simd(0x0C);
    code.f32(lane0).f32(lane1).f32(lane2).f32(lane3);
    return self();
  }

  /** Pushes four integers as {@code v128.const}. */
  public FunctionBuilder i32x4Const(int lane0, int lane1, int lane2, int lane3) {
    simd(0x0C);
    code.i32(lane0).i32(lane1).i32(lane2).i32(lane3);
    return self();
  }

  /**
   * Pops b, then a; byte {@code i} of the result is byte {@code lanes[i]} of a (0 to 15) or of b
   * (16 to 31).
   */
  public FunctionBuilder i8x16Shuffle(int... lanes) {
    if (lanes.length != 16) {
      throw new IllegalArgumentException("i8x16.shuffle needs 16 lanes, got " + lanes.length);
    }
    simd(0x0D);
    for (int lane : lanes) {
      code.u8(checkLane(32, lane));
    }
    return self();
  }

  /**
   * {@link #i8x16Shuffle} in units of four bytes: lane {@code i} of the result is lane {@code
   * lanes[i]} of a (0 to 3) or of b (4 to 7).
   */
  public FunctionBuilder i32x4Shuffle(int... lanes) {
    if (lanes.length != 4) {
      throw new IllegalArgumentException(
          "a shuffle of 4 lanes needs 4 indices, got " + lanes.length);
    }
    simd(0x0D);
    for (int lane : lanes) {
      int first = 4 * checkLane(8, lane);
      code.u8(first).u8(first + 1).u8(first + 2).u8(first + 3);
    }
    return self();
  }

  public FunctionBuilder i8x16Swizzle() {
    return simd(0x0E);
  }

  public FunctionBuilder i8x16Splat() {
    return simd(0x0F);
  }

  public FunctionBuilder i16x8Splat() {
    return simd(0x10);
  }

  public FunctionBuilder i32x4Splat() {
    return simd(0x11);
  }

  public FunctionBuilder i64x2Splat() {
    return simd(0x12);
  }

  public FunctionBuilder f32x4Splat() {
    return simd(0x13);
  }

  public FunctionBuilder f64x2Splat() {
    return simd(0x14);
  }

  public FunctionBuilder i8x16ExtractLaneS(int lane) {
    return lane(0x15, 16, lane);
  }

  public FunctionBuilder i8x16ExtractLaneU(int lane) {
    return lane(0x16, 16, lane);
  }

  public FunctionBuilder i8x16ReplaceLane(int lane) {
    return lane(0x17, 16, lane);
  }

  public FunctionBuilder i16x8ExtractLaneS(int lane) {
    return lane(0x18, 8, lane);
  }

  public FunctionBuilder i16x8ExtractLaneU(int lane) {
    return lane(0x19, 8, lane);
  }

  public FunctionBuilder i16x8ReplaceLane(int lane) {
    return lane(0x1A, 8, lane);
  }

  public FunctionBuilder i32x4ExtractLane(int lane) {
    return lane(0x1B, 4, lane);
  }

  public FunctionBuilder i32x4ReplaceLane(int lane) {
    return lane(0x1C, 4, lane);
  }

  public FunctionBuilder i64x2ExtractLane(int lane) {
    return lane(0x1D, 2, lane);
  }

  public FunctionBuilder i64x2ReplaceLane(int lane) {
    return lane(0x1E, 2, lane);
  }

  public FunctionBuilder f32x4ExtractLane(int lane) {
    return lane(0x1F, 4, lane);
  }

  public FunctionBuilder f32x4ReplaceLane(int lane) {
    return lane(0x20, 4, lane);
  }

  public FunctionBuilder f64x2ExtractLane(int lane) {
    return lane(0x21, 2, lane);
  }

  public FunctionBuilder f64x2ReplaceLane(int lane) {
    return lane(0x22, 2, lane);
  }

  public FunctionBuilder v128Not() {
    return simd(0x4D);
  }

  public FunctionBuilder v128And() {
    return simd(0x4E);
  }

  public FunctionBuilder v128Andnot() {
    return simd(0x4F);
  }

  public FunctionBuilder v128Or() {
    return simd(0x50);
  }

  public FunctionBuilder v128Xor() {
    return simd(0x51);
  }

  public FunctionBuilder v128Bitselect() {
    return simd(0x52);
  }

  public FunctionBuilder v128AnyTrue() {
    return simd(0x53);
  }
}
