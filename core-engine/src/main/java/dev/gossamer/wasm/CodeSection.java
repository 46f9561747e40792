package dev.gossamer.wasm;

/**
 * The bodies of the functions a module owns, in the order of the function section.
 *
 * <pre>{@code
 * CodeSection code = new CodeSection().body(new byte[] {0, 0x0B});
 * int bodies = code.count();
 * }</pre>
 */
public final class CodeSection extends EntrySection {
  /** An empty section. */
  public CodeSection() {
    super(10);
  }

  /** A body: groups of locals, instructions, end. */
  public CodeSection body(byte[] body) {
    entry().unsigned(body.length).bytes(body);
    return this;
  }

  /** A body: groups of locals, instructions, end. */
  public CodeSection body(ByteWriter body) {
    entry().unsigned(body.size()).bytes(body);
    return this;
  }
}
