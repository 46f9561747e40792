package dev.gossamer.wasm;

/**
 * The memory a module owns.
 *
 * <pre>{@code
 * MemorySection memories = new MemorySection().memory(MemoryType.of(1, 16));
 * byte[] wasm = new WasmModule().section(memories).toBytes();
 * }</pre>
 */
public final class MemorySection extends EntrySection {
  /** An empty section. */
  public MemorySection() {
    super(5);
  }

  /** A memory full of zeros. */
  public MemorySection memory(MemoryType type) {
    type.encode(entry());
    return this;
  }
}
