package dev.gossamer.wasm;

import java.util.List;

/**
 * What a block takes from the stack and leaves there.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * module.function(
 *     "sign",
 *     type,
 *     f ->
 *         f.localGet(0)
 *             .beginIf(BlockType.result(ValueType.I32), new Label("sign"))
 *             .i32Const(1)
 *             .beginElse()
 *             .i32Const(0)
 *             .end());
 * byte[] wasm = module.toBytes();
 * }</pre>
 *
 * @param type parameters and results of the block
 */
public record BlockType(FunctionType type) {
  /** Takes nothing, leaves nothing. */
  public static final BlockType EMPTY = new BlockType(FunctionType.of());

  /** Takes nothing, leaves one value. */
  public static BlockType result(ValueType type) {
    return new BlockType(new FunctionType(List.of(), List.of(type)));
  }

  /** Writes the short forms where they exist, otherwise the type's index. */
  void encode(ByteWriter out, TypeSection types) {
    if (!type.parameters().isEmpty() || type.results().size() > 1) {
      out.signed(types.index(type));
    } else {
      out.u8(type.results().isEmpty() ? 0x40 : type.results().get(0).code);
    }
  }
}
