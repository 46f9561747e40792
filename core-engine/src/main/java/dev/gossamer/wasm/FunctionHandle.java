package dev.gossamer.wasm;

/**
 * A function of a module, which may be called, exported or put into a table before it has a body.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * FunctionHandle helper = module.declare("helper", FunctionType.of());
 * module.function("main", FunctionType.of(), f -> f.call(helper));
 * module.define(helper, f -> f.nop());
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class FunctionHandle extends Handle {
  private final String name;
  private final FunctionType type;
  FunctionBuilder body;

  FunctionHandle(IndexSpace space, boolean imported, String name, FunctionType type) {
    super(space, imported);
    this.name = name;
    this.type = type;
  }

  /** The name for the name section and for messages. */
  public String name() {
    return name;
  }

  /** Its parameters and results. */
  public FunctionType type() {
    return type;
  }
}
