package dev.gossamer.wasm;

/**
 * The globals a module owns.
 *
 * <pre>{@code
 * GlobalType type = new GlobalType(ValueType.I32, true);
 * GlobalSection globals = new GlobalSection().global(type, ConstantExpression.i32(7));
 * byte[] wasm = new WasmModule().section(globals).toBytes();
 * }</pre>
 */
public final class GlobalSection extends EntrySection {
  /** An empty section. */
  public GlobalSection() {
    super(6);
  }

  /** A global that starts as {@code initial}, which must be of its type. */
  public GlobalSection global(GlobalType type, ConstantExpression initial) {
    ByteWriter out = entry();
    type.encode(out);
    initial.encode(out);
    return this;
  }
}
