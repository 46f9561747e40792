package dev.gossamer.testing;

import dev.gossamer.graph.Shape;

/** Doubles in row-major (NHWC) order, addressed element by element. */
public final class NaiveTensor {
  private final int[] dims;
  private final double[] data;

  /** Says what the element at an index is. */
  public interface Formula {
    double at(int[] index);
  }

  NaiveTensor(int[] dims, double[] data) {
    this.dims = dims;
    this.data = data;
  }

  static NaiveTensor of(Shape shape, float[] floats) {
    double[] data = new double[floats.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = floats[i];
    }
    return new NaiveTensor(shape.dims(), data);
  }

  static NaiveTensor build(Shape shape, Formula formula) {
    return build(shape.dims(), formula);
  }

  static NaiveTensor build(int[] dims, Formula formula) {
    int elements = 1;
    for (int dim : dims) {
      elements *= dim;
    }
    double[] data = new double[elements];
    for (int i = 0; i < elements; i++) {
      data[i] = formula.at(indexOf(i, dims));
    }
    return new NaiveTensor(dims, data);
  }

  /** The index of the element at a place in row-major order. */
  static int[] indexOf(int place, int[] dims) {
    int[] index = new int[dims.length];
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = place % dims[axis];
      place /= dims[axis];
    }
    return index;
  }

  double at(int... index) {
    int place = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      if (index[axis] < 0 || index[axis] >= dims[axis]) {
        throw new IndexOutOfBoundsException("index " + index[axis] + " of axis " + axis);
      }
      place = place * dims[axis] + index[axis];
    }
    return data[place];
  }

  /** The element at a place in row-major order. */
  double flat(int place) {
    return data[place];
  }

  int dim(int axis) {
    return dims[axis];
  }

  int rank() {
    return dims.length;
  }

  int elements() {
    return data.length;
  }

  /** All elements in row-major order. */
  public double[] data() {
    return data.clone();
  }
}
