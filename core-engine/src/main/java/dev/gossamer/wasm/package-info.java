/**
 * A WebAssembly binary encoder that knows nothing of networks.
 *
 * <p>Two layers. {@link dev.gossamer.wasm.WasmModule} and one class per section write exactly what
 * they are told, by index. {@link dev.gossamer.wasm.ModuleBuilder} and {@link
 * dev.gossamer.wasm.FunctionBuilder} stand above them: handles instead of indices, labels instead
 * of depths, locals allocated by type. Covered: WebAssembly 2.0 with one memory, fixed-width and
 * relaxed SIMD, threads. What is checked is what can be checked cheaply while emitting (open
 * blocks, labels, lanes, alignments, locals); operand types are left to the engine's validator.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/index.html">the binary format</a>
 */
package dev.gossamer.wasm;
