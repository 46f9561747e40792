package dev.gossamer.tflite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.ConcatenationOptions;
import dev.gossamer.tflite.schema.GatherOptions;
import dev.gossamer.tflite.schema.ReshapeOptions;
import dev.gossamer.tflite.schema.SplitOptions;
import dev.gossamer.tflite.schema.SplitVOptions;
import dev.gossamer.tflite.schema.SqueezeOptions;
import java.util.ArrayList;
import java.util.List;

/** Operators that move elements without computing. */
final class ShapeOperators {
  private ShapeOperators() {}

  /** Inputs: x, optional new shape (a constant); without it the options have one. */
  static void reshape(NodeReader node) {
    Value x = node.floats(0);
    int[] wanted = node.has(1) ? node.attribute(1) : shapeOption(node);
    node.emit(new Op.Reshape(resolve(node, wanted, x.shape().elements())), x);
  }

  private static int[] shapeOption(NodeReader node) {
    ReshapeOptions options = node.options(BuiltinOptions.ReshapeOptions, new ReshapeOptions());
    int rank = options.newShapeLength();
    // Old converters write [0] for a scalar.
    if (rank == 1 && options.newShape(0) == 0) {
      return new int[0];
    }
    int[] shape = new int[Math.min(rank, ReadLimits.MAX_RANK + 1)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = options.newShape(i);
    }
    return shape;
  }

  /** Replaces the extent -1, of which there may be one, by what is left. */
  private static Shape resolve(NodeReader node, int[] wanted, int elements) {
    if (wanted.length > ReadLimits.MAX_RANK) {
      throw node.malformed("Rank", "at most " + ReadLimits.MAX_RANK, wanted.length);
    }
    int[] dims = wanted.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == -1 && open < 0) {
        open = i;
      } else if (dims[i] < 1) {
        throw node.malformed("Extent of the new shape", "at least 1, or one -1", dims[i]);
      } else {
        known *= dims[i];
        if (known > elements) {
          throw node.malformed("Elements of the new shape", elements, known + " or more");
        }
      }
    }
    if (open >= 0) {
      dims[open] = (int) (elements / known);
    }
    return Shape.of(dims);
  }

  /** Drops the extents that the options name, or all that are 1. */
  static void squeeze(NodeReader node) {
    SqueezeOptions options =
        node.optionsOrNull(BuiltinOptions.SqueezeOptions, new SqueezeOptions());
    Value x = node.floats(0);
    Shape in = x.shape();
    boolean[] drop = new boolean[in.rank()];
    int named = options == null ? 0 : options.squeezeDimsLength();
    if (named > ReadLimits.MAX_RANK) {
      throw node.malformed("Axes", "at most " + ReadLimits.MAX_RANK, named);
    }
    for (int i = 0; i < named; i++) {
      int axis = node.axis(options.squeezeDims(i), in.rank());
      if (in.dim(axis) != 1) {
        throw node.malformed("Squeezed extent", 1, in.dim(axis));
      }
      drop[axis] = true;
    }
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < in.rank(); axis++) {
      if (named == 0 ? in.dim(axis) != 1 : !drop[axis]) {
        kept.add(in.dim(axis));
      }
    }
    node.emit(new Op.Reshape(shape(kept)), x);
  }

  /** Inputs: x, axis (a constant) of the new extent 1. */
  static void expandDims(NodeReader node) {
    Value x = node.floats(0);
    int axis = node.axis(node.attribute(1, 1)[0], x.shape().rank() + 1);
    List<Integer> dims = new ArrayList<>();
    for (int extent : x.shape().dims()) {
      dims.add(extent);
    }
    dims.add(axis, 1);
    node.emit(new Op.Reshape(shape(dims)), x);
  }

  static Shape shape(List<Integer> dims) {
    int[] extents = new int[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dims.get(i);
    }
    return Shape.of(extents);
  }

  /** Inputs: x, paddings [rank,2] (a constant), optional value (a constant scalar). */
  static void pad(NodeReader node) {
    Value x = node.floats(0);
    int rank = x.shape().rank();
    int[] paddings = node.attribute(1, 2 * rank);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      before.add(paddings[2 * axis]);
      after.add(paddings[2 * axis + 1]);
    }
    node.emit(new Op.Pad(before, after, node.has(2) ? scalar(node, 2) : 0f), x);
  }

  private static float scalar(NodeReader node, int input) {
    node.floats(input);
    if (node.constant(input) instanceof Constant.Floats constant && constant.floats().length == 1) {
      return constant.floats()[0];
    }
    throw node.unsupported("input " + input, "a constant of one element");
  }

  static void concatenation(NodeReader node) {
    ConcatenationOptions options =
        node.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      inputs.add(node.floats(i));
    }
    if (inputs.isEmpty()) {
      throw node.malformed("Inputs", "at least 1", 0);
    }
    Activation activation = node.activation(options.fusedActivationFunction());
    int axis = node.axis(options.axis(), inputs.get(0).shape().rank());
    node.emit(new Op.Concatenation(axis, activation), inputs);
  }

  /** Inputs: axis (a constant), x; equal parts. */
  static void split(NodeReader node) {
    SplitOptions options = node.options(BuiltinOptions.SplitOptions, new SplitOptions());
    Value x = node.floats(1);
    int axis = node.axis(node.attribute(0, 1)[0], x.shape().rank());
    int parts = options.numSplits();
    requireParts(node, parts);
    int extent = x.shape().dim(axis);
    if (extent % parts != 0) {
      throw node.malformed("Extent of the split axis", "a multiple of " + parts, extent);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      sizes.add(extent / parts);
    }
    node.emit(new Op.Split(axis, sizes), x);
  }

  /** Inputs: x, sizes (a constant; one may be -1), axis (a constant). */
  static void splitV(NodeReader node) {
    SplitVOptions options = node.options(BuiltinOptions.SplitVOptions, new SplitVOptions());
    Value x = node.floats(0);
    int axis = node.axis(node.attribute(2, 1)[0], x.shape().rank());
    requireParts(node, options.numSplits());
    List<Integer> sizes = new ArrayList<>();
    long left = x.shape().dim(axis);
    for (int size : node.attribute(1, options.numSplits())) {
      if (size < -1 || size == 0) {
        throw node.malformed("Split size", "at least 1, or one -1", size);
      }
      sizes.add(size);
      left -= Math.max(0, size);
    }
    int open = sizes.indexOf(-1);
    if (open >= 0) {
      if (left < 1 || sizes.lastIndexOf(-1) != open) {
        throw node.malformed("Split sizes do not leave one open part of at least 1");
      }
      sizes.set(open, (int) left);
    }
    node.emit(new Op.Split(axis, sizes), x);
  }

  private static void requireParts(NodeReader node, int parts) {
    if (parts != node.outputCount()) {
      throw node.malformed("Parts", node.outputCount() + " as there are outputs", parts);
    }
  }

  /** Inputs: x, permutation (a constant). */
  static void transpose(NodeReader node) {
    Value x = node.floats(0);
    List<Integer> permutation = new ArrayList<>();
    for (int axis : node.attribute(1, x.shape().rank())) {
      permutation.add(node.axis(axis, x.shape().rank()));
    }
    node.emit(new Op.Transpose(permutation), x);
  }

  /** Inputs: x, indices (a constant, so that none can leave x at run time). */
  static void gather(NodeReader node) {
    GatherOptions options = node.optionsOrNull(BuiltinOptions.GatherOptions, new GatherOptions());
    if (options != null && options.batchDims() != 0) {
      throw node.unsupported("batch_dims " + options.batchDims(), "0");
    }
    Value x = node.floats(0);
    int axis = node.axis(options == null ? 0 : options.axis(), x.shape().rank());
    Value indices = node.any(1);
    if (indices.type() != DataType.INT32 && indices.type() != DataType.INT64) {
      throw node.unsupported("index type " + indices.type(), "INT32, INT64");
    }
    if (!(node.constant(1) instanceof Constant.Ints constant)) {
      throw node.unsupported("indices computed at run time", "constant indices");
    }
    for (int index : constant.ints()) {
      if (index < 0 || index >= x.shape().dim(axis)) {
        throw node.malformed("Index", "0.." + (x.shape().dim(axis) - 1), index);
      }
    }
    node.emit(new Op.Gather(axis), x, indices);
  }
}
