package dev.gossamer.wasm;

import java.util.HashMap;
import java.util.Map;

/**
 * The function types of a module, each once.
 *
 * <pre>{@code
 * TypeSection types = new TypeSection();
 * int index = types.index(FunctionType.of(ValueType.I32));
 * int same = types.index(FunctionType.of(ValueType.I32));
 * byte[] wasm = new WasmModule().section(types).toBytes();
 * }</pre>
 */
public final class TypeSection extends EntrySection {
  private final Map<FunctionType, Integer> indices = new HashMap<>();

  /** An empty section. */
  public TypeSection() {
    super(1);
  }

  /** The index of {@code type}, which is added if it is new. */
  public int index(FunctionType type) {
    Integer known = indices.get(type);
    if (known != null) {
      return known;
    }
    int index = count();
    indices.put(type, index);
    ByteWriter out = entry().u8(0x60).unsigned(type.parameters().size());
    for (ValueType parameter : type.parameters()) {
      out.u8(parameter.code);
    }
    out.unsigned(type.results().size());
    for (ValueType result : type.results()) {
      out.u8(result.code);
    }
    return index;
  }
}
