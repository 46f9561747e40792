package dev.gossamer.wasm;

/**
 * A data segment of a module, by its index in the data section.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * module.memory(MemoryType.of(1));
 * DataSegment table = module.data(new byte[] {1, 2, 3, 4});
 * module.function(
 *     "copyIn", FunctionType.of(), f -> f.i32Const(64).i32Const(0).i32Const(4).memoryInit(table));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public record DataSegment(int index) {}
