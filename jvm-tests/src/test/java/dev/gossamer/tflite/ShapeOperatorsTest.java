package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.ConcatenationOptions;
import dev.gossamer.tflite.schema.GatherOptions;
import dev.gossamer.tflite.schema.ReshapeOptions;
import dev.gossamer.tflite.schema.SplitOptions;
import dev.gossamer.tflite.schema.SplitVOptions;
import dev.gossamer.tflite.schema.SqueezeOptions;
import dev.gossamer.tflite.schema.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeOperatorsTest {

  @Test
  void reshapeToAnInput() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    int shape = model.ints(1, -1, 2);
    model.operator(BuiltinOperator.RESHAPE, of(x, shape), model.output(1, 6, 2));

    assertThat(model.readOp()).isEqualTo(new Op.Reshape(Shape.of(1, 6, 2)));
  }

  @Test
  void reshapeToTheOptions() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    reshapeByOptions(model, x, model.output(3, 4), 3, 4);

    assertThat(model.readOp()).isEqualTo(new Op.Reshape(Shape.of(3, 4)));
  }

  @Test
  void reshapeToAScalarAsOldConvertersWriteIt() {
    TestModel model = new TestModel();
    int x = model.input(1, 1);
    reshapeByOptions(model, x, model.output(), 0);

    assertThat(model.readOp()).isEqualTo(new Op.Reshape(Shape.of()));
  }

  @Test
  void reshapeMustKeepTheNumberOfElements() {
    for (int[] shape : List.of(of(5), of(-1, 5), of(-1, -1), of(0, 12), of(1 << 20, 1 << 20))) {
      TestModel model = new TestModel();
      int x = model.input(1, 4, 3);
      int wanted = model.ints(shape);
      model.operator(BuiltinOperator.RESHAPE, of(x, wanted), model.output(12));

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("operator 0 RESHAPE");
    }
  }

  @Test
  void reshapeToAShapeComputedAtRunTimeIsUnsupported() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    int shape = model.tensor(TensorType.INT32, 2);
    model.inputs.add(shape);
    model.operator(BuiltinOperator.RESHAPE, of(x, shape), model.output(4, 3));

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input 1 computed at run time");
  }

  @Test
  void squeezeOfNamedAxes() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 1, 3, 1);
    model.operator(
        BuiltinOperator.SQUEEZE,
        BuiltinOptions.SqueezeOptions,
        fbb ->
            SqueezeOptions.createSqueezeOptions(
                fbb, SqueezeOptions.createSqueezeDimsVector(fbb, of(-1, 2))),
        of(x),
        model.output(1, 4, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Reshape(Shape.of(1, 4, 3)));
  }

  @Test
  void squeezeOfEveryOne() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 1, 3, 1);
    model.operator(BuiltinOperator.SQUEEZE, of(x), model.output(4, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Reshape(Shape.of(4, 3)));
  }

  @Test
  void expandDimsBeforeOrBehind() {
    TestModel before = new TestModel();
    int x = before.input(4, 3);
    int axis = before.ints(of(), 0);
    before.operator(BuiltinOperator.EXPAND_DIMS, of(x, axis), before.output(1, 4, 3));
    TestModel behind = new TestModel();
    x = behind.input(4, 3);
    axis = behind.ints(-1);
    behind.operator(BuiltinOperator.EXPAND_DIMS, of(x, axis), behind.output(4, 3, 1));

    assertThat(before.readOp()).isEqualTo(new Op.Reshape(Shape.of(1, 4, 3)));
    assertThat(behind.readOp()).isEqualTo(new Op.Reshape(Shape.of(4, 3, 1)));
  }

  @Test
  void padWithZeros() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3, 2);
    int paddings = model.ints(of(4, 2), 0, 0, 1, 2, 3, 0, 0, 5);
    model.operator(BuiltinOperator.PAD, of(x, paddings), model.output(1, 7, 6, 7));

    assertThat(model.readOp()).isEqualTo(new Op.Pad(List.of(0, 1, 3, 0), List.of(0, 2, 0, 5), 0f));
  }

  @Test
  void padWithAValueAndLongPaddings() {
    TestModel model = new TestModel();
    int x = model.input(4);
    int paddings = model.longs(of(1, 2), 1, 2);
    int value = model.floats(of(), -7f);
    model.operator(BuiltinOperator.PADV2, of(x, paddings, value), model.output(7));

    assertThat(model.readOp()).isEqualTo(new Op.Pad(List.of(1), List.of(2), -7f));
  }

  @Test
  void negativePaddingIsRefused() {
    TestModel model = new TestModel();
    int x = model.input(4);
    int paddings = model.ints(of(1, 2), -1, 2);
    model.operator(BuiltinOperator.PAD, of(x, paddings), model.output(5));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("padding must not be negative");
  }

  @Test
  void concatenationAlongTheLastAxis() {
    TestModel model = new TestModel();
    int a = model.input(1, 4, 3);
    int b = model.input(1, 4, 2);
    model.operator(
        BuiltinOperator.CONCATENATION,
        BuiltinOptions.ConcatenationOptions,
        fbb -> ConcatenationOptions.createConcatenationOptions(fbb, -1, (byte) 3),
        of(a, b, a),
        model.output(1, 4, 8));

    assertThat(model.readOp()).isEqualTo(new Op.Concatenation(2, Activation.RELU6));
  }

  @Test
  void splitIntoEqualPartsKeepsTheirNames() {
    TestModel model = new TestModel();
    int axis = model.ints(of(), -1);
    int x = model.input(2, 6);
    int[] parts = of(model.output(2, 2), model.output(2, 2), model.output(2, 2));
    model.operator(
        BuiltinOperator.SPLIT,
        BuiltinOptions.SplitOptions,
        fbb -> SplitOptions.createSplitOptions(fbb, 3),
        of(axis, x),
        parts);

    Graph graph = model.read();
    assertThat(graph.nodes().get(0).op()).isEqualTo(new Op.Split(1, List.of(2, 2, 2)));
    assertThat(graph.outputs()).extracting(Value::name).containsExactly("t2", "t3", "t4");
  }

  @Test
  void splitIntoSizesOneOfThemOpen() {
    TestModel model = new TestModel();
    int x = model.input(2, 6);
    int sizes = model.ints(1, -1, 2);
    int axis = model.ints(1);
    int[] parts = of(model.output(2, 1), model.output(2, 3), model.output(2, 2));
    model.operator(
        BuiltinOperator.SPLIT_V,
        BuiltinOptions.SplitVOptions,
        fbb -> SplitVOptions.createSplitVOptions(fbb, 3),
        of(x, sizes, axis),
        parts);

    assertThat(model.readOp()).isEqualTo(new Op.Split(1, List.of(1, 3, 2)));
  }

  @Test
  void transposeTakesAPermutation() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3, 2);
    int permutation = model.ints(0, -1, 1, 2);
    model.operator(BuiltinOperator.TRANSPOSE, of(x, permutation), model.output(1, 2, 4, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Transpose(List.of(0, 3, 1, 2)));
  }

  @Test
  void gatherOfConstantIndices() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    int indices = model.ints(of(2, 2), 3, 0, 0, 1);
    gather(model, -2, 0, of(x, indices), model.output(1, 2, 2, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Gather(1));
  }

  @Test
  void gatherOfOneIndexDropsTheAxis() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    int index = model.longs(of(), 3);
    gather(model, 1, 0, of(x, index), model.output(1, 3));

    assertThat(model.read().outputs().get(0).shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void gatherOutsideOfTheAxisIsRefused() {
    for (int index : of(4, -1)) {
      TestModel model = new TestModel();
      int x = model.input(1, 4, 3);
      int indices = model.ints(index);
      gather(model, 1, 0, of(x, indices), model.output(1, 1, 3));

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Index: expected 0..3, found " + index);
    }
  }

  @Test
  void gatherPerBatchIsUnsupported() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3);
    int indices = model.ints(0);
    gather(model, 1, 1, of(x, indices), model.output(1, 1, 3));

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("batch_dims 1");
  }

  private static void reshapeByOptions(TestModel model, int x, int y, int... shape) {
    model.operator(
        BuiltinOperator.RESHAPE,
        BuiltinOptions.ReshapeOptions,
        fbb ->
            ReshapeOptions.createReshapeOptions(
                fbb, ReshapeOptions.createNewShapeVector(fbb, shape)),
        of(x),
        y);
  }

  private static void gather(TestModel model, int axis, int batchDims, int[] inputs, int y) {
    model.operator(
        BuiltinOperator.GATHER,
        BuiltinOptions.GatherOptions,
        fbb -> GatherOptions.createGatherOptions(fbb, axis, batchDims),
        inputs,
        y);
  }
}
