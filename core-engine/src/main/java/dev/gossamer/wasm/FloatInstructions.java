package dev.gossamer.wasm;

/**
 * Scalar f32 and f64 instructions: constants, comparison, arithmetic, conversion. {@code trunc}
 * traps where the value does not fit, {@code truncSat} saturates and gives 0 for NaN.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.F32).returning(ValueType.F32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("half", type, f -> f.localGet(0).f32Const(0.5f).f32Mul());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class FloatInstructions extends IntegerInstructions
    permits MemoryInstructions {
  FloatInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Pushes {@code value}, NaN payload included. */
  public FunctionBuilder f32Const(float value) {
    op(0x43);
    code.f32(value);
    return self();
  }

  /** Pushes {@code value}, NaN payload included. */
  public FunctionBuilder f64Const(double value) {
    op(0x44);
    code.f64(value);
    return self();
  }

  public FunctionBuilder f32Eq() {
    return op(0x5B);
  }

  public FunctionBuilder f32Ne() {
    return op(0x5C);
  }

  public FunctionBuilder f32Lt() {
    return op(0x5D);
  }

  public FunctionBuilder f32Gt() {
    return op(0x5E);
  }

  public FunctionBuilder f32Le() {
    return op(0x5F);
  }

  public FunctionBuilder f32Ge() {
    return op(0x60);
  }

  public FunctionBuilder f64Eq() {
    return op(0x61);
  }

  public FunctionBuilder f64Ne() {
    return op(0x62);
  }

  public FunctionBuilder f64Lt() {
    return op(0x63);
  }

  public FunctionBuilder f64Gt() {
    return op(0x64);
  }

  public FunctionBuilder f64Le() {
    return op(0x65);
  }

  public FunctionBuilder f64Ge() {
    return op(0x66);
  }

  public FunctionBuilder f32Abs() {
    return op(0x8B);
  }

  public FunctionBuilder f32Neg() {
    return op(0x8C);
  }

  public FunctionBuilder f32Ceil() {
    return op(0x8D);
  }

  public FunctionBuilder f32Floor() {
    return op(0x8E);
  }

  public FunctionBuilder f32Trunc() {
    return op(0x8F);
  }

  public FunctionBuilder f32Nearest() {
    return op(0x90);
  }

  public FunctionBuilder f32Sqrt() {
    return op(0x91);
  }

  public FunctionBuilder f32Add() {
    return op(0x92);
  }

  public FunctionBuilder f32Sub() {
    return op(0x93);
  }

  public FunctionBuilder f32Mul() {
    return op(0x94);
  }

  public FunctionBuilder f32Div() {
    return op(0x95);
  }

  public FunctionBuilder f32Min() {
    return op(0x96);
  }

  public FunctionBuilder f32Max() {
    return op(0x97);
  }

  public FunctionBuilder f32Copysign() {
    return op(0x98);
  }

  public FunctionBuilder f64Abs() {
    return op(0x99);
  }

  public FunctionBuilder f64Neg() {
    return op(0x9A);
  }

  public FunctionBuilder f64Ceil() {
    return op(0x9B);
  }

  public FunctionBuilder f64Floor() {
    return op(0x9C);
  }

  public FunctionBuilder f64Trunc() {
    return op(0x9D);
  }

  public FunctionBuilder f64Nearest() {
    return op(0x9E);
  }

  public FunctionBuilder f64Sqrt() {
    return op(0x9F);
  }

  public FunctionBuilder f64Add() {
    return op(0xA0);
  }

  public FunctionBuilder f64Sub() {
    return op(0xA1);
  }

  public FunctionBuilder f64Mul() {
    return op(0xA2);
  }

  public FunctionBuilder f64Div() {
    return op(0xA3);
  }

  public FunctionBuilder f64Min() {
    return op(0xA4);
  }

  public FunctionBuilder f64Max() {
    return op(0xA5);
  }

  public FunctionBuilder f64Copysign() {
    return op(0xA6);
  }

  public FunctionBuilder i32TruncF32S() {
    return op(0xA8);
  }

  public FunctionBuilder i32TruncF32U() {
    return op(0xA9);
  }

  public FunctionBuilder i32TruncF64S() {
    return op(0xAA);
  }

  public FunctionBuilder i32TruncF64U() {
    return op(0xAB);
  }

  public FunctionBuilder i64TruncF32S() {
    return op(0xAE);
  }

  public FunctionBuilder i64TruncF32U() {
    return op(0xAF);
  }

  public FunctionBuilder i64TruncF64S() {
    return op(0xB0);
  }

  public FunctionBuilder i64TruncF64U() {
    return op(0xB1);
  }

  public FunctionBuilder f32ConvertI32S() {
    return op(0xB2);
  }

  public FunctionBuilder f32ConvertI32U() {
    return op(0xB3);
  }

  public FunctionBuilder f32ConvertI64S() {
    return op(0xB4);
  }

  public FunctionBuilder f32ConvertI64U() {
    return op(0xB5);
  }

  public FunctionBuilder f32DemoteF64() {
    return op(0xB6);
  }

  public FunctionBuilder f64ConvertI32S() {
    return op(0xB7);
  }

  public FunctionBuilder f64ConvertI32U() {
    return op(0xB8);
  }

  public FunctionBuilder f64ConvertI64S() {
    return op(0xB9);
  }

  public FunctionBuilder f64ConvertI64U() {
    return op(0xBA);
  }

  public FunctionBuilder f64PromoteF32() {
    return op(0xBB);
  }

  public FunctionBuilder i32ReinterpretF32() {
    return op(0xBC);
  }

  public FunctionBuilder i64ReinterpretF64() {
    return op(0xBD);
  }

  public FunctionBuilder f32ReinterpretI32() {
    return op(0xBE);
  }

  public FunctionBuilder f64ReinterpretI64() {
    return op(0xBF);
  }

  public FunctionBuilder i32TruncSatF32S() {
    return misc(0x00);
  }

  public FunctionBuilder i32TruncSatF32U() {
    return misc(0x01);
  }

  public FunctionBuilder i32TruncSatF64S() {
    return misc(0x02);
  }

  public FunctionBuilder i32TruncSatF64U() {
    return misc(0x03);
  }

  public FunctionBuilder i64TruncSatF32S() {
    return misc(0x04);
  }

  public FunctionBuilder i64TruncSatF32U() {
    return misc(0x05);
  }

  public FunctionBuilder i64TruncSatF64S() {
    return misc(0x06);
  }

  public FunctionBuilder i64TruncSatF64U() {
    return misc(0x07);
  }
}
