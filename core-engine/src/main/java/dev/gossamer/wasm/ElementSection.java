package dev.gossamer.wasm;

/**
 * Functions for tables.
 *
 * <pre>{@code
 * ElementSection elements = new ElementSection().active(0, ConstantExpression.i32(0), 3, 4);
 * byte[] wasm = new WasmModule().section(elements).toBytes();
 * }</pre>
 */
public final class ElementSection extends EntrySection {
  /** An empty section. */
  public ElementSection() {
    super(9);
  }

  /** Functions written to a table from {@code offset} on at instantiation. */
  public ElementSection active(int table, ConstantExpression offset, int... functions) {
    ByteWriter out = entry();
    if (table == 0) {
      offset.encode(out.unsigned(0));
    } else {
      offset.encode(out.unsigned(2).unsigned(table));
      out.u8(0);
    }
    return functions(out, functions);
  }

  /** Functions for {@code table.init}. */
  public ElementSection passive(int... functions) {
    return functions(entry().unsigned(1).u8(0), functions);
  }

  /** Functions that {@code ref.func} may name. */
  public ElementSection declarative(int... functions) {
    return functions(entry().unsigned(3).u8(0), functions);
  }

  private ElementSection functions(ByteWriter out, int[] functions) {
    out.unsigned(functions.length);
    for (int function : functions) {
      out.unsigned(function);
    }
    return this;
  }
}
