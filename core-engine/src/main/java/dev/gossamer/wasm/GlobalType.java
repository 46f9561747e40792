package dev.gossamer.wasm;

/**
 * Type of a global and whether it may be set.
 *
 * <pre>{@code
 * GlobalType base = new GlobalType(ValueType.I32, false);
 * }</pre>
 */
public record GlobalType(ValueType type, boolean mutable) {
  void encode(ByteWriter out) {
    out.u8(type.code).u8(mutable ? 1 : 0);
  }
}
