package dev.gossamer.graph;

/**
 * Activations that a node may apply to its result. The first five are TFLite's fused ones;
 * rewriting fuses the rest.
 */
public enum Activation {
  NONE,
  RELU,
  RELU6,
  /** Clamp to [-1, 1]. */
  RELU_N1_TO_1,
  TANH,
  /** x * clamp(x + 3, 0, 6) / 6. */
  HARD_SWISH,
  /** 1 / (1 + exp(-x)). */
  LOGISTIC;

  /** True if it is {@code clamp(x, lowerBound, upperBound)}; NONE is, with infinite bounds. */
  public boolean isClamp() {
    return this == NONE || this == RELU || this == RELU6 || this == RELU_N1_TO_1;
  }

  /** Lower bound of a clamp; negative infinity where there is none. */
  public float lowerBound() {
    return switch (this) {
      case RELU, RELU6 -> 0f;
      case RELU_N1_TO_1 -> -1f;
      default -> Float.NEGATIVE_INFINITY;
    };
  }

  /** Upper bound of a clamp; positive infinity where there is none. */
  public float upperBound() {
    return switch (this) {
      case RELU6 -> 6f;
      case RELU_N1_TO_1 -> 1f;
      default -> Float.POSITIVE_INFINITY;
    };
  }
}
