package dev.gossamer.interpret;

import dev.gossamer.graph.Activation;

/** Activations in place over {@code values[0..count)}. */
final class Activations {
  private Activations() {}

  static void apply(Activation activation, float[] values, int count) {
    switch (activation) {
      case NONE -> {}
      case RELU -> relu(values, count);
      case RELU6, RELU_N1_TO_1 ->
          clamp(values, count, activation.lowerBound(), activation.upperBound());
      case TANH -> Elementwise.tanh(values, values, count);
      case HARD_SWISH -> Elementwise.hardSwish(values, values, count);
      case LOGISTIC -> Elementwise.logistic(values, values, count);
    }
  }

  private static void relu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  private static void clamp(float[] values, int count, float lower, float upper) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.min(Math.max(values[i], lower), upper);
    }
  }
}
