package dev.gossamer.wasm;

/**
 * f32x4 and f64x2 arithmetic and conversion. {@code pmin(a, b)} is {@code b < a ? b : a} and {@code
 * pmax(a, b)} is {@code a < b ? b : a}: one machine instruction each, where {@code min} and {@code
 * max} with their NaN rules take several.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.V128).returning(ValueType.V128);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("relu", type, f -> f.localGet(0).f32x4Const(0, 0, 0, 0).f32x4Pmax());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class FloatVectorInstructions extends I32x4I64x2Instructions
    permits RelaxedVectorInstructions {
  FloatVectorInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder f32x4Ceil() {
    return simd(0x67);
  }

  public FunctionBuilder f32x4Floor() {
    return simd(0x68);
  }

  public FunctionBuilder f32x4Trunc() {
    return simd(0x69);
  }

  public FunctionBuilder f32x4Nearest() {
    return simd(0x6A);
  }

  public FunctionBuilder f32x4Abs() {
    return simd(0xE0);
  }

  public FunctionBuilder f32x4Neg() {
    return simd(0xE1);
  }

  public FunctionBuilder f32x4Sqrt() {
    return simd(0xE3);
  }

  public FunctionBuilder f32x4Add() {
    return simd(0xE4);
  }

  public FunctionBuilder f32x4Sub() {
    return simd(0xE5);
  }

  public FunctionBuilder f32x4Mul() {
    return simd(0xE6);
  }

  public FunctionBuilder f32x4Div() {
    return simd(0xE7);
  }

  public FunctionBuilder f32x4Min() {
    return simd(0xE8);
  }

  public FunctionBuilder f32x4Max() {
    return simd(0xE9);
  }

  public FunctionBuilder f32x4Pmin() {
    return simd(0xEA);
  }

  public FunctionBuilder f32x4Pmax() {
    return simd(0xEB);
  }

  public FunctionBuilder f64x2Ceil() {
    return simd(0x74);
  }

  public FunctionBuilder f64x2Floor() {
    return simd(0x75);
  }

  public FunctionBuilder f64x2Trunc() {
    return simd(0x7A);
  }

  public FunctionBuilder f64x2Nearest() {
    return simd(0x94);
  }

  public FunctionBuilder f64x2Abs() {
    return simd(0xEC);
  }

  public FunctionBuilder f64x2Neg() {
    return simd(0xED);
  }

  public FunctionBuilder f64x2Sqrt() {
    return simd(0xEF);
  }

  public FunctionBuilder f64x2Add() {
    return simd(0xF0);
  }

  public FunctionBuilder f64x2Sub() {
    return simd(0xF1);
  }

  public FunctionBuilder f64x2Mul() {
    return simd(0xF2);
  }

  public FunctionBuilder f64x2Div() {
    return simd(0xF3);
  }

  public FunctionBuilder f64x2Min() {
    return simd(0xF4);
  }

  public FunctionBuilder f64x2Max() {
    return simd(0xF5);
  }

  public FunctionBuilder f64x2Pmin() {
    return simd(0xF6);
  }

  public FunctionBuilder f64x2Pmax() {
    return simd(0xF7);
  }

  public FunctionBuilder f32x4DemoteF64x2Zero() {
    return simd(0x5E);
  }

  public FunctionBuilder f64x2PromoteLowF32x4() {
    return simd(0x5F);
  }

  public FunctionBuilder i32x4TruncSatF32x4S() {
    return simd(0xF8);
  }

  public FunctionBuilder i32x4TruncSatF32x4U() {
    return simd(0xF9);
  }

  public FunctionBuilder f32x4ConvertI32x4S() {
    return simd(0xFA);
  }

  public FunctionBuilder f32x4ConvertI32x4U() {
    return simd(0xFB);
  }

  public FunctionBuilder i32x4TruncSatF64x2SZero() {
    return simd(0xFC);
  }

  public FunctionBuilder i32x4TruncSatF64x2UZero() {
    return simd(0xFD);
  }

  public FunctionBuilder f64x2ConvertLowI32x4S() {
    return simd(0xFE);
  }

  public FunctionBuilder f64x2ConvertLowI32x4U() {
    return simd(0xFF);
  }
}
