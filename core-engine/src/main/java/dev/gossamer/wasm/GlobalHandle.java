package dev.gossamer.wasm;

/**
 * A global variable of a module.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * GlobalHandle runs =
 *     module.global(new GlobalType(ValueType.I32, true), ConstantExpression.i32(0));
 * module.function("run", FunctionType.of(), f -> f.globalGet(runs).i32Const(1).i32Add().globalSet(runs));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class GlobalHandle extends Handle {
  private final GlobalType type;

  GlobalHandle(IndexSpace space, boolean imported, GlobalType type) {
    super(space, imported);
    this.type = type;
  }

  /** Its type and mutability. */
  public GlobalType type() {
    return type;
  }
}
