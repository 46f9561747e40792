package dev.gossamer.wasm;

/**
 * Relaxed SIMD: results may differ between machines within the bounds of the proposal. {@code
 * madd(a, b, c)} is {@code a * b + c} and {@code nmadd(a, b, c)} is {@code c - a * b}, rounded once
 * or twice; {@code relaxedMin} and {@code relaxedMax} are free about NaN and the sign of zero.
 *
 * <pre>{@code
 * FunctionType type =
 *     FunctionType.of(ValueType.V128, ValueType.V128, ValueType.V128).returning(ValueType.V128);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("fma", type, f -> f.localGet(0).localGet(1).localGet(2).f32x4RelaxedMadd());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class RelaxedVectorInstructions extends FloatVectorInstructions
    permits FunctionBuilder {
  RelaxedVectorInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder i8x16RelaxedSwizzle() {
    return simd(0x100);
  }

  public FunctionBuilder i32x4RelaxedTruncF32x4S() {
    return simd(0x101);
  }

  public FunctionBuilder i32x4RelaxedTruncF32x4U() {
    return simd(0x102);
  }

  public FunctionBuilder i32x4RelaxedTruncF64x2SZero() {
    return simd(0x103);
  }

  public FunctionBuilder i32x4RelaxedTruncF64x2UZero() {
    return simd(0x104);
  }

  public FunctionBuilder f32x4RelaxedMadd() {
    return simd(0x105);
  }

  public FunctionBuilder f32x4RelaxedNmadd() {
    return simd(0x106);
  }

  public FunctionBuilder f64x2RelaxedMadd() {
    return simd(0x107);
  }

  public FunctionBuilder f64x2RelaxedNmadd() {
    return simd(0x108);
  }

  public FunctionBuilder i8x16RelaxedLaneselect() {
    return simd(0x109);
  }

  public FunctionBuilder i16x8RelaxedLaneselect() {
    return simd(0x10A);
  }

  public FunctionBuilder i32x4RelaxedLaneselect() {
    return simd(0x10B);
  }

  public FunctionBuilder i64x2RelaxedLaneselect() {
    return simd(0x10C);
  }

  public FunctionBuilder f32x4RelaxedMin() {
    return simd(0x10D);
  }

  public FunctionBuilder f32x4RelaxedMax() {
    return simd(0x10E);
  }

  public FunctionBuilder f64x2RelaxedMin() {
    return simd(0x10F);
  }

  public FunctionBuilder f64x2RelaxedMax() {
    return simd(0x110);
  }

  public FunctionBuilder i16x8RelaxedQ15mulrS() {
    return simd(0x111);
  }

  public FunctionBuilder i16x8RelaxedDotI8x16I7x16S() {
    return simd(0x112);
  }

  public FunctionBuilder i32x4RelaxedDotI8x16I7x16AddS() {
    return simd(0x113);
  }
}
