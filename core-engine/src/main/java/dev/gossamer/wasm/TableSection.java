package dev.gossamer.wasm;

/**
 * The tables a module owns.
 *
 * <pre>{@code
 * TableSection tables = new TableSection().table(TableType.of(ValueType.FUNCREF, 8));
 * byte[] wasm = new WasmModule().section(tables).toBytes();
 * }</pre>
 */
public final class TableSection extends EntrySection {
  /** An empty section. */
  public TableSection() {
    super(4);
  }

  /** A table full of nulls. */
  public TableSection table(TableType type) {
    type.encode(entry());
    return this;
  }
}
