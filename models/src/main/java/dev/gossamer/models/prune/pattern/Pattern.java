package dev.gossamer.models.prune.pattern;

import java.util.OptionalDouble;

/**
 * A shape that zeros must have. Weights are matrices: a row per output channel and a column per
 * (kernelY, kernelX, input channel); for depthwise windows a row per tap and a column per channel.
 *
 * <pre>{@code
 * Mask mask = Pattern.parse("2x1").select(importance, 64, 128, 0.7);
 * }</pre>
 */
public sealed interface Pattern permits Unstructured, Block, NofM, Taps, Groups {

  /** As {@link #parse} reads it, such as {@code 2x1}. */
  String label();

  /**
   * The elements that stay: those of the units (elements, blocks, taps) of greatest mean
   * importance. Exactly round(sparsity * units) units go, however many are equally important; of
   * these the last ones go first. Elements of importance 0, zeros for instance, count like any
   * other: they are among the first to go, not beside the count.
   *
   * @param importance one per element, row-major, not negative, not NaN
   * @param sparsity share of units that go, 0..1; n:m has its own and does not look at it
   * @throws IllegalArgumentException if the extents or the sparsity are not as they should be
   */
  Mask select(float[] importance, int rows, int columns, double sparsity);

  /** The sparsity that the pattern itself dictates; empty if any may be asked for. */
  default OptionalDouble ownSparsity() {
    return OptionalDouble.empty();
  }

  /** Whether the pattern is for depthwise windows, and not for other weights. */
  default boolean isDepthwise() {
    return false;
  }

  /**
   * The pattern of one kind of layer: this one, unless it is made of several.
   *
   * @param depthwise whether the layer is a depthwise convolution
   */
  default Pattern of(boolean depthwise) {
    return this;
  }

  /**
   * How many columns belong together: it must divide the input channels of windows beyond 1x1, so
   * that no unit reaches from one tap to the next.
   */
  default int columnGroup() {
    return 1;
  }

  /**
   * Reads {@code unstructured}, blocks {@code 2x1} (output x input channels), {@code 2:4}, {@code
   * 2:4/8} (8 rows share the choice), {@code taps} and {@code taps/4} (at most 4 different
   * windows), {@code 16x1+taps} (blocks, and taps of depthwise windows).
   *
   * @throws IllegalArgumentException saying what was expected and found
   */
  static Pattern parse(String text) {
    return PatternText.parse(text);
  }
}
