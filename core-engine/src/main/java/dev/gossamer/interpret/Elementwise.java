package dev.gossamer.interpret;

import dev.gossamer.graph.Op.Unary;

/** Functions of one input over {@code x[0..count)}; {@code out} may be {@code x}. */
final class Elementwise {
  private Elementwise() {}

  static void unary(Unary op, float[] x, float[] out, int count) {
    switch (op.kind()) {
      case RELU -> clamp(x, out, count, 0f, Float.POSITIVE_INFINITY);
      case RELU6 -> clamp(x, out, count, 0f, 6f);
      case RELU_N1_TO_1 -> clamp(x, out, count, -1f, 1f);
      case LEAKY_RELU -> leakyRelu(op.alpha(), x, out, count);
      case ELU -> elu(x, out, count);
      case HARD_SWISH -> hardSwish(x, out, count);
      case LOGISTIC -> logistic(x, out, count);
      case TANH -> tanh(x, out, count);
      case ABS -> abs(x, out, count);
      case EXP -> exp(x, out, count);
      case NEG -> negate(x, out, count);
      case SQRT -> sqrt(x, out, count);
      case RSQRT -> reciprocalSqrt(x, out, count);
      case SQUARE -> square(x, out, count);
    }
  }

  static void clamp(float[] x, float[] out, int count, float lower, float upper) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.min(Math.max(x[i], lower), upper);
    }
  }

  static void leakyRelu(float alpha, float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[i];
      out[i] = value > 0f ? value : alpha * value;
    }
  }

  static void elu(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[i];
      out[i] = value < 0f ? (float) Math.expm1(value) : value;
    }
  }

  /** x * clamp(x + 3, 0, 6) / 6. */
  static void hardSwish(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[i];
      out[i] = value * Math.min(Math.max(value + 3f, 0f), 6f) / 6f;
    }
  }

  static void logistic(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) (1.0 / (1.0 + Math.exp(-x[i])));
    }
  }

  static void tanh(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) Math.tanh(x[i]);
    }
  }

  static void abs(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  static void exp(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) Math.exp(x[i]);
    }
  }

  static void negate(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = -x[i];
    }
  }

  static void sqrt(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  static void reciprocalSqrt(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) (1.0 / Math.sqrt(x[i]));
    }
  }

  static void square(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * x[i];
    }
  }
}
