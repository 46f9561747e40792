package dev.gossamer.codegen;

import dev.gossamer.plan.ElementwiseKernel;
import dev.gossamer.plan.LoopNest;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;

/**
 * Writes elementwise kernels: a driver that calls shared loops, in the form that suits each nest.
 */
final class ElementwiseEmitter implements KernelEmitter<ElementwiseKernel> {
  @Override
  public FunctionHandle emit(Emission emission, ElementwiseKernel kernel) {
    int parameters = kernel.placed() + kernel.tables();
    int[] addresses = new int[parameters];
    for (int i = 0; i < parameters; i++) {
      addresses[i] = i;
    }
    return emission.function(
        "elementwise", parameters, f -> driver(emission, kernel, addresses, f));
  }

  private static void driver(
      Emission emission, ElementwiseKernel kernel, int[] addresses, FunctionBuilder f) {
    Computation computation =
        new Computation(kernel.formula(), kernel.residual(), kernel.activation(), kernel.slopes());
    for (LoopNest nest : kernel.nests()) {
      if (!TransposeTiles.emit(emission, f, computation, nest, addresses)
          && !PhasePairs.emit(emission, f, computation, nest, addresses)) {
        ElementwiseBody.call(emission, f, computation, nest, addresses);
      }
    }
  }
}
