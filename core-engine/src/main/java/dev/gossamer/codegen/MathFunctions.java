package dev.gossamer.codegen;

import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/** Vector functions shared by all kernels of a module, from v128 to v128 of four floats. */
final class MathFunctions {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /**
   * Taylor-like minimax coefficients of exp on [-ln2/2, ln2/2], highest power first (Cephes expf).
   */
  private static final float[] EXP = {
    1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 0.5f
  };

  private MathFunctions() {}

  /** e^x with relative error below 2e-7; x is clamped to [-87.3, 88.3]. */
  static FunctionHandle exp(Emission emission) {
    return Epilogue.vectorFunction(emission, "exp", f -> expBody(emission, f));
  }

  private static void expBody(Emission emission, FunctionBuilder f) {
    int x = 0;
    int n = f.local(ValueType.V128, "n");
    int r = f.local(ValueType.V128, "r");
    int p = f.local(ValueType.V128, "p");
    Emission.splat(f.localGet(x), -87.3f).f32x4Max();
    Emission.splat(f, 88.3f).f32x4Min().localTee(x);
    Emission.splat(f, LOG2_E).f32x4Mul().f32x4Nearest().localSet(n);
    f.localGet(x);
    Emission.splat(f.localGet(n), LN2_HIGH).f32x4Mul().f32x4Sub();
    Emission.splat(f.localGet(n), LN2_LOW).f32x4Mul().f32x4Sub().localSet(r);
    Emission.splat(f, EXP[0]).localSet(p);
    for (int i = 1; i < EXP.length; i++) {
      float coefficient = EXP[i];
      emission
          .multiplyAdd(
              f, () -> f.localGet(p), () -> f.localGet(r), () -> Emission.splat(f, coefficient))
          .localSet(p);
    }
    f.localGet(p).localGet(r).f32x4Mul().localGet(r).f32x4Mul().localGet(r).f32x4Add();
    Emission.splat(f, 1f).f32x4Add();
    f.localGet(n).i32x4TruncSatF32x4S().i32Const(127).i32x4Splat().i32x4Add();
    f.i32Const(23).i32x4Shl().f32x4Mul();
  }

  /** 1 / (1 + e^-x). */
  static FunctionHandle logistic(Emission emission) {
    FunctionHandle exp = exp(emission);
    return Epilogue.vectorFunction(
        emission,
        "logistic",
        f -> {
          Emission.splat(f, 1f);
          Emission.splat(f.localGet(0).f32x4Neg().call(exp), 1f).f32x4Add().f32x4Div();
        });
  }

  /** 1 - 2 / (1 + e^2x): absolute error below 2e-7. */
  static FunctionHandle tanh(Emission emission) {
    FunctionHandle exp = exp(emission);
    return Epilogue.vectorFunction(
        emission,
        "tanh",
        f -> {
          Emission.splat(f, 1f);
          Emission.splat(f, 2f);
          Emission.splat(f.localGet(0).localGet(0).f32x4Add().call(exp), 1f).f32x4Add();
          f.f32x4Div().f32x4Sub();
        });
  }
}
