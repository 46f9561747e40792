package dev.gossamer.wasm;

/**
 * How many data segments follow the code; needed where code uses {@code memory.init} or {@code
 * data.drop}.
 *
 * <pre>{@code
 * DataSection data = new DataSection().passive(new byte[] {1, 2, 3});
 * byte[] wasm = new WasmModule().section(new DataCountSection(1)).section(data).toBytes();
 * }</pre>
 */
public final class DataCountSection extends Section {
  private final int count;

  /** Announces {@code count} segments. */
  public DataCountSection(int count) {
    super(12);
    this.count = count;
  }

  @Override
  boolean isEmpty() {
    return false;
  }

  @Override
  void encodeContent(ByteWriter out) {
    out.unsigned(count);
  }
}
