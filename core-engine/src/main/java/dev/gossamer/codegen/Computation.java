package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.Formula;
import dev.gossamer.wasm.FunctionBuilder;

/**
 * What is computed of each element: activation(formula + residual). Inputs are those of the
 * formula, then the residual and the slopes if there are any.
 */
record Computation(Formula formula, boolean residual, Activation activation, boolean slopes) {
  static final Computation COPY =
      new Computation(new Formula.Copy(), false, Activation.NONE, false);

  int inputs() {
    return formula.inputs() + (residual ? 1 : 0) + (slopes ? 1 : 0);
  }

  boolean isCopy() {
    return equals(COPY);
  }

  /** Emits it for vectors in locals. */
  static final class Emitter {
    private final Computation computation;
    private final FunctionBuilder f;
    private final FormulaEmitter formulas;
    private final Epilogue epilogue;

    Emitter(Emission emission, FunctionBuilder f, Computation computation) {
      this.computation = computation;
      this.f = f;
      formulas = new FormulaEmitter(emission, f);
      epilogue = new Epilogue(emission, f);
    }

    /** Pushes the result. */
    FunctionBuilder push(int[] vectors) {
      formulas.push(computation.formula, vectors);
      if (computation.residual) {
        f.localGet(vectors[computation.formula.inputs()]).f32x4Add();
      }
      if (computation.slopes) {
        epilogue.prelu(vectors[computation.inputs() - 1]);
      } else {
        epilogue.apply(computation.activation);
      }
      return f;
    }
  }
}
