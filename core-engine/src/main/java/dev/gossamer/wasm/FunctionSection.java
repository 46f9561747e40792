package dev.gossamer.wasm;

/**
 * The types of the functions whose bodies stand, in the same order, in the code section.
 *
 * <pre>{@code
 * TypeSection types = new TypeSection();
 * FunctionSection functions = new FunctionSection().function(types.index(FunctionType.of()));
 * CodeSection code = new CodeSection().body(new byte[] {0, 0x0B});
 * byte[] wasm = new WasmModule().section(types).section(functions).section(code).toBytes();
 * }</pre>
 */
public final class FunctionSection extends EntrySection {
  /** An empty section. */
  public FunctionSection() {
    super(3);
  }

  /** A function of the type with this index. */
  public FunctionSection function(int type) {
    entry().unsigned(type);
    return this;
  }
}
