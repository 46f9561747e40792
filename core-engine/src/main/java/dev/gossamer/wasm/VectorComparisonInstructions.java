package dev.gossamer.wasm;

/**
 * Lane-by-lane comparison; a true lane becomes all ones, a false one all zeros. i64x2 has signed
 * comparison only.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.V128, ValueType.V128).returning(ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * FunctionHandle less =
 *     module.function("less", type, f -> f.localGet(0).localGet(1).f32x4Lt().i32x4Bitmask());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class VectorComparisonInstructions extends VectorLaneInstructions
    permits I8x16I16x8Instructions {
  VectorComparisonInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder i8x16Eq() {
    return simd(0x23);
  }

  public FunctionBuilder i8x16Ne() {
    return simd(0x24);
  }

  public FunctionBuilder i8x16LtS() {
    return simd(0x25);
  }

  public FunctionBuilder i8x16LtU() {
    return simd(0x26);
  }

  public FunctionBuilder i8x16GtS() {
    return simd(0x27);
  }

  public FunctionBuilder i8x16GtU() {
    return simd(0x28);
  }

  public FunctionBuilder i8x16LeS() {
    return simd(0x29);
  }

  public FunctionBuilder i8x16LeU() {
    return simd(0x2A);
  }

  public FunctionBuilder i8x16GeS() {
    return simd(0x2B);
  }

  public FunctionBuilder i8x16GeU() {
    return simd(0x2C);
  }

  public FunctionBuilder i16x8Eq() {
    return simd(0x2D);
  }

  public FunctionBuilder i16x8Ne() {
    return simd(0x2E);
  }

  public FunctionBuilder i16x8LtS() {
    return simd(0x2F);
  }

  public FunctionBuilder i16x8LtU() {
    return simd(0x30);
  }

  public FunctionBuilder i16x8GtS() {
    return simd(0x31);
  }

  public FunctionBuilder i16x8GtU() {
    return simd(0x32);
  }

  public FunctionBuilder i16x8LeS() {
    return simd(0x33);
  }

  public FunctionBuilder i16x8LeU() {
    return simd(0x34);
  }

  public FunctionBuilder i16x8GeS() {
    return simd(0x35);
  }

  public FunctionBuilder i16x8GeU() {
    return simd(0x36);
  }

  public FunctionBuilder i32x4Eq() {
    return simd(0x37);
  }

  public FunctionBuilder i32x4Ne() {
    return simd(0x38);
  }

  public FunctionBuilder i32x4LtS() {
    return simd(0x39);
  }

  public FunctionBuilder i32x4LtU() {
    return simd(0x3A);
  }

  public FunctionBuilder i32x4GtS() {
    return simd(0x3B);
  }

  public FunctionBuilder i32x4GtU() {
    return simd(0x3C);
  }

  public FunctionBuilder i32x4LeS() {
    return simd(0x3D);
  }

  public FunctionBuilder i32x4LeU() {
    return simd(0x3E);
  }

  public FunctionBuilder i32x4GeS() {
    return simd(0x3F);
  }

  public FunctionBuilder i32x4GeU() {
    return simd(0x40);
  }

  public FunctionBuilder i64x2Eq() {
    return simd(0xD6);
  }

  public FunctionBuilder i64x2Ne() {
    return simd(0xD7);
  }

  public FunctionBuilder i64x2LtS() {
    return simd(0xD8);
  }

  public FunctionBuilder i64x2GtS() {
    return simd(0xD9);
  }

  public FunctionBuilder i64x2LeS() {
    return simd(0xDA);
  }

  public FunctionBuilder i64x2GeS() {
    return simd(0xDB);
  }

  public FunctionBuilder f32x4Eq() {
    return simd(0x41);
  }

  public FunctionBuilder f32x4Ne() {
    return simd(0x42);
  }

  public FunctionBuilder f32x4Lt() {
    return simd(0x43);
  }

  public FunctionBuilder f32x4Gt() {
    return simd(0x44);
  }

  public FunctionBuilder f32x4Le() {
    return simd(0x45);
  }

  public FunctionBuilder f32x4Ge() {
    return simd(0x46);
  }

  public FunctionBuilder f64x2Eq() {
    return simd(0x47);
  }

  public FunctionBuilder f64x2Ne() {
    return simd(0x48);
  }

  public FunctionBuilder f64x2Lt() {
    return simd(0x49);
  }

  public FunctionBuilder f64x2Gt() {
    return simd(0x4A);
  }

  public FunctionBuilder f64x2Le() {
    return simd(0x4B);
  }

  public FunctionBuilder f64x2Ge() {
    return simd(0x4C);
  }
}
