package dev.gossamer.wasm;

/**
 * What a module needs from outside.
 *
 * <pre>{@code
 * ImportSection imports = new ImportSection().memory("env", "memory", MemoryType.shared(1, 16));
 * byte[] wasm = new WasmModule().section(imports).toBytes();
 * }</pre>
 */
public final class ImportSection extends EntrySection {
  /** An empty section. */
  public ImportSection() {
    super(2);
  }

  /** A function of the type with this index. */
  public ImportSection function(String module, String name, int type) {
    entry().name(module).name(name).u8(0).unsigned(type);
    return this;
  }

  /** A table. */
  public ImportSection table(String module, String name, TableType type) {
    type.encode(entry().name(module).name(name).u8(1));
    return this;
  }

  /** A memory. */
  public ImportSection memory(String module, String name, MemoryType type) {
    type.encode(entry().name(module).name(name).u8(2));
    return this;
  }

  /** A global. */
  public ImportSection global(String module, String name, GlobalType type) {
    type.encode(entry().name(module).name(name).u8(3));
    return this;
  }
}
