package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op;

/** Elementwise functions of single numbers, in float as the kernels compute them. */
final class Scalars {
  private Scalars() {}

  static float activate(Activation activation, float x) {
    return switch (activation) {
      case NONE -> x;
      case RELU, RELU6, RELU_N1_TO_1 ->
          Math.min(Math.max(x, activation.lowerBound()), activation.upperBound());
      case TANH -> (float) Math.tanh(x);
      case HARD_SWISH -> x * Math.min(Math.max(x + 3f, 0f), 6f) / 6f;
      case LOGISTIC -> (float) (1 / (1 + Math.exp(-x)));
    };
  }

  static float unary(Op.Unary op, float x) {
    return switch (op.kind()) {
      case RELU -> activate(Activation.RELU, x);
      case RELU6 -> activate(Activation.RELU6, x);
      case RELU_N1_TO_1 -> activate(Activation.RELU_N1_TO_1, x);
      case HARD_SWISH -> activate(Activation.HARD_SWISH, x);
      case LOGISTIC -> activate(Activation.LOGISTIC, x);
      case TANH -> activate(Activation.TANH, x);
      case LEAKY_RELU -> x > 0f ? x : op.alpha() * x;
      case ELU -> x > 0f ? x : (float) Math.expm1(x);
      case ABS -> Math.abs(x);
      case EXP -> (float) Math.exp(x);
      case NEG -> -x;
      case SQRT -> (float) Math.sqrt(x);
      case RSQRT -> (float) (1 / Math.sqrt(x));
      case SQUARE -> x * x;
    };
  }

  static float binary(Op.Binary op, float a, float b) {
    float result =
        switch (op.kind()) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case DIV -> a / b;
          case MAXIMUM -> Math.max(a, b);
          case MINIMUM -> Math.min(a, b);
          case SQUARED_DIFFERENCE -> (a - b) * (a - b);
        };
    return activate(op.activation(), result);
  }
}
