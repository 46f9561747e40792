package dev.gossamer.models.wasm;

import dev.gossamer.CompiledModule;
import dev.gossamer.Executor;
import dev.gossamer.GossamerException;
import dev.gossamer.ModuleHost;

/**
 * Runs compiled modules in GraalWasm, relaxed SIMD included. It interprets at some 0.05 GFLOP/s on
 * a JDK without the Graal compiler, a thousandth of what a browser does: for checking, not for
 * speed.
 *
 * <pre>{@code
 * CompileOptions options = CompileOptions.SIMD.withRelaxedSimd();
 * try (Model model = Gossamer.load(bytes, options, new GraalWasmHost())) {
 *   Map<String, Tensor> out = model.run(Map.of("input_1", Tensor.of(shape, pixels)));
 * }
 * }</pre>
 */
public final class GraalWasmHost implements ModuleHost {
  /**
   * @throws GossamerException with code WASM if GraalWasm finds the module invalid, which is a
   *     fault of the compiler
   */
  @Override
  public Executor instantiate(CompiledModule module) {
    return GraalWasmExecutor.linked(module);
  }
}
