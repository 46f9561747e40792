package dev.gossamer.wasm;

/**
 * Scalar i32 and i64 instructions: constants, comparison, arithmetic, bits, sign extension.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32, ValueType.I32).returning(ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function("add", type, f -> f.localGet(0).localGet(1).i32Add());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class IntegerInstructions extends VariableInstructions
    permits FloatInstructions {
  IntegerInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Pushes {@code value}. */
  public FunctionBuilder i32Const(int value) {
    return op(0x41).signed(value);
  }

  /** Pushes {@code value}. */
  public FunctionBuilder i64Const(long value) {
    return op(0x42).signed(value);
  }

  public FunctionBuilder i32Eqz() {
    return op(0x45);
  }

  public FunctionBuilder i32Eq() {
    return op(0x46);
  }

  public FunctionBuilder i32Ne() {
    return op(0x47);
  }

  public FunctionBuilder i32LtS() {
    return op(0x48);
  }

  public FunctionBuilder i32LtU() {
    return op(0x49);
  }

  public FunctionBuilder i32GtS() {
    return op(0x4A);
  }

  public FunctionBuilder i32GtU() {
    return op(0x4B);
  }

  public FunctionBuilder i32LeS() {
    return op(0x4C);
  }

  public FunctionBuilder i32LeU() {
    return op(0x4D);
  }

  public FunctionBuilder i32GeS() {
    return op(0x4E);
  }

  public FunctionBuilder i32GeU() {
    return op(0x4F);
  }

  public FunctionBuilder i64Eqz() {
    return op(0x50);
  }

  public FunctionBuilder i64Eq() {
    return op(0x51);
  }

  public FunctionBuilder i64Ne() {
    return op(0x52);
  }

  public FunctionBuilder i64LtS() {
    return op(0x53);
  }

  public FunctionBuilder i64LtU() {
    return op(0x54);
  }

  public FunctionBuilder i64GtS() {
    return op(0x55);
  }

  public FunctionBuilder i64GtU() {
    return op(0x56);
  }

  public FunctionBuilder i64LeS() {
    return op(0x57);
  }

  public FunctionBuilder i64LeU() {
    return op(0x58);
  }

  public FunctionBuilder i64GeS() {
    return op(0x59);
  }

  public FunctionBuilder i64GeU() {
    return op(0x5A);
  }

  public FunctionBuilder i32Clz() {
    return op(0x67);
  }

  public FunctionBuilder i32Ctz() {
    return op(0x68);
  }

  public FunctionBuilder i32Popcnt() {
    return op(0x69);
  }

  public FunctionBuilder i32Add() {
    return op(0x6A);
  }

  public FunctionBuilder i32Sub() {
    return op(0x6B);
  }

  public FunctionBuilder i32Mul() {
    return op(0x6C);
  }

  public FunctionBuilder i32DivS() {
    return op(0x6D);
  }

  public FunctionBuilder i32DivU() {
    return op(0x6E);
  }

  public FunctionBuilder i32RemS() {
    return op(0x6F);
  }

  public FunctionBuilder i32RemU() {
    return op(0x70);
  }

  public FunctionBuilder i32And() {
    return op(0x71);
  }

  public FunctionBuilder i32Or() {
    return op(0x72);
  }

  public FunctionBuilder i32Xor() {
    return op(0x73);
  }

  public FunctionBuilder i32Shl() {
    return op(0x74);
  }

  public FunctionBuilder i32ShrS() {
    return op(0x75);
  }

  public FunctionBuilder i32ShrU() {
    return op(0x76);
  }

  public FunctionBuilder i32Rotl() {
    return op(0x77);
  }

  public FunctionBuilder i32Rotr() {
    return op(0x78);
  }

  public FunctionBuilder i64Clz() {
    return op(0x79);
  }

  public FunctionBuilder i64Ctz() {
    return op(0x7A);
  }

  public FunctionBuilder i64Popcnt() {
    return op(0x7B);
  }

  public FunctionBuilder i64Add() {
    return op(0x7C);
  }

  public FunctionBuilder i64Sub() {
    return op(0x7D);
  }

  public FunctionBuilder i64Mul() {
    return op(0x7E);
  }

  public FunctionBuilder i64DivS() {
    return op(0x7F);
  }

  public FunctionBuilder i64DivU() {
    return op(0x80);
  }

  public FunctionBuilder i64RemS() {
    return op(0x81);
  }

  public FunctionBuilder i64RemU() {
    return op(0x82);
  }

  public FunctionBuilder i64And() {
    return op(0x83);
  }

  public FunctionBuilder i64Or() {
    return op(0x84);
  }

  public FunctionBuilder i64Xor() {
    return op(0x85);
  }

  public FunctionBuilder i64Shl() {
    return op(0x86);
  }

  public FunctionBuilder i64ShrS() {
    return op(0x87);
  }

  public FunctionBuilder i64ShrU() {
    return op(0x88);
  }

  public FunctionBuilder i64Rotl() {
    return op(0x89);
  }

  public FunctionBuilder i64Rotr() {
    return op(0x8A);
  }

  public FunctionBuilder i32WrapI64() {
    return op(0xA7);
  }

  public FunctionBuilder i64ExtendI32S() {
    return op(0xAC);
  }

  public FunctionBuilder i64ExtendI32U() {
    return op(0xAD);
  }

  public FunctionBuilder i32Extend8S() {
    return op(0xC0);
  }

  public FunctionBuilder i32Extend16S() {
    return op(0xC1);
  }

  public FunctionBuilder i64Extend8S() {
    return op(0xC2);
  }

  public FunctionBuilder i64Extend16S() {
    return op(0xC3);
  }

  public FunctionBuilder i64Extend32S() {
    return op(0xC4);
  }
}
