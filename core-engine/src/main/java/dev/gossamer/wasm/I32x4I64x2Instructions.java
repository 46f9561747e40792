package dev.gossamer.wasm;

/**
 * Arithmetic on four 32-bit or two 64-bit integers, widening included. Shift counts are an i32
 * taken modulo the width of a lane.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.V128, ValueType.V128).returning(ValueType.V128);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("dot", type, f -> f.localGet(0).localGet(1).i32x4DotI16x8S());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class I32x4I64x2Instructions extends I8x16I16x8Instructions
    permits FloatVectorInstructions {
  I32x4I64x2Instructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder i32x4ExtaddPairwiseI16x8S() {
    return simd(0x7E);
  }

  public FunctionBuilder i32x4ExtaddPairwiseI16x8U() {
    return simd(0x7F);
  }

  public FunctionBuilder i32x4Abs() {
    return simd(0xA0);
  }

  public FunctionBuilder i32x4Neg() {
    return simd(0xA1);
  }

  public FunctionBuilder i32x4AllTrue() {
    return simd(0xA3);
  }

  public FunctionBuilder i32x4Bitmask() {
    return simd(0xA4);
  }

  public FunctionBuilder i32x4ExtendLowI16x8S() {
    return simd(0xA7);
  }

  public FunctionBuilder i32x4ExtendHighI16x8S() {
    return simd(0xA8);
  }

  public FunctionBuilder i32x4ExtendLowI16x8U() {
    return simd(0xA9);
  }

  public FunctionBuilder i32x4ExtendHighI16x8U() {
    return simd(0xAA);
  }

  public FunctionBuilder i32x4Shl() {
    return simd(0xAB);
  }

  public FunctionBuilder i32x4ShrS() {
    return simd(0xAC);
  }

  public FunctionBuilder i32x4ShrU() {
    return simd(0xAD);
  }

  public FunctionBuilder i32x4Add() {
    return simd(0xAE);
  }

  public FunctionBuilder i32x4Sub() {
    return simd(0xB1);
  }

  public FunctionBuilder i32x4Mul() {
    return simd(0xB5);
  }

  public FunctionBuilder i32x4MinS() {
    return simd(0xB6);
  }

  public FunctionBuilder i32x4MinU() {
    return simd(0xB7);
  }

  public FunctionBuilder i32x4MaxS() {
    return simd(0xB8);
  }

  public FunctionBuilder i32x4MaxU() {
    return simd(0xB9);
  }

  public FunctionBuilder i32x4DotI16x8S() {
    return simd(0xBA);
  }

  public FunctionBuilder i32x4ExtmulLowI16x8S() {
    return simd(0xBC);
  }

  public FunctionBuilder i32x4ExtmulHighI16x8S() {
    return simd(0xBD);
  }

  public FunctionBuilder i32x4ExtmulLowI16x8U() {
    return simd(0xBE);
  }

  public FunctionBuilder i32x4ExtmulHighI16x8U() {
    return simd(0xBF);
  }

  public FunctionBuilder i64x2Abs() {
    return simd(0xC0);
  }

  public FunctionBuilder i64x2Neg() {
    return simd(0xC1);
  }

  public FunctionBuilder i64x2AllTrue() {
    return simd(0xC3);
  }

  public FunctionBuilder i64x2Bitmask() {
    return simd(0xC4);
  }

  public FunctionBuilder i64x2ExtendLowI32x4S() {
    return simd(0xC7);
  }

  public FunctionBuilder i64x2ExtendHighI32x4S() {
    return simd(0xC8);
  }

  public FunctionBuilder i64x2ExtendLowI32x4U() {
    return simd(0xC9);
  }

  public FunctionBuilder i64x2ExtendHighI32x4U() {
    return simd(0xCA);
  }

  public FunctionBuilder i64x2Shl() {
    return simd(0xCB);
  }

  public FunctionBuilder i64x2ShrS() {
    return simd(0xCC);
  }

  public FunctionBuilder i64x2ShrU() {
    return simd(0xCD);
  }

  public FunctionBuilder i64x2Add() {
    return simd(0xCE);
  }

  public FunctionBuilder i64x2Sub() {
    return simd(0xD1);
  }

  public FunctionBuilder i64x2Mul() {
    return simd(0xD5);
  }

  public FunctionBuilder i64x2ExtmulLowI32x4S() {
    return simd(0xDC);
  }

  public FunctionBuilder i64x2ExtmulHighI32x4S() {
    return simd(0xDD);
  }

  public FunctionBuilder i64x2ExtmulLowI32x4U() {
    return simd(0xDE);
  }

  public FunctionBuilder i64x2ExtmulHighI32x4U() {
    return simd(0xDF);
  }
}
