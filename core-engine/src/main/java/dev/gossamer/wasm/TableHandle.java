package dev.gossamer.wasm;

/**
 * A table of a module, for {@code call_indirect}.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of();
 * ModuleBuilder module = new ModuleBuilder();
 * FunctionHandle first = module.function("first", type, f -> f.nop());
 * TableHandle table = module.table(TableType.of(ValueType.FUNCREF, 1));
 * module.elements(table, 0, first);
 * module.function("call", FunctionType.of(ValueType.I32), f -> f.localGet(0).callIndirect(table, type));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class TableHandle extends Handle {
  private final TableType type;

  TableHandle(IndexSpace space, boolean imported, TableType type) {
    super(space, imported);
    this.type = type;
  }

  /** Its element type and limits. */
  public TableType type() {
    return type;
  }
}
