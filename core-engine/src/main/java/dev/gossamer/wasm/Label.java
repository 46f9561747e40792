package dev.gossamer.wasm;

/**
 * A block that branches can name. It becomes usable when a block is opened with it and stops being
 * so when that block ends; branching to a block or an if leaves it, branching to a loop starts it
 * again.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * Label done = new Label("done");
 * module.function(
 *     "skip",
 *     FunctionType.of(ValueType.I32),
 *     f -> f.beginBlock(done).localGet(0).brIf(done).unreachable().end());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class Label {
  private final String name;

  /** A label called {@code name} in messages. */
  public Label(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
