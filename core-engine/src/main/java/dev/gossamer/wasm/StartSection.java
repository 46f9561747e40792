package dev.gossamer.wasm;

/**
 * The function that runs when the module is instantiated; it takes and gives nothing.
 *
 * <pre>{@code
 * byte[] wasm = new WasmModule().section(new StartSection(0)).toBytes();
 * }</pre>
 */
public final class StartSection extends Section {
  private final int function;

  /** Starts the function with this index. */
  public StartSection(int function) {
    super(8);
    this.function = function;
  }

  @Override
  boolean isEmpty() {
    return false;
  }

  @Override
  void encodeContent(ByteWriter out) {
    out.unsigned(function);
  }
}
