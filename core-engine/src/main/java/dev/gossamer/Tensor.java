package dev.gossamer;

import dev.gossamer.graph.Shape;

/**
 * A float32 tensor handed to or from a {@link Model}: row-major, four-dimensional ones NHWC. The
 * array is shared, not copied.
 */
public record Tensor(Shape shape, float[] data) {
  /**
   * @throws IllegalArgumentException if the array does not have exactly the shape's number of
   *     elements
   */
  public Tensor {
    if (data.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.elements() + " floats, got " + data.length);
    }
  }

  public static Tensor of(Shape shape, float[] data) {
    return new Tensor(shape, data);
  }

  /** For example {@code Tensor.of(new int[] {1, 224, 224, 3}, pixels)}. */
  public static Tensor of(int[] dims, float[] data) {
    return new Tensor(Shape.of(dims), data);
  }
}
