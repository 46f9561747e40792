package dev.gossamer.wasm;

/**
 * Sections, in the order of the specification, as one binary.
 *
 * <pre>{@code
 * TypeSection types = new TypeSection();
 * int answer = types.index(FunctionType.of().returning(ValueType.I32));
 * byte[] wasm =
 *     new WasmModule()
 *         .section(types)
 *         .section(new FunctionSection().function(answer))
 *         .section(new ExportSection().function("answer", 0))
 *         .section(new CodeSection().body(new byte[] {0, 0x41, 42, 0x0B}))
 *         .toBytes();
 * }</pre>
 */
public final class WasmModule {
  private static final String[] NAMES = {
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count"
  };

  private final ByteWriter out = new ByteWriter();
  private int last;

  /** A module without sections. */
  public WasmModule() {
    out.i32(0x6D736100).i32(1);
  }

  /**
   * Appends a section, unless it is empty.
   *
   * @throws IllegalStateException if a section that must come later, or the same one, is already
   *     there
   */
  public WasmModule section(Section section) {
    if (section.id != 0) {
      if (last != 0 && rank(section.id) <= rank(last)) {
        throw new IllegalStateException(
            "section " + NAMES[section.id] + " cannot follow section " + NAMES[last]);
      }
      last = section.id;
    }
    if (!section.isEmpty()) {
      section.encode(out);
    }
    return this;
  }

  /** The binary so far. */
  public byte[] toBytes() {
    return out.toBytes();
  }

  /** Sections come by number, except that the data count stands before code and data. */
  private static int rank(int id) {
    return id == 12 ? 19 : 2 * id;
  }
}
