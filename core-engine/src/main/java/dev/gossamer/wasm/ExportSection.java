package dev.gossamer.wasm;

/**
 * What a module shows to the outside; names must differ.
 *
 * <pre>{@code
 * MemorySection memories = new MemorySection().memory(MemoryType.of(1));
 * ExportSection exports = new ExportSection().memory("memory", 0);
 * byte[] wasm = new WasmModule().section(memories).section(exports).toBytes();
 * }</pre>
 */
public final class ExportSection extends EntrySection {
  /** An empty section. */
  public ExportSection() {
    super(7);
  }

  /** The function with this index. */
  public ExportSection function(String name, int index) {
    return export(name, 0, index);
  }

  /** The table with this index. */
  public ExportSection table(String name, int index) {
    return export(name, 1, index);
  }

  /** The memory with this index. */
  public ExportSection memory(String name, int index) {
    return export(name, 2, index);
  }

  /** The global with this index. */
  public ExportSection global(String name, int index) {
    return export(name, 3, index);
  }

  private ExportSection export(String name, int kind, int index) {
    entry().name(name).u8(kind).unsigned(index);
    return this;
  }
}
