package dev.gossamer.codegen;

import dev.gossamer.plan.Kernel;
import dev.gossamer.wasm.FunctionHandle;

/** Writes the function of one family of kernels. */
interface KernelEmitter<K extends Kernel> {
  /**
   * Emits a function that takes one i32 per operand of the kernel's step and returns nothing.
   *
   * @param emission the module, its options and its shared functions
   */
  FunctionHandle emit(Emission emission, K kernel);
}
