package dev.gossamer.tflite;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DepthToSpaceOptions;
import dev.gossamer.tflite.schema.MulOptions;
import dev.gossamer.tflite.schema.Pool2DOptions;
import dev.gossamer.tflite.schema.ReducerOptions;
import dev.gossamer.tflite.schema.ResizeBilinearOptions;
import dev.gossamer.tflite.schema.ResizeNearestNeighborOptions;
import dev.gossamer.tflite.schema.SpaceToDepthOptions;

/** Operators that gather or spread pixels; the way back is {@link SpatialOperators}. */
final class SpatialWriter {
  private SpatialWriter() {}

  static void pool(NodeWriter writer, Node node, Op.Pool2d pool) {
    boolean max = pool.kind() == Op.Pool2d.Kind.MAX;
    int builtin = max ? BuiltinOperator.MAX_POOL_2D : BuiltinOperator.AVERAGE_POOL_2D;
    Shape x = node.input(0).shape();
    Padding same =
        Padding.same(
            x.dim(1), x.dim(2), pool.kernelHeight(), pool.kernelWidth(), pool.stride(), Stride.ONE);
    int input = writer.operand(node, 0);
    byte activation = NodeWriter.fused(pool.activation());
    if (pool.padding().isNone() || pool.padding().equals(same)) {
      FileAssembly.Options options = options(pool, code(pool.padding()), activation);
      writer.emitFused(node, builtin, 1, BuiltinOptions.Pool2DOptions, options, input);
      return;
    }
    float around = max ? Float.NEGATIVE_INFINITY : 0f;
    int padded = MovementWriter.pad(writer, node, input, x, pool.padding(), around);
    if (max) {
      FileAssembly.Options options = options(pool, code(Padding.NONE), activation);
      writer.emitFused(node, builtin, 1, BuiltinOptions.Pool2DOptions, options, padded);
    } else {
      paddedAverage(writer, node, pool, padded);
    }
  }

  /** Padded pixels must not count: the average over all is scaled by all over those that are. */
  private static void paddedAverage(NodeWriter writer, Node node, Op.Pool2d pool, int padded) {
    Shape y = node.output().shape();
    int average = writer.intermediate(node, "AVERAGE_POOL_2D", y);
    writer
        .file()
        .operator(
            BuiltinOperator.AVERAGE_POOL_2D,
            1,
            BuiltinOptions.Pool2DOptions,
            options(pool, code(Padding.NONE), ActivationFunctionType.NONE),
            new int[] {padded},
            average);
    Shape x = node.input(0).shape();
    float[] scale = new float[y.dim(1) * y.dim(2)];
    for (int i = 0; i < scale.length; i++) {
      int top = i / y.dim(2) * pool.stride().height() - pool.padding().top();
      int left = i % y.dim(2) * pool.stride().width() - pool.padding().left();
      int rows = inside(top, pool.kernelHeight(), x.dim(1));
      int columns = inside(left, pool.kernelWidth(), x.dim(2));
      scale[i] = (float) (pool.kernelHeight() * pool.kernelWidth()) / (rows * columns);
    }
    int factors =
        writer.file().floats(node.name() + ":scale", new int[] {1, y.dim(1), y.dim(2), 1}, scale);
    byte activation = NodeWriter.fused(pool.activation());
    writer.emitFused(
        node,
        BuiltinOperator.MUL,
        1,
        BuiltinOptions.MulOptions,
        file -> MulOptions.createMulOptions(file, activation),
        average,
        factors);
  }

  private static int inside(int from, int kernel, int extent) {
    return Math.min(extent, from + kernel) - Math.max(0, from);
  }

  private static byte code(Padding padding) {
    return padding.isNone()
        ? dev.gossamer.tflite.schema.Padding.VALID
        : dev.gossamer.tflite.schema.Padding.SAME;
  }

  private static FileAssembly.Options options(Op.Pool2d pool, byte padding, byte activation) {
    return file ->
        Pool2DOptions.createPool2DOptions(
            file,
            padding,
            pool.stride().width(),
            pool.stride().height(),
            pool.kernelWidth(),
            pool.kernelHeight(),
            activation);
  }

  static void reduce(NodeWriter writer, Node node, Op.Reduce reduce) {
    if (reduce.axes().isEmpty()) {
      MovementWriter.reshape(writer, node);
      return;
    }
    int builtin =
        switch (reduce.kind()) {
          case MEAN -> BuiltinOperator.MEAN;
          case SUM -> BuiltinOperator.SUM;
          case REDUCE_MAX -> BuiltinOperator.REDUCE_MAX;
        };
    writer.emit(
        node,
        builtin,
        1,
        BuiltinOptions.ReducerOptions,
        file -> ReducerOptions.createReducerOptions(file, reduce.keepDims()),
        writer.operand(node, 0),
        writer.ints(node, "axes", reduce.axes()));
  }

  static void resize(NodeWriter writer, Node node, Op.Resize resize) {
    int input = writer.operand(node, 0);
    int size = writer.ints(node, "size", resize.outHeight(), resize.outWidth());
    boolean align = resize.alignCorners();
    boolean half = resize.halfPixelCenters();
    switch (resize.kind()) {
      case BILINEAR ->
          writer.emit(
              node,
              BuiltinOperator.RESIZE_BILINEAR,
              half ? 3 : 1,
              BuiltinOptions.ResizeBilinearOptions,
              file -> ResizeBilinearOptions.createResizeBilinearOptions(file, align, half),
              input,
              size);
      case NEAREST_NEIGHBOR ->
          writer.emit(
              node,
              BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
              half || align ? 3 : 1,
              BuiltinOptions.ResizeNearestNeighborOptions,
              file ->
                  ResizeNearestNeighborOptions.createResizeNearestNeighborOptions(
                      file, align, half),
              input,
              size);
    }
  }

  static void depthToSpace(NodeWriter writer, Node node, Op.DepthToSpace shuffle) {
    writer.emit(
        node,
        BuiltinOperator.DEPTH_TO_SPACE,
        1,
        BuiltinOptions.DepthToSpaceOptions,
        file -> DepthToSpaceOptions.createDepthToSpaceOptions(file, shuffle.block()),
        writer.operand(node, 0));
  }

  static void spaceToDepth(NodeWriter writer, Node node, Op.SpaceToDepth shuffle) {
    writer.emit(
        node,
        BuiltinOperator.SPACE_TO_DEPTH,
        1,
        BuiltinOptions.SpaceToDepthOptions,
        file -> SpaceToDepthOptions.createSpaceToDepthOptions(file, shuffle.block()),
        writer.operand(node, 0));
  }
}
