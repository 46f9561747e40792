package dev.gossamer.graph;

import java.util.Arrays;

/**
 * The extents of a tensor, outermost first; four-dimensional activations are NHWC. Every extent is
 * at least 1 and the product fits an int. Rank 0 is a scalar.
 */
public final class Shape {
  private final int[] dims;
  private final int elements;

  private Shape(int[] dims, int elements) {
    this.dims = dims;
    this.elements = elements;
  }

  /**
   * @throws IllegalArgumentException if an extent is below 1 or the product exceeds {@link
   *     Integer#MAX_VALUE}
   */
  public static Shape of(int... dims) {
    long product = 1;
    for (int d : dims) {
      if (d < 1) {
        throw new IllegalArgumentException("extent must be at least 1: " + Arrays.toString(dims));
      }
      product *= d;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("too many elements: " + Arrays.toString(dims));
      }
    }
    return new Shape(dims.clone(), (int) product);
  }

  public int rank() {
    return dims.length;
  }

  /**
   * Extent of an axis; a negative axis counts from the end, so {@code dim(-1)} is the innermost
   * extent.
   */
  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  /** A copy of the extents. */
  public int[] dims() {
    return dims.clone();
  }

  /** Product of the extents; 1 for a scalar. */
  public int elements() {
    return elements;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** For example {@code [1,224,224,3]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dims.length; i++) {
      text.append(i == 0 ? "" : ",").append(dims[i]);
    }
    return text.append(']').toString();
  }
}
