package dev.gossamer.codegen;

import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/** Vector functions shared by all kernels of a module, from v128 to v128 of four floats. */
final class MathFunctions {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5 * 2^23 + 127. */
  private static final float ROUNDING = 12583039f;

  /** 1.5 * 2^23 + 126, for half the power of two: 2^128 is no float, but e^88.7 is one. */
  private static final float HALF_ROUNDING = 12583038f;

  /**
   * Taylor-like minimax coefficients of exp on [-ln2/2, ln2/2], highest power first (Cephes expf).
   */
  private static final float[] EXP = {
    1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 0.5f
  };

  private MathFunctions() {}

  /**
   * e^x with relative error below 2e-7; infinite where that is more than a float holds, from 88.73
   * on, and 0 below -86.99, where it would soon be a denormal number.
   */
  static FunctionHandle exp(Emission emission) {
    return Epilogue.vectorFunction(
        emission,
        "exp",
        f -> {
          clamp(f.localGet(0), -87f, 89f);
          pushExp(emission, f, HALF_ROUNDING);
          f.localTee(0).localGet(0).f32x4Add();
        });
  }

  /** 1 / (1 + e^-x), absolute error below 2e-7. */
  static FunctionHandle logistic(Emission emission) {
    return Epilogue.vectorFunction(
        emission, "logistic", f -> pushLogistic(emission, f.localGet(0)));
  }

  /** 1 - 2 / (1 + e^2x): absolute error below 2e-7. */
  static FunctionHandle tanh(Emission emission) {
    return Epilogue.vectorFunction(
        emission,
        "tanh",
        f -> {
          Emission.splat(f, 1f);
          Emission.splat(f, 2f);
          clamp(f.localGet(0).localGet(0).f32x4Add(), -87f, 87f);
          pushExp(emission, f, ROUNDING);
          Emission.splat(f, 1f).f32x4Add().f32x4Div().f32x4Sub();
        });
  }

  /**
   * With x on the stack: its logistic function, inline. Beyond 87 the result would be a denormal
   * number, and each of those costs 150 cycles.
   */
  static FunctionBuilder pushLogistic(Emission emission, FunctionBuilder f) {
    clamp(f.f32x4Neg(), -87f, 87f);
    pushExp(emission, f, ROUNDING);
    int sum = f.local(ValueType.V128);
    Emission.splat(f, 1f).f32x4Add().localSet(sum);
    Emission.splat(f, 1f).localGet(sum).f32x4Div();
    return f.release(sum);
  }

  /** Pseudo-minimum and -maximum are one instruction each; a NaN passes through. */
  private static FunctionBuilder clamp(FunctionBuilder f, float lower, float upper) {
    Emission.splat(f, lower).f32x4Pmax();
    return Emission.splat(f, upper).f32x4Pmin();
  }

  /**
   * With x in [-87, 88] on the stack: e^x, as 2^n * e^r with r = x - n * ln 2.
   *
   * @param rounding one less halves the result, and x may be 89
   */
  private static void pushExp(Emission emission, FunctionBuilder f, float rounding) {
    int x = f.local(ValueType.V128);
    int n = f.local(ValueType.V128);
    int power = f.local(ValueType.V128);
    int p = f.local(ValueType.V128);
    f.localSet(x);
    // Adding this constant rounds to an integer and leaves n + 127 (or 126) in the lowest bits.
    emission
        .multiplyAdd(
            f,
            () -> f.localGet(x),
            () -> Emission.splat(f, LOG2_E),
            () -> Emission.splat(f, rounding))
        .localTee(n)
        .i32Const(23)
        .i32x4Shl()
        .localSet(power);
    Emission.splat(f.localGet(n), rounding).f32x4Sub().localSet(n);
    for (float part : new float[] {-LN2_HIGH, -LN2_LOW}) {
      emission
          .multiplyAdd(f, () -> f.localGet(n), () -> Emission.splat(f, part), () -> f.localGet(x))
          .localSet(x);
    }
    Emission.splat(f, EXP[0]).localSet(p);
    for (int i = 1; i < EXP.length; i++) {
      float coefficient = EXP[i];
      emission
          .multiplyAdd(
              f, () -> f.localGet(p), () -> f.localGet(x), () -> Emission.splat(f, coefficient))
          .localSet(p);
    }
    f.localGet(p).localGet(x).f32x4Mul().localGet(x).f32x4Mul().localGet(x).f32x4Add();
    Emission.splat(f, 1f).f32x4Add().localGet(power).f32x4Mul();
    f.release(x).release(n).release(power).release(p);
  }
}
