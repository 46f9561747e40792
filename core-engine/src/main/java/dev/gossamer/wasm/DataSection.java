package dev.gossamer.wasm;

/**
 * Bytes for memory.
 *
 * <pre>{@code
 * MemorySection memories = new MemorySection().memory(MemoryType.of(1));
 * DataSection data = new DataSection().active(ConstantExpression.i32(64), new byte[] {1, 2, 3});
 * byte[] wasm = new WasmModule().section(memories).section(data).toBytes();
 * }</pre>
 */
public final class DataSection extends EntrySection {
  /** An empty section. */
  public DataSection() {
    super(11);
  }

  /** Bytes written to memory from {@code offset} on at instantiation. */
  public DataSection active(ConstantExpression offset, byte[] bytes) {
    ByteWriter out = entry().unsigned(0);
    offset.encode(out);
    out.unsigned(bytes.length).bytes(bytes);
    return this;
  }

  /** Bytes for {@code memory.init}. */
  public DataSection passive(byte[] bytes) {
    entry().unsigned(1).unsigned(bytes.length).bytes(bytes);
    return this;
  }
}
