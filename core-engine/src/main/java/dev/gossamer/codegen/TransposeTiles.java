package dev.gossamer.codegen;

import dev.gossamer.plan.ElementwiseKernel;
import dev.gossamer.plan.LoopNest;
import dev.gossamer.wasm.FunctionBuilder;

final class TransposeTiles {
  private TransposeTiles() {}

  static boolean fits(ElementwiseKernel kernel, LoopNest nest) {
    return false;
  }

  static void call(Emission emission, FunctionBuilder f, LoopNest nest, int[] addresses) {}
}
