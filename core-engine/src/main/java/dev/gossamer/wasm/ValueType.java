package dev.gossamer.wasm;

/**
 * The type of a value on the stack, in a local, a global or a table.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32, ValueType.V128).returning(ValueType.F32);
 * }</pre>
 */
public enum ValueType {
  I32(0x7F),
  I64(0x7E),
  F32(0x7D),
  F64(0x7C),
  V128(0x7B),
  FUNCREF(0x70),
  EXTERNREF(0x6F);

  final int code;

  ValueType(int code) {
    this.code = code;
  }

  boolean isReference() {
    return this == FUNCREF || this == EXTERNREF;
  }
}
