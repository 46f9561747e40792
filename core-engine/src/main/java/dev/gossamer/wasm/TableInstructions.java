package dev.gossamer.wasm;

/**
 * Tables and references.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * TableHandle table = module.table(TableType.of(ValueType.EXTERNREF, 4));
 * FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.EXTERNREF);
 * module.function("get", type, f -> f.localGet(0).tableGet(table));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class TableInstructions extends AtomicInstructions
    permits VectorMemoryInstructions {
  TableInstructions(ModuleBuilder module, FunctionType type) {
    super(module, type);
  }

  /** Pushes the null of a reference type. */
  public FunctionBuilder refNull(ValueType type) {
    if (!type.isReference()) {
      throw new IllegalArgumentException("ref.null needs FUNCREF or EXTERNREF, not " + type);
    }
    return op(0xD0).unsigned(type.code);
  }

  /** Pops a reference; pushes 1 if it is null, otherwise 0. */
  public FunctionBuilder refIsNull() {
    return op(0xD1);
  }

  /** Pushes a reference to {@code function}. */
  public FunctionBuilder refFunc(FunctionHandle function) {
    module.checkOwn(function);
    module.declareReference(function);
    return op(0xD2).reference(function);
  }

  /** Pops an index, pushes the element there. */
  public FunctionBuilder tableGet(TableHandle table) {
    return tableOp(op(0x25), table);
  }

  /** Pops a reference, then an index: stores it there. */
  public FunctionBuilder tableSet(TableHandle table) {
    return tableOp(op(0x26), table);
  }

  /** Pops length, start in the segment, start in the table: copies a part of a passive segment. */
  public FunctionBuilder tableInit(ElementSegment segment, TableHandle table) {
    return tableOp(misc(0x0C).unsigned(segment.index()), table);
  }

  /** Forgets a passive segment. */
  public FunctionBuilder elemDrop(ElementSegment segment) {
    return misc(0x0D).unsigned(segment.index());
  }

  /** Pops length, start in {@code source}, start in {@code destination}. */
  public FunctionBuilder tableCopy(TableHandle destination, TableHandle source) {
    return tableOp(tableOp(misc(0x0E), destination), source);
  }

  /** Pops a number of elements, then their value; pushes the old size, or -1 when refused. */
  public FunctionBuilder tableGrow(TableHandle table) {
    return tableOp(misc(0x0F), table);
  }

  /** Pushes the number of elements. */
  public FunctionBuilder tableSize(TableHandle table) {
    return tableOp(misc(0x10), table);
  }

  /** Pops length, value, start. */
  public FunctionBuilder tableFill(TableHandle table) {
    return tableOp(misc(0x11), table);
  }

  private FunctionBuilder tableOp(FunctionBuilder written, TableHandle table) {
    module.checkOwn(table);
    return written.reference(table);
  }
}
