package dev.gossamer.tflite;

import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DepthToSpaceOptions;
import dev.gossamer.tflite.schema.Pool2DOptions;
import dev.gossamer.tflite.schema.ReducerOptions;
import dev.gossamer.tflite.schema.ResizeBilinearOptions;
import dev.gossamer.tflite.schema.ResizeNearestNeighborOptions;
import dev.gossamer.tflite.schema.SpaceToDepthOptions;
import java.util.ArrayList;
import java.util.List;

/** Operators that gather or spread pixels: pooling, reduction, resizing, pixel shuffles. */
final class SpatialOperators {
  private SpatialOperators() {}

  static void pool(NodeReader node, Op.Pool2d.Kind kind) {
    Pool2DOptions options = node.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
    Value x = node.floats(0);
    Shape in = node.rank4("input", x);
    int height = node.window("Filter height", options.filterHeight());
    int width = node.window("Filter width", options.filterWidth());
    Stride stride = ConvolutionOperators.stride(node, options.strideH(), options.strideW());
    Padding padding =
        ConvolutionOperators.isSame(node, options.padding())
            ? Padding.same(in.dim(1), in.dim(2), height, width, stride, Stride.ONE)
            : Padding.NONE;
    node.emit(
        new Op.Pool2d(
            kind,
            height,
            width,
            stride,
            padding,
            node.activation(options.fusedActivationFunction())),
        x);
  }

  /** Inputs: x, axes (a constant; from the end if negative, repetitions ignored). */
  static void reduce(NodeReader node, Op.Reduce.Kind kind) {
    ReducerOptions options =
        node.optionsOrNull(BuiltinOptions.ReducerOptions, new ReducerOptions());
    Value x = node.floats(0);
    boolean[] reduced = new boolean[x.shape().rank()];
    for (int axis : node.attribute(1)) {
      reduced[node.axis(axis, reduced.length)] = true;
    }
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < reduced.length; axis++) {
      if (reduced[axis]) {
        axes.add(axis);
      }
    }
    node.emit(new Op.Reduce(kind, axes, options != null && options.keepDims()), x);
  }

  /** Inputs: x, output height and width (a constant). */
  static void resize(NodeReader node, Op.Resize.Kind kind) {
    boolean alignCorners = false;
    boolean halfPixelCenters = false;
    if (kind == Op.Resize.Kind.BILINEAR) {
      ResizeBilinearOptions options =
          node.optionsOrNull(BuiltinOptions.ResizeBilinearOptions, new ResizeBilinearOptions());
      alignCorners = options != null && options.alignCorners();
      halfPixelCenters = options != null && options.halfPixelCenters();
    } else {
      ResizeNearestNeighborOptions options =
          node.optionsOrNull(
              BuiltinOptions.ResizeNearestNeighborOptions, new ResizeNearestNeighborOptions());
      alignCorners = options != null && options.alignCorners();
      halfPixelCenters = options != null && options.halfPixelCenters();
    }
    if (kind == Op.Resize.Kind.BILINEAR && alignCorners && halfPixelCenters) {
      throw node.malformed("align_corners and half_pixel_centers exclude each other");
    }
    int[] size = node.attribute(1, 2);
    node.emit(
        new Op.Resize(kind, size[0], size[1], alignCorners, halfPixelCenters), node.floats(0));
  }

  static void depthToSpace(NodeReader node) {
    DepthToSpaceOptions options =
        node.options(BuiltinOptions.DepthToSpaceOptions, new DepthToSpaceOptions());
    node.emit(new Op.DepthToSpace(node.window("Block", options.blockSize())), node.floats(0));
  }

  static void spaceToDepth(NodeReader node) {
    SpaceToDepthOptions options =
        node.options(BuiltinOptions.SpaceToDepthOptions, new SpaceToDepthOptions());
    node.emit(new Op.SpaceToDepth(node.window("Block", options.blockSize())), node.floats(0));
  }
}
