package dev.gossamer.tflite;

import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.StridedSliceOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** SLICE and STRIDED_SLICE, masks resolved. */
final class SliceOperators {
  private SliceOperators() {}

  /** Inputs: x, begin, size (constants; a size of -1 takes the rest). */
  static void slice(NodeReader node) {
    Value x = node.floats(0);
    int rank = x.shape().rank();
    int[] begin = node.attribute(1, rank);
    int[] size = node.attribute(2, rank);
    List<Integer> begins = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int extent = x.shape().dim(axis);
      if (begin[axis] < 0 || begin[axis] >= extent) {
        throw node.malformed("Begin of axis " + axis, "0.." + (extent - 1), begin[axis]);
      }
      begins.add(begin[axis]);
      sizes.add(size[axis] == -1 ? extent - begin[axis] : size[axis]);
    }
    node.emit(new Op.StridedSlice(begins, sizes, Collections.nCopies(rank, 1)), x);
  }

  /**
   * Inputs: x, begin, end, strides (constants). Bit i of a mask belongs to entry i of begin: the
   * masks for begin and end ignore the number there, an ellipsis stands for all axes not named, a
   * new axis adds an extent of 1, a shrunk one takes a single index and drops the extent.
   */
  static void stridedSlice(NodeReader node) {
    StridedSliceOptions options =
        node.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
    Value x = node.floats(0);
    int[] begin = node.attribute(1);
    SliceResolver resolver =
        new SliceResolver(
            node,
            x.shape(),
            options,
            begin,
            node.attribute(2, begin.length),
            node.attribute(3, begin.length));
    resolver.resolve();
    Op slice = new Op.StridedSlice(resolver.begins, resolver.sizes, resolver.strides);
    Shape sliced = ShapeOperators.shape(resolver.sizes);
    Shape shape = ShapeOperators.shape(resolver.outputDims);
    if (shape.equals(sliced)) {
      node.emit(slice, x);
    } else {
      node.emit(new Op.Reshape(shape), node.intermediate(slice, x));
    }
  }

  /** Walks the entries of begin and the axes of x side by side. */
  private static final class SliceResolver {
    final List<Integer> begins = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    final List<Integer> strides = new ArrayList<>();
    final List<Integer> outputDims = new ArrayList<>();
    private final NodeReader node;
    private final Shape in;
    private final StridedSliceOptions options;
    private final int[] begin;
    private final int[] end;
    private final int[] stride;

    SliceResolver(
        NodeReader node,
        Shape in,
        StridedSliceOptions options,
        int[] begin,
        int[] end,
        int[] stride) {
      this.node = node;
      this.in = in;
      this.options = options;
      this.begin = begin;
      this.end = end;
      this.stride = stride;
    }

    void resolve() {
      if (begin.length > 2 * ReadLimits.MAX_RANK) {
        throw node.malformed("Entries", "at most " + 2 * ReadLimits.MAX_RANK, begin.length);
      }
      int named = 0;
      int ellipses = 0;
      for (int entry = 0; entry < begin.length; entry++) {
        boolean ellipsis = bit(options.ellipsisMask(), entry);
        ellipses += ellipsis ? 1 : 0;
        named += ellipsis || bit(options.newAxisMask(), entry) ? 0 : 1;
      }
      if (ellipses > 1 || named > in.rank()) {
        throw node.malformed(
            "Axes named", "at most " + in.rank() + " and one ellipsis", named + ", " + ellipses);
      }
      for (int entry = 0; entry < begin.length; entry++) {
        if (bit(options.ellipsisMask(), entry)) {
          takeWhole(in.rank() - named);
        } else if (bit(options.newAxisMask(), entry)) {
          outputDims.add(1);
        } else {
          take(entry);
        }
      }
      takeWhole(in.rank() - begins.size());
      if (outputDims.size() > ReadLimits.MAX_RANK) {
        throw node.malformed("Rank", "at most " + ReadLimits.MAX_RANK, outputDims.size());
      }
    }

    private void takeWhole(int axes) {
      for (int i = 0; i < axes; i++) {
        int extent = in.dim(begins.size());
        add(0, extent, 1);
        outputDims.add(extent);
      }
    }

    private void take(int entry) {
      int extent = in.dim(begins.size());
      int step = stride[entry];
      if (step == 0) {
        throw node.malformed("Stride of entry " + entry, "not 0", 0);
      }
      if (bit(options.shrinkAxisMask(), entry)) {
        long at = begin[entry] < 0 ? (long) begin[entry] + extent : begin[entry];
        if (at < 0 || at >= extent) {
          throw node.malformed("Index of entry " + entry, -extent + ".." + (extent - 1), at);
        }
        add((int) at, 1, 1);
        return;
      }
      long first = clamp(begin[entry], extent, step);
      long stop = clamp(end[entry] + (options.offset() ? (long) begin[entry] : 0), extent, step);
      if (bit(options.beginMask(), entry)) {
        first = step > 0 ? 0 : extent - 1;
      }
      if (bit(options.endMask(), entry)) {
        stop = step > 0 ? extent : -1;
      }
      long size =
          step > 0 ? (stop - first + step - 1) / step : (first - stop - step - 1) / -(long) step;
      if (size < 1) {
        throw node.malformed("Size of entry " + entry, "at least 1", size);
      }
      add((int) first, (int) size, step);
      outputDims.add((int) size);
    }

    /** From the end if negative; then into the axis, or one step before it for negative strides. */
    private static long clamp(long index, int extent, int step) {
      long absolute = index < 0 ? index + extent : index;
      return step > 0
          ? Math.max(0, Math.min(extent, absolute))
          : Math.max(-1, Math.min(extent - 1, absolute));
    }

    private void add(int first, int size, int step) {
      begins.add(first);
      sizes.add(size);
      strides.add(step);
    }

    private static boolean bit(int mask, int entry) {
      return (mask >> entry & 1) != 0;
    }
  }
}
