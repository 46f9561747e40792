package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Stride;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DepthToSpaceOptions;
import dev.gossamer.tflite.schema.Pool2DOptions;
import dev.gossamer.tflite.schema.ReducerOptions;
import dev.gossamer.tflite.schema.ResizeBilinearOptions;
import dev.gossamer.tflite.schema.ResizeNearestNeighborOptions;
import dev.gossamer.tflite.schema.SpaceToDepthOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpatialOperatorsTest {

  @Test
  void maximumPoolingWithSamePadding() {
    TestModel model = new TestModel();
    int x = model.input(1, 5, 6, 2);
    int y = model.output(1, 3, 2, 2);
    pool(model, BuiltinOperator.MAX_POOL_2D, (byte) 0, 3, 2, 4, 3, (byte) 1, x, y);

    // Height: (3 - 1) * 2 + 3 - 5 = 2; width: (2 - 1) * 3 + 4 - 6 = 1.
    assertThat(model.readOp())
        .isEqualTo(
            new Op.Pool2d(
                Op.Pool2d.Kind.MAX,
                3,
                4,
                new Stride(2, 3),
                new Padding(1, 1, 0, 1),
                Activation.RELU));
  }

  @Test
  void averagePoolingOverEverything() {
    TestModel model = new TestModel();
    int x = model.input(1, 5, 6, 2);
    int y = model.output(1, 1, 1, 2);
    pool(model, BuiltinOperator.AVERAGE_POOL_2D, (byte) 1, 1, 1, 6, 5, (byte) 0, x, y);

    assertThat(model.readOp())
        .isEqualTo(
            new Op.Pool2d(Op.Pool2d.Kind.AVERAGE, 5, 6, Stride.ONE, Padding.NONE, Activation.NONE));
  }

  @Test
  void reductionsCountAxesFromTheEndAndIgnoreRepetitions() {
    TestModel model = new TestModel();
    int x = model.input(1, 5, 6, 2);
    int axes = model.ints(-2, 1, 2);
    int y = model.output(1, 2);
    reduce(model, BuiltinOperator.MEAN, false, of(x, axes), y);

    assertThat(model.readOp()).isEqualTo(new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false));
  }

  @Test
  void reductionsKeepDimensionsIfAsked() {
    TestModel model = new TestModel();
    int x = model.input(1, 5, 6, 2);
    int axis = model.ints(of(), 3);
    int y = model.output(1, 5, 6, 1);
    reduce(model, BuiltinOperator.REDUCE_MAX, true, of(x, axis), y);

    assertThat(model.readOp())
        .isEqualTo(new Op.Reduce(Op.Reduce.Kind.REDUCE_MAX, List.of(3), true));
  }

  @Test
  void sumToAScalar() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int axes = model.ints(0, 1);
    int y = model.output();
    model.spec(y).hasRank = true;
    reduce(model, BuiltinOperator.SUM, false, of(x, axes), y);

    assertThat(model.read().outputs().get(0).shape().rank()).isZero();
  }

  @Test
  void axesOutsideTheShapeAreRefused() {
    for (int axis : of(4, -5)) {
      TestModel model = new TestModel();
      int x = model.input(1, 5, 6, 2);
      int axes = model.ints(axis);
      reduce(model, BuiltinOperator.MEAN, false, of(x, axes), model.output(1, 5, 6));

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Axis: expected -4..3, found " + axis);
    }
  }

  @Test
  void bilinearResize() {
    for (int flags = 0; flags < 3; flags++) {
      boolean align = flags == 1;
      boolean half = flags == 2;
      TestModel model = new TestModel();
      int x = model.input(1, 3, 4, 2);
      int size = model.ints(6, 9);
      model.operator(
          BuiltinOperator.RESIZE_BILINEAR,
          BuiltinOptions.ResizeBilinearOptions,
          fbb -> ResizeBilinearOptions.createResizeBilinearOptions(fbb, align, half),
          of(x, size),
          model.output(1, 6, 9, 2));

      assertThat(model.readOp())
          .isEqualTo(new Op.Resize(Op.Resize.Kind.BILINEAR, 6, 9, align, half));
    }
  }

  @Test
  void alignedCornersAndHalfPixelsExcludeEachOther() {
    TestModel model = new TestModel();
    int x = model.input(1, 3, 4, 2);
    int size = model.ints(6, 9);
    model.operator(
        BuiltinOperator.RESIZE_BILINEAR,
        BuiltinOptions.ResizeBilinearOptions,
        fbb -> ResizeBilinearOptions.createResizeBilinearOptions(fbb, true, true),
        of(x, size),
        model.output(1, 6, 9, 2));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("exclude each other");
  }

  @Test
  void nearestNeighborResize() {
    TestModel model = new TestModel();
    int x = model.input(1, 3, 4, 2);
    int size = model.ints(6, 8);
    model.operator(
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
        BuiltinOptions.ResizeNearestNeighborOptions,
        fbb -> ResizeNearestNeighborOptions.createResizeNearestNeighborOptions(fbb, false, true),
        of(x, size),
        model.output(1, 6, 8, 2));

    assertThat(model.readOp())
        .isEqualTo(new Op.Resize(Op.Resize.Kind.NEAREST_NEIGHBOR, 6, 8, false, true));
  }

  @Test
  void pixelShuffles() {
    TestModel up = new TestModel();
    int x = up.input(1, 2, 3, 12);
    up.operator(
        BuiltinOperator.DEPTH_TO_SPACE,
        BuiltinOptions.DepthToSpaceOptions,
        fbb -> DepthToSpaceOptions.createDepthToSpaceOptions(fbb, 2),
        of(x),
        up.output(1, 4, 6, 3));
    TestModel down = new TestModel();
    x = down.input(1, 6, 3, 2);
    down.operator(
        BuiltinOperator.SPACE_TO_DEPTH,
        BuiltinOptions.SpaceToDepthOptions,
        fbb -> SpaceToDepthOptions.createSpaceToDepthOptions(fbb, 3),
        of(x),
        down.output(1, 2, 1, 18));

    assertThat(up.readOp()).isEqualTo(new Op.DepthToSpace(2));
    assertThat(down.readOp()).isEqualTo(new Op.SpaceToDepth(3));
  }

  private static void pool(
      TestModel model,
      int operator,
      byte padding,
      int strideW,
      int strideH,
      int filterW,
      int filterH,
      byte activation,
      int x,
      int y) {
    model.operator(
        operator,
        BuiltinOptions.Pool2DOptions,
        fbb ->
            Pool2DOptions.createPool2DOptions(
                fbb, padding, strideW, strideH, filterW, filterH, activation),
        of(x),
        y);
  }

  private static void reduce(TestModel model, int operator, boolean keepDims, int[] inputs, int y) {
    model.operator(
        operator,
        BuiltinOptions.ReducerOptions,
        fbb -> ReducerOptions.createReducerOptions(fbb, keepDims),
        inputs,
        y);
  }
}
