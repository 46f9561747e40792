package dev.gossamer.wasm;

/**
 * One section of a module: a number, and contents that know how to write themselves.
 *
 * <pre>{@code
 * Section start = new StartSection(0);
 * byte[] wasm = new WasmModule().section(start).toBytes();
 * }</pre>
 */
public abstract class Section {
  final int id;

  Section(int id) {
    this.id = id;
  }

  /** Whether leaving the section out would change nothing. */
  abstract boolean isEmpty();

  abstract void encodeContent(ByteWriter out);

  final void encode(ByteWriter out) {
    ByteWriter content = new ByteWriter();
    encodeContent(content);
    out.u8(id).unsigned(content.size()).bytes(content);
  }
}
