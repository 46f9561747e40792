package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Unary;
import dev.gossamer.tflite.schema.AddOptions;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DivOptions;
import dev.gossamer.tflite.schema.LeakyReluOptions;
import dev.gossamer.tflite.schema.MulOptions;
import dev.gossamer.tflite.schema.SoftmaxOptions;
import dev.gossamer.tflite.schema.SubOptions;
import dev.gossamer.tflite.schema.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ElementwiseOperatorsTest {

  @TestFactory
  Stream<DynamicTest> unaryOperators() {
    return Map.ofEntries(
            Map.entry(BuiltinOperator.RELU, Unary.Kind.RELU),
            Map.entry(BuiltinOperator.RELU6, Unary.Kind.RELU6),
            Map.entry(BuiltinOperator.RELU_N1_TO_1, Unary.Kind.RELU_N1_TO_1),
            Map.entry(BuiltinOperator.ELU, Unary.Kind.ELU),
            Map.entry(BuiltinOperator.HARD_SWISH, Unary.Kind.HARD_SWISH),
            Map.entry(BuiltinOperator.LOGISTIC, Unary.Kind.LOGISTIC),
            Map.entry(BuiltinOperator.TANH, Unary.Kind.TANH),
            Map.entry(BuiltinOperator.ABS, Unary.Kind.ABS),
            Map.entry(BuiltinOperator.EXP, Unary.Kind.EXP),
            Map.entry(BuiltinOperator.NEG, Unary.Kind.NEG),
            Map.entry(BuiltinOperator.SQRT, Unary.Kind.SQRT),
            Map.entry(BuiltinOperator.RSQRT, Unary.Kind.RSQRT),
            Map.entry(BuiltinOperator.SQUARE, Unary.Kind.SQUARE))
        .entrySet()
        .stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue().name(),
                    () -> {
                      TestModel model = new TestModel();
                      int x = model.input(2, 3);
                      model.operator(entry.getKey(), of(x), model.output(2, 3));
                      assertThat(model.readOp()).isEqualTo(new Unary(entry.getValue()));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> binaryOperatorsWithoutOptions() {
    return Map.of(
            BuiltinOperator.ADD, Binary.Kind.ADD,
            BuiltinOperator.SUB, Binary.Kind.SUB,
            BuiltinOperator.MUL, Binary.Kind.MUL,
            BuiltinOperator.DIV, Binary.Kind.DIV,
            BuiltinOperator.MAXIMUM, Binary.Kind.MAXIMUM,
            BuiltinOperator.MINIMUM, Binary.Kind.MINIMUM,
            BuiltinOperator.SQUARED_DIFFERENCE, Binary.Kind.SQUARED_DIFFERENCE)
        .entrySet()
        .stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue().name(),
                    () -> {
                      TestModel model = new TestModel();
                      int a = model.input(2, 1, 3);
                      int b = model.input(4, 1);
                      model.operator(entry.getKey(), of(a, b), model.output(2, 4, 3));
                      assertThat(model.readOp())
                          .isEqualTo(new Binary(entry.getValue(), Activation.NONE));
                    }));
  }

  @Test
  void everyArithmeticOperatorMayHaveAnActivation() {
    byte relu = 1;
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int a = model.tensor(TensorType.FLOAT32, 2, 3);
    int s = model.tensor(TensorType.FLOAT32, 2, 3);
    int m = model.tensor(TensorType.FLOAT32, 2, 3);
    int d = model.output(2, 3);
    model
        .operator(
            BuiltinOperator.ADD,
            BuiltinOptions.AddOptions,
            fbb -> AddOptions.createAddOptions(fbb, relu),
            of(x, x),
            a)
        .operator(
            BuiltinOperator.SUB,
            BuiltinOptions.SubOptions,
            fbb -> SubOptions.createSubOptions(fbb, relu),
            of(a, x),
            s)
        .operator(
            BuiltinOperator.MUL,
            BuiltinOptions.MulOptions,
            fbb -> MulOptions.createMulOptions(fbb, relu),
            of(s, a),
            m)
        .operator(
            BuiltinOperator.DIV,
            BuiltinOptions.DivOptions,
            fbb -> DivOptions.createDivOptions(fbb, relu),
            of(m, a),
            d);

    assertThat(model.read().nodes())
        .extracting(node -> node.op().activation())
        .containsOnly(Activation.RELU)
        .hasSize(4);
  }

  @Test
  void leakyReluHasASlope() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    model.operator(
        BuiltinOperator.LEAKY_RELU,
        BuiltinOptions.LeakyReluOptions,
        fbb -> LeakyReluOptions.createLeakyReluOptions(fbb, 0.25f),
        of(x),
        model.output(2, 3));

    assertThat(model.readOp()).isEqualTo(new Unary(Unary.Kind.LEAKY_RELU, 0.25f));
  }

  @Test
  void preluHasATensorOfSlopes() {
    TestModel model = new TestModel();
    int x = model.input(1, 2, 2, 3);
    int slope = model.floats(of(1, 1, 3), 0.1f, 0.2f, 0.3f);
    model.operator(BuiltinOperator.PRELU, of(x, slope), model.output(1, 2, 2, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Prelu());
  }

  @Test
  void softmaxHasABeta() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    model.operator(
        BuiltinOperator.SOFTMAX,
        BuiltinOptions.SoftmaxOptions,
        fbb -> SoftmaxOptions.createSoftmaxOptions(fbb, 0.5f),
        of(x),
        model.output(2, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Softmax(0.5f));
  }

  @Test
  void quantizeTakesItsParametersFromTheOutput() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int y = model.tensor(TensorType.UINT8, 2, 3);
    model.outputs.add(y);
    model.quantize(y, 0.5f, 128).operator(BuiltinOperator.QUANTIZE, of(x), y);

    assertThat(model.readOp()).isEqualTo(new Op.Quantize(0.5f, 128, DataType.UINT8));
  }

  @Test
  void quantizeNeedsAPositiveScale() {
    for (float scale : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      TestModel model = new TestModel();
      int x = model.input(2, 3);
      int y = model.tensor(TensorType.INT8, 2, 3);
      model.outputs.add(y);
      model.quantize(y, scale, 0).operator(BuiltinOperator.QUANTIZE, of(x), y);

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Scale");
    }
  }

  @Test
  void dequantizeOfHalfFloats() {
    TestModel model = new TestModel();
    int w = model.halves(of(2), 1.5f, -0.25f);
    model.operator(BuiltinOperator.DEQUANTIZE, of(w), model.output(2));

    assertThat(model.readOp()).isEqualTo(new Op.Dequantize(List.of(), List.of(), 0));
  }

  @Test
  void dequantizePerTensor() {
    TestModel model = new TestModel();
    int x = model.tensor(TensorType.INT8, 2, 3);
    model.inputs.add(x);
    model.quantize(x, 0.25f, -3).operator(BuiltinOperator.DEQUANTIZE, of(x), model.output(2, 3));

    assertThat(model.readOp()).isEqualTo(new Op.Dequantize(List.of(0.25f), List.of(-3), 0));
  }

  @Test
  void dequantizePerAxis() {
    TestModel model = new TestModel();
    int w = model.bytes(TensorType.INT8, of(2, 3), 1, 2, 3, 4, 5, 6);
    model
        .quantize(w, new float[] {0.5f, 1, 2}, new long[] {0, 0, 0}, 1)
        .operator(BuiltinOperator.DEQUANTIZE, of(w), model.output(2, 3));

    assertThat(model.readOp())
        .isEqualTo(new Op.Dequantize(List.of(0.5f, 1f, 2f), List.of(0, 0, 0), 1));
  }

  @Test
  void dequantizePerAxisNeedsAScaleForEachIndex() {
    TestModel model = new TestModel();
    int w = model.bytes(TensorType.INT8, of(2, 3), 1, 2, 3, 4, 5, 6);
    model
        .quantize(w, new float[] {0.5f, 1, 2}, new long[] {0, 0, 0}, 0)
        .operator(BuiltinOperator.DEQUANTIZE, of(w), model.output(2, 3));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("operator 0 DEQUANTIZE")
        .hasMessageContaining("3 scales do not fit axis 0 of [2,3]");
  }

  @Test
  void dequantizeOfFloatsIsUnsupported() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    model.operator(BuiltinOperator.DEQUANTIZE, of(x), model.output(2, 3));

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input type FLOAT32");
  }
}
