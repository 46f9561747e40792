package dev.gossamer.wasm;

/**
 * Bytes that engines skip, under a name.
 *
 * <pre>{@code
 * CustomSection note = new CustomSection("producer", new byte[] {1, 2, 3});
 * byte[] wasm = new WasmModule().section(note).toBytes();
 * }</pre>
 */
public final class CustomSection extends Section {
  private final String name;
  private final byte[] bytes;

  /** Refers to {@code bytes}, does not copy them. */
  public CustomSection(String name, byte[] bytes) {
    super(0);
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  boolean isEmpty() {
    return false;
  }

  @Override
  void encodeContent(ByteWriter out) {
    out.name(name).bytes(bytes);
  }
}
