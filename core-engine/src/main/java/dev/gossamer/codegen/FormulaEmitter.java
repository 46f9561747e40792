package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op;
import dev.gossamer.plan.Formula;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;

/** Formulas on vectors of four elements. */
final class FormulaEmitter {
  private final Emission emission;
  private final FunctionBuilder f;
  private final Epilogue epilogue;

  FormulaEmitter(Emission emission, FunctionBuilder f) {
    this.emission = emission;
    this.f = f;
    this.epilogue = new Epilogue(emission, f);
  }

  /** Pushes the formula's value of the vectors in the given locals. */
  void push(Formula formula, int[] inputs) {
    switch (formula) {
      case Formula.Copy copy -> f.localGet(inputs[0]);
      case Formula.Fill fill -> Emission.splat(f, fill.value());
      case Formula.Binary binary -> binary(binary.kind(), inputs[0], inputs[1]);
      case Formula.Unary unary -> unary(unary, inputs[0]);
      case Formula.Prelu prelu -> {
        f.localGet(inputs[0]);
        epilogue.prelu(inputs[1]);
      }
      case Formula.Quantize quantize -> quantize(quantize, inputs[0]);
      case Formula.Dequantize dequantize ->
          f.localGet(inputs[0]).localGet(inputs[1]).f32x4Sub().localGet(inputs[2]).f32x4Mul();
      case Formula.Bilinear bilinear -> bilinear(inputs);
    }
  }

  private void bilinear(int[] inputs) {
    int top = f.local(ValueType.V128);
    int bottom = f.local(ValueType.V128);
    between(inputs[0], inputs[1], inputs[5]).localSet(top);
    between(inputs[2], inputs[3], inputs[5]).localSet(bottom);
    between(top, bottom, inputs[4]);
    f.release(top).release(bottom);
  }

  /** Pushes a + (b - a) * fraction. */
  private FunctionBuilder between(int a, int b, int fraction) {
    return emission.multiplyAdd(
        f,
        () -> f.localGet(b).localGet(a).f32x4Sub(),
        () -> f.localGet(fraction),
        () -> f.localGet(a));
  }

  private void binary(Op.Binary.Kind kind, int a, int b) {
    f.localGet(a).localGet(b);
    switch (kind) {
      case ADD -> f.f32x4Add();
      case SUB -> f.f32x4Sub();
      case MUL -> f.f32x4Mul();
      case DIV -> f.f32x4Div();
      case MAXIMUM -> f.f32x4Max();
      case MINIMUM -> f.f32x4Min();
      case SQUARED_DIFFERENCE -> {
        int difference = f.local(ValueType.V128);
        f.f32x4Sub().localTee(difference).localGet(difference).f32x4Mul();
        f.release(difference);
      }
    }
  }

  private void unary(Formula.Unary unary, int x) {
    switch (unary.kind()) {
      case RELU -> activation(Activation.RELU, x);
      case RELU6 -> activation(Activation.RELU6, x);
      case RELU_N1_TO_1 -> activation(Activation.RELU_N1_TO_1, x);
      case HARD_SWISH -> activation(Activation.HARD_SWISH, x);
      case LOGISTIC -> MathFunctions.pushLogistic(emission, f.localGet(x));
      case TANH -> activation(Activation.TANH, x);
      case LEAKY_RELU -> {
        int slope = f.local(ValueType.V128);
        Emission.splat(f, unary.alpha()).localSet(slope).localGet(x);
        epilogue.prelu(slope);
        f.release(slope);
      }
      case ELU -> elu(x);
      case ABS -> f.localGet(x).f32x4Abs();
      case EXP -> f.localGet(x).call(MathFunctions.exp(emission));
      case NEG -> f.localGet(x).f32x4Neg();
      case SQRT -> f.localGet(x).f32x4Sqrt();
      case RSQRT -> Emission.splat(f, 1f).localGet(x).f32x4Sqrt().f32x4Div();
      case SQUARE -> f.localGet(x).localGet(x).f32x4Mul();
    }
  }

  private void activation(Activation activation, int x) {
    f.localGet(x);
    epilogue.apply(activation);
  }

  /** x where x is positive, e^x - 1 elsewhere. */
  private void elu(int x) {
    f.localGet(x);
    Emission.splat(f.localGet(x).call(MathFunctions.exp(emission)), 1f).f32x4Sub();
    Emission.splat(f.localGet(x), 0f).f32x4Gt().v128Bitselect();
  }

  /** Wasm rounds to even or truncates: half is added away from zero, then it is truncated. */
  private void quantize(Formula.Quantize quantize, int x) {
    int scaled = f.local(ValueType.V128);
    Emission.splat(f.localGet(x), quantize.scale()).f32x4Div().localSet(scaled);
    int whole = f.local(ValueType.V128);
    f.localGet(scaled).f32x4Trunc().localSet(whole);
    // A fraction of half or more moves on by one: adding half first would round 0.49999997 up.
    f.localGet(whole);
    Emission.splat(f, 1f);
    f.localGet(scaled).v128Const(0x8000000080000000L, 0x8000000080000000L).v128And().v128Or();
    f.localGet(scaled).localGet(whole).f32x4Sub().f32x4Abs();
    Emission.splat(f, 0.5f).f32x4Ge().v128And().f32x4Add();
    Emission.splat(f, quantize.zeroPoint()).f32x4Add();
    Emission.splat(f, quantize.lowest()).f32x4Max();
    Emission.splat(f, quantize.highest()).f32x4Min();
    f.release(scaled).release(whole);
  }
}
