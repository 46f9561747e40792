package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.Conv2DOptions;
import dev.gossamer.tflite.schema.DepthwiseConv2DOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptions;
import dev.gossamer.tflite.schema.TensorType;
import dev.gossamer.tflite.schema.TransposeConvOptions;
import org.junit.jupiter.api.Test;

class ConvolutionOperatorsTest {
  private static final byte SAME = 0;
  private static final byte VALID = 1;

  @Test
  void convolutionWithSamePaddingPutsTheOddPixelBehind() {
    TestModel model = new TestModel();
    int x = model.input(1, 7, 10, 3);
    int w = model.floats(of(8, 3, 5, 3));
    int bias = model.floats(of(8));
    int y = model.output(1, 4, 4, 8);
    conv2d(model, SAME, 3, 2, 1, 1, (byte) 3, of(x, w, bias), y);

    // Height: (4 - 1) * 2 + 3 - 7 = 2; width: (4 - 1) * 3 + 5 - 10 = 4.
    assertThat(model.readOp())
        .isEqualTo(
            new Op.Conv2d(
                new Stride(2, 3), Stride.ONE, new Padding(1, 1, 2, 2), 1, Activation.RELU6));
  }

  @Test
  void convolutionWithDilation() {
    TestModel model = new TestModel();
    int x = model.input(1, 9, 9, 2);
    int w = model.floats(of(4, 3, 3, 2));
    int y = model.output(1, 9, 9, 4);
    conv2d(model, SAME, 1, 1, 4, 2, (byte) 1, of(x, w, -1), y);

    Graph graph = model.read();
    assertThat(graph.nodes().get(0).op())
        .isEqualTo(
            new Op.Conv2d(
                Stride.ONE, new Stride(2, 4), new Padding(2, 2, 4, 4), 1, Activation.RELU));
    assertThat(graph.nodes().get(0).inputs()).as("-1 is no bias").hasSize(2);
  }

  @Test
  void groupsFollowFromTheShapes() {
    TestModel model = new TestModel();
    int x = model.input(1, 5, 5, 6);
    int w = model.floats(of(4, 3, 3, 3));
    int y = model.output(1, 3, 3, 4);
    conv2d(model, VALID, 1, 1, 1, 1, (byte) 0, of(x, w), y);

    assertThat(model.readOp())
        .isEqualTo(new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 2, Activation.NONE));
  }

  @Test
  void depthwiseMultiplierFollowsFromTheShapes() {
    TestModel model = new TestModel();
    int x = model.input(1, 6, 6, 3);
    int w = model.floats(of(1, 5, 5, 6));
    int y = model.output(1, 3, 3, 6);
    model.operator(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        BuiltinOptions.DepthwiseConv2DOptions,
        fbb ->
            DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                fbb, SAME, 2, 2, 77, (byte) 2, 1, 1),
        of(x, w),
        y);

    assertThat(model.readOp())
        .isEqualTo(
            new Op.DepthwiseConv2d(
                Stride.of(2), Stride.ONE, new Padding(1, 2, 1, 2), 2, Activation.RELU_N1_TO_1));
  }

  @Test
  void transposedConvolution() {
    TestModel model = new TestModel();
    int shape = model.ints(1, 8, 6, 5);
    int w = model.floats(of(5, 3, 3, 2));
    int x = model.input(1, 4, 3, 2);
    int y = model.output(1, 8, 6, 5);
    model.operator(
        BuiltinOperator.TRANSPOSE_CONV,
        BuiltinOptions.TransposeConvOptions,
        fbb -> TransposeConvOptions.createTransposeConvOptions(fbb, SAME, 2, 2, (byte) 1),
        of(shape, w, x),
        y);

    Graph graph = model.read();
    // The convolution from 8x6 back to 4x3 pads (4 - 1) * 2 + 3 - 8 = 1 pixel, behind.
    assertThat(graph.nodes().get(0).op())
        .isEqualTo(new Op.TransposeConv2d(Stride.of(2), 0, 0, 8, 6, Activation.RELU));
    assertThat(graph.nodes().get(0).input(0).name()).isEqualTo("t2");
    assertThat(graph.nodes().get(0).input(1).name()).isEqualTo("t1");
  }

  @Test
  void convolution2dTransposeBias() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3, 2);
    int w = model.floats(of(5, 2, 2, 2));
    int bias = model.floats(of(5));
    int y = model.output(1, 8, 6, 5);
    byte[] options = TestModel.littleEndian(12).putInt(1).putInt(2).putInt(2).array();
    model.custom("Convolution2DTransposeBias", options, of(x, w, bias), y);

    assertThat(model.readOp())
        .isEqualTo(new Op.TransposeConv2d(Stride.of(2), 0, 0, 8, 6, Activation.NONE));
  }

  @Test
  void convolution2dTransposeBiasNeedsItsOptions() {
    TestModel model = new TestModel();
    int x = model.input(1, 4, 3, 2);
    int w = model.floats(of(5, 2, 2, 2));
    int y = model.output(1, 8, 6, 5);
    model.custom("Convolution2DTransposeBias", new byte[11], of(x, w), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("custom options: expected at least 12, found 11");
  }

  @Test
  void fullyConnectedKeepsDimensionsIfAsked() {
    TestModel model = new TestModel();
    int x = model.input(1, 2, 3);
    int w = model.floats(of(4, 3));
    int bias = model.floats(of(4));
    int y = model.output(1, 2, 4);
    fullyConnected(model, (byte) 0, true, of(x, w, bias), y);

    assertThat(model.readOp()).isEqualTo(new Op.FullyConnected(true, Activation.NONE));
  }

  @Test
  void fullyConnectedFlattens() {
    TestModel model = new TestModel();
    int x = model.input(1, 2, 3);
    int w = model.floats(of(4, 3));
    int y = model.output(2, 4);
    fullyConnected(model, (byte) 0, false, of(x, w, -1), y);

    Graph graph = model.read();
    assertThat(graph.nodes().get(0).op()).isEqualTo(new Op.FullyConnected(false, Activation.NONE));
    assertThat(graph.outputs().get(0).shape()).isEqualTo(Shape.of(2, 4));
  }

  @Test
  void shuffledWeightsAreUnsupported() {
    TestModel model = new TestModel();
    int x = model.input(1, 3);
    int w = model.floats(of(4, 3));
    int y = model.output(1, 4);
    fullyConnected(model, (byte) 1, false, of(x, w), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("weights format 1")
        .hasMessageContaining("operator 0 FULLY_CONNECTED")
        .hasMessageContaining("'t2'");
  }

  @Test
  void quantisedConvolutionIsUnsupportedAndSaysSo() {
    TestModel model = new TestModel();
    int x = model.tensor(TensorType.INT8, 1, 4, 4, 1);
    model.inputs.add(x);
    int w = model.bytes(TensorType.INT8, of(1, 1, 1, 1), 3);
    int y = model.tensor(TensorType.INT8, 1, 4, 4, 1);
    model.outputs.add(y);
    conv2d(model, SAME, 1, 1, 1, 1, (byte) 0, of(x, w), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessage(
            "Unsupported type INT8 of input 0 in operator 0 CONV_2D, subgraph 0, tensor 2 't2';"
                + " supported: FLOAT32 (quantised tensors through QUANTIZE and DEQUANTIZE only)");
  }

  @Test
  void stridesAndDilationsMustBeSane() {
    for (int stride : of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      TestModel model = new TestModel();
      int x = model.input(1, 4, 4, 1);
      int w = model.floats(of(1, 1, 1, 1));
      int y = model.output(1, 4, 4, 1);
      conv2d(model, SAME, stride, 1, 1, 1, (byte) 0, of(x, w), y);

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Stride in width: expected 1..32768, found " + stride);
    }
  }

  private static void conv2d(
      TestModel model,
      byte padding,
      int strideW,
      int strideH,
      int dilationW,
      int dilationH,
      byte activation,
      int[] inputs,
      int output) {
    model.operator(
        BuiltinOperator.CONV_2D,
        BuiltinOptions.Conv2DOptions,
        fbb ->
            Conv2DOptions.createConv2DOptions(
                fbb, padding, strideW, strideH, activation, dilationW, dilationH),
        inputs,
        output);
  }

  private static void fullyConnected(
      TestModel model, byte format, boolean keepDims, int[] inputs, int output) {
    model.operator(
        BuiltinOperator.FULLY_CONNECTED,
        BuiltinOptions.FullyConnectedOptions,
        fbb -> FullyConnectedOptions.createFullyConnectedOptions(fbb, (byte) 0, format, keepDims),
        inputs,
        output);
  }
}
