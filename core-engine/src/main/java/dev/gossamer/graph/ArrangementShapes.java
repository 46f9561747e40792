package dev.gossamer.graph;

import static dev.gossamer.graph.ShapeChecks.axis;
import static dev.gossamer.graph.ShapeChecks.rank4;
import static dev.gossamer.graph.ShapeChecks.shape;
import static dev.gossamer.graph.ShapeChecks.with;

import dev.gossamer.graph.Op.Concatenation;
import dev.gossamer.graph.Op.Gather;
import dev.gossamer.graph.Op.Pad;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Op.StridedSlice;
import dev.gossamer.graph.Op.Transpose;
import java.util.List;

/** Shapes of what moves, joins or drops elements, {@link ShapeInference}'s part. */
final class ArrangementShapes {
  private ArrangementShapes() {}

  static Shape reduce(Reduce reduce, Shape x) {
    boolean[] gone = new boolean[x.rank()];
    for (int axis : reduce.axes()) {
      axis(axis, x);
      gone[axis] = true;
    }
    int[] dims = new int[x.rank()];
    int rank = 0;
    for (int i = 0; i < x.rank(); i++) {
      if (!gone[i]) {
        dims[rank++] = x.dim(i);
      } else if (reduce.keepDims()) {
        dims[rank++] = 1;
      }
    }
    return shape(java.util.Arrays.copyOf(dims, rank));
  }

  static Shape depthToSpace(int block, Shape x) {
    rank4("input", x);
    if (block < 1 || x.dim(3) % ((long) block * block) != 0) {
      throw new IllegalArgumentException(
          "channels of " + x + " are not a multiple of block " + block + " squared");
    }
    return shape(
        x.dim(0), (long) x.dim(1) * block, (long) x.dim(2) * block, x.dim(3) / (block * block));
  }

  static Shape spaceToDepth(int block, Shape x) {
    rank4("input", x);
    if (block < 1 || x.dim(1) % block != 0 || x.dim(2) % block != 0) {
      throw new IllegalArgumentException(
          "height and width of " + x + " are not multiples of block " + block);
    }
    return shape(x.dim(0), x.dim(1) / block, x.dim(2) / block, (long) x.dim(3) * block * block);
  }

  static Shape concatenation(Concatenation concat, List<Value> inputs) {
    Shape first = inputs.get(0).shape();
    axis(concat.axis(), first);
    long total = 0;
    for (Value input : inputs) {
      Shape shape = input.shape();
      if (!joins(first, shape, concat.axis())) {
        throw new IllegalArgumentException(
            "cannot concatenate " + first + " and " + shape + " along axis " + concat.axis());
      }
      total += shape.dim(concat.axis());
    }
    return with(first, concat.axis(), total);
  }

  static Shape pad(Pad pad, Shape x) {
    if (pad.before().size() != x.rank() || pad.after().size() != x.rank()) {
      throw new IllegalArgumentException("padding needs one entry per axis of " + x);
    }
    long[] dims = new long[x.rank()];
    for (int i = 0; i < dims.length; i++) {
      if (pad.before().get(i) < 0 || pad.after().get(i) < 0) {
        throw new IllegalArgumentException("padding must not be negative");
      }
      dims[i] = (long) x.dim(i) + pad.before().get(i) + pad.after().get(i);
    }
    return shape(dims);
  }

  static Shape slice(StridedSlice slice, Shape x) {
    int rank = x.rank();
    if (slice.begin().size() != rank
        || slice.size().size() != rank
        || slice.strides().size() != rank) {
      throw new IllegalArgumentException("slice needs one entry per axis of " + x);
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      long begin = slice.begin().get(i);
      long last = begin + (slice.size().get(i) - 1L) * slice.strides().get(i);
      if (slice.strides().get(i) == 0
          || slice.size().get(i) < 1
          || begin < 0
          || begin >= x.dim(i)
          || last < 0
          || last >= x.dim(i)) {
        throw new IllegalArgumentException("slice leaves axis " + i + " of " + x);
      }
      dims[i] = slice.size().get(i);
    }
    return shape(dims);
  }

  static Shape transpose(Transpose transpose, Shape x) {
    int rank = x.rank();
    if (transpose.permutation().size() != rank) {
      throw new IllegalArgumentException("permutation needs one entry per axis of " + x);
    }
    int[] dims = new int[rank];
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      int from = transpose.permutation().get(i);
      axis(from, x);
      if (seen[from]) {
        throw new IllegalArgumentException(
            "permutation " + transpose.permutation() + " repeats an axis");
      }
      seen[from] = true;
      dims[i] = x.dim(from);
    }
    return shape(dims);
  }

  static Shape gather(Gather gather, Shape x, Shape indices) {
    axis(gather.axis(), x);
    int[] dims = new int[x.rank() - 1 + indices.rank()];
    int rank = 0;
    for (int i = 0; i < gather.axis(); i++) {
      dims[rank++] = x.dim(i);
    }
    for (int i = 0; i < indices.rank(); i++) {
      dims[rank++] = indices.dim(i);
    }
    for (int i = gather.axis() + 1; i < x.rank(); i++) {
      dims[rank++] = x.dim(i);
    }
    return shape(dims);
  }

  private static boolean joins(Shape first, Shape shape, int axis) {
    boolean same = shape.rank() == first.rank();
    for (int i = 0; same && i < first.rank(); i++) {
      same = i == axis || shape.dim(i) == first.dim(i);
    }
    return same;
  }
}
