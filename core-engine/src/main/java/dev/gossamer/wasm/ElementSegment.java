package dev.gossamer.wasm;

/**
 * An element segment of a module, by its index in the element section.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * FunctionHandle first = module.function("first", FunctionType.of(), f -> f.nop());
 * TableHandle table = module.table(TableType.of(ValueType.FUNCREF, 4));
 * ElementSegment segment = module.elements(first);
 * module.function(
 *     "fill", FunctionType.of(), f -> f.i32Const(2).i32Const(0).i32Const(1).tableInit(segment, table));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public record ElementSegment(int index) {}
