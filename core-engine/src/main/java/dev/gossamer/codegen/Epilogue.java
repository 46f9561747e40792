package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ValueType;

/** Activations of a vector on the stack. */
final class Epilogue {
  private final Emission emission;
  private final FunctionBuilder f;
  private int scratch = -1;
  private int lower = -1;
  private int upper = -1;

  Epilogue(Emission emission, FunctionBuilder f) {
    this.emission = emission;
    this.f = f;
  }

  /** Replaces the vector on the stack by its activation. */
  void apply(Activation activation) {
    switch (activation) {
      case NONE -> {}
      case RELU, RELU6, RELU_N1_TO_1 -> clamp(activation.lowerBound(), activation.upperBound());
      case HARD_SWISH -> hardSwish();
      case LOGISTIC -> f.call(MathFunctions.logistic(emission));
      case TANH -> f.call(MathFunctions.tanh(emission));
    }
  }

  /**
   * x if positive, slope * x otherwise: max(x, 0) + slope * min(x, 0), with the pseudo-maximum that
   * keeps a NaN in x.
   */
  void prelu(int slopeLocal) {
    int x = scratch();
    f.localSet(x);
    emission.multiplyAdd(
        f,
        () -> Emission.splat(f.localGet(x), 0f).f32x4Pmin(),
        () -> f.localGet(slopeLocal),
        () -> Emission.splat(f.localGet(x), 0f).f32x4Pmax());
  }

  /**
   * pmax and pmin are one instruction each where min and max are several. With the bound second
   * they keep a NaN, and the sign of a zero at a bound of zero.
   */
  private void clamp(float lower, float upper) {
    if (lower != Float.NEGATIVE_INFINITY) {
      Emission.splat(f, lower).f32x4Pmax();
    }
    if (upper != Float.POSITIVE_INFINITY) {
      Emission.splat(f, upper).f32x4Pmin();
    }
  }

  /**
   * Puts the bounds of a clamp into locals at the start of a function, for {@link #clampInPlace}:
   * 14 bytes a vector instead of 32.
   */
  void prepareClamp(Activation activation) {
    if (activation.lowerBound() != Float.NEGATIVE_INFINITY) {
      lower = f.local(ValueType.V128, "lower");
      Emission.splat(f, activation.lowerBound()).localSet(lower);
    }
    if (activation.upperBound() != Float.POSITIVE_INFINITY) {
      upper = f.local(ValueType.V128, "upper");
      Emission.splat(f, activation.upperBound()).localSet(upper);
    }
  }

  /** Clamps a vector in a local to the bounds prepared. */
  void clampInPlace(int vector) {
    f.localGet(vector);
    if (lower >= 0) {
      f.localGet(lower).f32x4Pmax();
    }
    if (upper >= 0) {
      f.localGet(upper).f32x4Pmin();
    }
    f.localSet(vector);
  }

  private void hardSwish() {
    int x = scratch();
    f.localTee(x);
    Emission.splat(f, 3f).f32x4Add();
    clamp(0f, 6f);
    f.localGet(x).f32x4Mul();
    Emission.splat(f, 1f / 6f).f32x4Mul();
  }

  private int scratch() {
    if (scratch < 0) {
      scratch = f.local(ValueType.V128);
    }
    return scratch;
  }

  /** A function from vector to vector. */
  static FunctionHandle vectorFunction(
      Emission emission, String name, java.util.function.Consumer<FunctionBuilder> body) {
    return emission.shared(
        name,
        () ->
            emission.function(
                name, FunctionType.of(ValueType.V128).returning(ValueType.V128), body));
  }
}
