package dev.gossamer.wasm;

/**
 * Arithmetic on sixteen 8-bit or eight 16-bit integers. Shift counts are an i32 taken modulo the
 * width of a lane; {@code narrow} saturates, its first operand gives the low lanes.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.V128, ValueType.V128).returning(ValueType.V128);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("mean", type, f -> f.localGet(0).localGet(1).i8x16AvgrU());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class I8x16I16x8Instructions extends VectorComparisonInstructions
    permits I32x4I64x2Instructions {
  I8x16I16x8Instructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  public FunctionBuilder i8x16Abs() {
    return simd(0x60);
  }

  public FunctionBuilder i8x16Neg() {
    return simd(0x61);
  }

  public FunctionBuilder i8x16Popcnt() {
    return simd(0x62);
  }

  public FunctionBuilder i8x16AllTrue() {
    return simd(0x63);
  }

  public FunctionBuilder i8x16Bitmask() {
    return simd(0x64);
  }

  public FunctionBuilder i8x16NarrowI16x8S() {
    return simd(0x65);
  }

  public FunctionBuilder i8x16NarrowI16x8U() {
    return simd(0x66);
  }

  public FunctionBuilder i8x16Shl() {
    return simd(0x6B);
  }

  public FunctionBuilder i8x16ShrS() {
    return simd(0x6C);
  }

  public FunctionBuilder i8x16ShrU() {
    return simd(0x6D);
  }

  public FunctionBuilder i8x16Add() {
    return simd(0x6E);
  }

  public FunctionBuilder i8x16AddSatS() {
    return simd(0x6F);
  }

  public FunctionBuilder i8x16AddSatU() {
    return simd(0x70);
  }

  public FunctionBuilder i8x16Sub() {
    return simd(0x71);
  }

  public FunctionBuilder i8x16SubSatS() {
    return simd(0x72);
  }

  public FunctionBuilder i8x16SubSatU() {
    return simd(0x73);
  }

  public FunctionBuilder i8x16MinS() {
    return simd(0x76);
  }

  public FunctionBuilder i8x16MinU() {
    return simd(0x77);
  }

  public FunctionBuilder i8x16MaxS() {
    return simd(0x78);
  }

  public FunctionBuilder i8x16MaxU() {
    return simd(0x79);
  }

  public FunctionBuilder i8x16AvgrU() {
    return simd(0x7B);
  }

  public FunctionBuilder i16x8ExtaddPairwiseI8x16S() {
    return simd(0x7C);
  }

  public FunctionBuilder i16x8ExtaddPairwiseI8x16U() {
    return simd(0x7D);
  }

  public FunctionBuilder i16x8Abs() {
    return simd(0x80);
  }

  public FunctionBuilder i16x8Neg() {
    return simd(0x81);
  }

  public FunctionBuilder i16x8Q15mulrSatS() {
    return simd(0x82);
  }

  public FunctionBuilder i16x8AllTrue() {
    return simd(0x83);
  }

  public FunctionBuilder i16x8Bitmask() {
    return simd(0x84);
  }

  public FunctionBuilder i16x8NarrowI32x4S() {
    return simd(0x85);
  }

  public FunctionBuilder i16x8NarrowI32x4U() {
    return simd(0x86);
  }

  public FunctionBuilder i16x8ExtendLowI8x16S() {
    return simd(0x87);
  }

  public FunctionBuilder i16x8ExtendHighI8x16S() {
    return simd(0x88);
  }

  public FunctionBuilder i16x8ExtendLowI8x16U() {
    return simd(0x89);
  }

  public FunctionBuilder i16x8ExtendHighI8x16U() {
    return simd(0x8A);
  }

  public FunctionBuilder i16x8Shl() {
    return simd(0x8B);
  }

  public FunctionBuilder i16x8ShrS() {
    return simd(0x8C);
  }

  public FunctionBuilder i16x8ShrU() {
    return simd(0x8D);
  }

  public FunctionBuilder i16x8Add() {
    return simd(0x8E);
  }

  public FunctionBuilder i16x8AddSatS() {
    return simd(0x8F);
  }

  public FunctionBuilder i16x8AddSatU() {
    return simd(0x90);
  }

  public FunctionBuilder i16x8Sub() {
    return simd(0x91);
  }

  public FunctionBuilder i16x8SubSatS() {
    return simd(0x92);
  }

  public FunctionBuilder i16x8SubSatU() {
    return simd(0x93);
  }

  public FunctionBuilder i16x8Mul() {
    return simd(0x95);
  }

  public FunctionBuilder i16x8MinS() {
    return simd(0x96);
  }

  public FunctionBuilder i16x8MinU() {
    return simd(0x97);
  }

  public FunctionBuilder i16x8MaxS() {
    return simd(0x98);
  }

  public FunctionBuilder i16x8MaxU() {
    return simd(0x99);
  }

  public FunctionBuilder i16x8AvgrU() {
    return simd(0x9B);
  }

  public FunctionBuilder i16x8ExtmulLowI8x16S() {
    return simd(0x9C);
  }

  public FunctionBuilder i16x8ExtmulHighI8x16S() {
    return simd(0x9D);
  }

  public FunctionBuilder i16x8ExtmulLowI8x16U() {
    return simd(0x9E);
  }

  public FunctionBuilder i16x8ExtmulHighI8x16U() {
    return simd(0x9F);
  }
}
