package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.sparse.IndexVector;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoLayout.Format;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.sparse.ValueVector;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.ConcatenationOptions;
import dev.gossamer.tflite.schema.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Well-formed files that were made to cost much more than their size. */
class HostileModelTest {

  @Test
  void aHugeInput() {
    TestModel model = new TestModel();
    int x = model.input(1 << 20, 1 << 10);
    model.operator(BuiltinOperator.NEG, of(x), model.output(1 << 20, 1 << 10));

    assertRefused(model, "Model needs too much memory: expected at most");
  }

  @Test
  void hugeResults() {
    TestModel pad = new TestModel();
    int x = pad.input(1, 2);
    int paddings = pad.ints(of(2, 2), 0, 0, 0, 1 << 30);
    pad.operator(BuiltinOperator.PAD, of(x, paddings), pad.output(1, 2 + (1 << 30)));
    TestModel resize = new TestModel();
    x = resize.input(1, 1, 1, 1);
    int size = resize.ints(40000, 40000);
    resize.operator(
        BuiltinOperator.RESIZE_BILINEAR, of(x, size), resize.output(1, 40000, 40000, 1));
    TestModel broadcast = new TestModel();
    int a = broadcast.input(1 << 15, 1);
    int b = broadcast.input(1, 1 << 15);
    broadcast.operator(BuiltinOperator.ADD, of(a, b), broadcast.output(1 << 15, 1 << 15));

    assertRefused(pad, "Model needs too much memory");
    assertRefused(resize, "Model needs too much memory");
    assertRefused(broadcast, "Model needs too much memory");
  }

  @Test
  void moreElementsThanAnIntCounts() {
    TestModel model = new TestModel();
    int x = model.input(1 << 16, 1 << 16);
    model.operator(BuiltinOperator.NEG, of(x), model.output(1 << 16, 1 << 16));

    assertRefused(model, "too many elements");
  }

  @Test
  void extentsBelowOne() {
    for (int extent : of(0, -1, Integer.MIN_VALUE)) {
      TestModel model = new TestModel();
      model.outputs.add(model.input(1, extent));
      assertRefused(model, "extent must be at least 1");
    }
  }

  @Test
  void aConvolutionOfWeightsThatAreNotThere() {
    TacoTensor nothing =
        new TacoTensor(
            new TacoLayout(List.of(0, 1), List.of(), List.of(Format.CSR, Format.DENSE), List.of()),
            List.of(IndexVector.of(0, 0), IndexVector.EMPTY),
            List.of(IndexVector.EMPTY, IndexVector.EMPTY),
            ValueVector.of());
    TestModel rows = new TestModel();
    int w = rows.sparse(of(1 << 28, 4), nothing, 32);
    rows.operator(BuiltinOperator.DENSIFY, of(w), rows.output(1 << 28, 4));
    TestModel columns = new TestModel();
    w = columns.sparse(of(4, 1 << 28), nothing, 32);
    columns.operator(BuiltinOperator.DENSIFY, of(w), columns.output(4, 1 << 28));

    assertRefused(rows, "Model needs too much memory");
    assertRefused(columns, "Model needs too much memory");
  }

  @Test
  void oneBufferForManyConstants() {
    TestModel model = new TestModel();
    int data = model.bytes(TensorType.INT8, of(1 << 20), new int[1 << 20]);
    model.quantize(data, 1, 0);
    for (int i = 0; i < 300; i++) {
      int copy = model.tensor(TensorType.INT8, 1 << 20);
      model.spec(copy).buffer = data + 1;
      model.quantize(copy, 1, 0);
      model.operator(BuiltinOperator.DEQUANTIZE, of(copy), model.output(1 << 20));
    }

    assertRefused(model, "Model needs too much memory");
  }

  @Test
  void oneBufferForManyFloatConstantsIsReadOnce() {
    TestModel model = new TestModel();
    int data = model.floats(of(1 << 16));
    for (int i = 0; i < 300; i++) {
      int copy = model.tensor(TensorType.FLOAT32, 1 << 16);
      model.spec(copy).buffer = data + 1;
      model.outputs.add(copy);
    }
    byte[] file = model.bytes();
    Damage damage = new Damage();

    damage.attempt("shared buffer", file, false);

    assertThat(damage.clean()).isEqualTo(1);
  }

  @Test
  void oneLongNameForManyTensors() {
    TestModel model = new TestModel();
    String name = "x".repeat(1 << 20);
    int previous = model.input(1);
    for (int i = 0; i < 1000; i++) {
      int next = model.output(1);
      model.spec(next).name = name;
      model.operator(BuiltinOperator.NEG, of(previous), next);
      previous = next;
    }

    assertRefused(model, "Model needs too much memory");
  }

  @Test
  void oneLongListOfInputsForManyOperators() {
    TestModel model = new TestModel();
    int x = model.input(1);
    int[] inputs = new int[100_000];
    for (int i = 0; i < 1000; i++) {
      model.operator(
          BuiltinOperator.CONCATENATION,
          BuiltinOptions.ConcatenationOptions,
          fbb -> ConcatenationOptions.createConcatenationOptions(fbb, 0, (byte) 0),
          inputs,
          model.output(inputs.length));
    }
    assertThat(x).isZero();

    assertRefused(model, "Model needs too much memory");
  }

  @Test
  void aLongChainOfOperatorsRuns() {
    byte[] file = chain(2000).bytes();
    Damage damage = new Damage();

    damage.attempt("chain", file, true);

    assertThat(damage.clean()).isEqualTo(1);
  }

  @Test
  void aChainTooLongForItsFile() {
    assertRefused(chain(10_000), "Model needs too much memory");
  }

  private static TestModel chain(int length) {
    TestModel model = new TestModel();
    int previous = model.input(1);
    for (int i = 1; i < length; i++) {
      int next = model.tensor(TensorType.FLOAT32, 1);
      model.operator(BuiltinOperator.NEG, of(previous), next);
      previous = next;
    }
    model.operator(BuiltinOperator.NEG, of(previous), model.output(1));
    return model;
  }

  @Test
  void oneSubgraphManyTimes() {
    TestModel model = chain(1000);
    model.extraSubgraphs = 100_000;

    assertRefused(model, "vectors overlap");
  }

  @Test
  void tooManyTensorsOrOperators() {
    TestModel tensors = new TestModel();
    tensors.outputs.add(tensors.input(1));
    for (int i = 0; i < ReadLimits.DEFAULT_TENSORS; i++) {
      tensors.tensor(TensorType.FLOAT32, 1);
    }
    TestModel operators = new TestModel();
    int x = operators.input(1);
    int y = operators.output(1);
    for (int i = 0; i <= ReadLimits.DEFAULT_OPERATORS; i++) {
      operators.operator(BuiltinOperator.NEG, of(x), y);
    }

    assertRefused(tensors, "Tensors: expected at most 16384, found 16385");
    assertRefused(operators, "Operators: expected at most 16384, found 16385");
  }

  @Test
  void aMillionScales() {
    TestModel model = new TestModel();
    int w = model.bytes(TensorType.INT8, of(1), 1);
    model.quantize(w, new float[1 << 20], new long[] {0}, 0);
    model.operator(BuiltinOperator.DEQUANTIZE, of(w), model.output(1));

    assertRefused(model, "");
  }

  @Test
  void tooManyDimensions() {
    TestModel model = new TestModel();
    model.outputs.add(model.input(1, 1, 1, 1, 1, 1, 1, 1, 1));

    assertRefused(model, "Rank: expected at most 8, found 9");
  }

  @Test
  void limitsCanBeRaised() {
    TestModel model = new TestModel();
    int x = model.input(1 << 12, 1 << 10);
    model.operator(BuiltinOperator.NEG, of(x), model.output(1 << 12, 1 << 10));
    byte[] file = model.bytes();

    assertThatThrownBy(() -> TfliteReader.read(file)).isInstanceOf(ModelFormatException.class);
    assertThat(TfliteReader.read(file, new ReadLimits(64 << 20, 8, 0, 10, 10)).nodes()).hasSize(1);
  }

  private static void assertRefused(TestModel model, String message) {
    byte[] file = model.bytes();
    Damage damage = new Damage();
    damage.attempt(message, file, true);
    assertThat(damage.refused()).isEqualTo(1);
    assertThatThrownBy(() -> TfliteReader.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
