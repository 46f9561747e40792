package dev.gossamer.wasm;

/**
 * A value known when a module is instantiated: the start of a global, the place of a segment.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * module.memory(MemoryType.of(1));
 * module.data(ConstantExpression.i32(1024), new byte[] {1, 2, 3});
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class ConstantExpression {
  private final ByteWriter code = new ByteWriter();

  private ConstantExpression(int opcode) {
    code.u8(opcode);
  }

  /** An i32. */
  public static ConstantExpression i32(int value) {
    ConstantExpression expression = new ConstantExpression(0x41);
    expression.code.signed(value);
    return expression;
  }

  /** An i64. */
  public static ConstantExpression i64(long value) {
    ConstantExpression expression = new ConstantExpression(0x42);
    expression.code.signed(value);
    return expression;
  }

  /** An f32. */
  public static ConstantExpression f32(float value) {
    ConstantExpression expression = new ConstantExpression(0x43);
    expression.code.f32(value);
    return expression;
  }

  /** An f64. */
  public static ConstantExpression f64(double value) {
    ConstantExpression expression = new ConstantExpression(0x44);
    expression.code.f64(value);
    return expression;
  }

  /** A v128; the lowest byte of {@code low} is lane 0. */
  public static ConstantExpression v128(long low, long high) {
    ConstantExpression expression = new ConstantExpression(0xFD);
    expression.code.u8(0x0C).i64(low).i64(high);
    return expression;
  }

  /** The null of a reference type. */
  public static ConstantExpression refNull(ValueType type) {
    if (!type.isReference()) {
      throw new IllegalArgumentException("ref.null needs FUNCREF or EXTERNREF, not " + type);
    }
    ConstantExpression expression = new ConstantExpression(0xD0);
    expression.code.u8(type.code);
    return expression;
  }

  /** The value of an imported, immutable global. */
  public static ConstantExpression globalGet(GlobalHandle global) {
    if (!global.isImported() || global.type().mutable()) {
      throw new IllegalArgumentException("only an imported immutable global is constant");
    }
    ConstantExpression expression = new ConstantExpression(0x23);
    expression.code.unsigned(global.index());
    return expression;
  }

  void encode(ByteWriter out) {
    out.bytes(code).u8(0x0B);
  }
}
