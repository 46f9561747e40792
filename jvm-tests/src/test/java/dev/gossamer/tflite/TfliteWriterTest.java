package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.WriteOptions.Weights;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.OperatorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writer puts into a file: the form of operators and constants. */
class TfliteWriterTest {
  private static Constant.Floats random(int... dims) {
    Shape shape = Shape.of(dims);
    Random random = new Random(shape.hashCode());
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return Constant.Floats.of(shape, floats);
  }

  /** One 3x3 convolution of 8x8 pixels with 2 channels to 4. */
  private static Graph conv(Stride stride, Padding padding, Activation activation) {
    Graph.Builder builder = Graph.builder("conv");
    Value x = builder.input("x", Shape.of(1, 8, 8, 2));
    Value w = builder.constant("w", random(4, 3, 3, 2));
    Value bias = builder.constant("b", random(4));
    Op op = new Op.Conv2d(stride, Stride.ONE, padding, 1, activation);
    return builder.output(builder.add("y", op, x, w, bias)).build();
  }

  private static Graph conv(Padding padding, Activation activation) {
    return conv(Stride.ONE, padding, activation);
  }

  private static List<String> operators(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().label()).toList();
  }

  private static Graph writeAndRead(Graph graph) {
    return TfliteReader.read(TfliteWriter.write(graph));
  }

  private static Graph writeAndRead(Graph graph, Weights weights) {
    return TfliteReader.read(TfliteWriter.write(graph, WriteOptions.DEFAULT.withWeights(weights)));
  }

  private static Constant constant(Graph graph, String name) {
    for (Value value : graph.values()) {
      if (graph.isConstant(value) && value.name().equals(name)) {
        return graph.constant(value).orElseThrow();
      }
    }
    throw new AssertionError("no constant " + name + " in " + graph.values());
  }

  @Test
  void paddingThatIsSameOrValidNeedsNoOperator() {
    Graph valid = conv(Padding.NONE, Activation.NONE);
    Graph same = conv(new Padding(1, 1, 1, 1), Activation.NONE);
    Graph sameOfStrideTwo = conv(Stride.of(2), new Padding(0, 1, 0, 1), Activation.NONE);

    assertThat(operators(writeAndRead(valid))).containsExactly("CONV_2D");
    assertThat(operators(writeAndRead(same))).containsExactly("CONV_2D");
    assertThat(operators(writeAndRead(sameOfStrideTwo))).containsExactly("CONV_2D");
  }

  @Test
  void otherPaddingBecomesAnOperator() {
    Graph read = writeAndRead(conv(Stride.of(2), new Padding(1, 1, 1, 1), Activation.RELU6));

    assertThat(operators(read)).containsExactly("PAD", "CONV_2D");
    assertThat(read.nodes().get(0).op())
        .isEqualTo(new Op.Pad(List.of(0, 1, 1, 0), List.of(0, 1, 1, 0), 0f));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void onlyActivationsThatKernelsApplyAreFused(Activation activation) {
    Graph read = writeAndRead(conv(Padding.NONE, activation));

    if (activation.isClamp()) {
      assertThat(read.nodes()).hasSize(1);
      assertThat(read.nodes().get(0).op().activation()).isEqualTo(activation);
    } else {
      assertThat(operators(read)).containsExactly("CONV_2D", activation.name());
    }
    assertThat(read.outputs().get(0).name()).isEqualTo("y");
  }

  @Test
  void aConvolutionWithoutBiasGetsZeros() {
    Graph.Builder builder = Graph.builder("no bias");
    Value x = builder.input("x", Shape.of(1, 8, 8, 2));
    Value w = builder.constant("w", random(4, 1, 1, 2));
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Graph read = writeAndRead(builder.output(builder.add("y", op, x, w)).build());

    assertThat(read.nodes().get(0).inputs()).hasSize(3);
    assertThat(read.constant(read.nodes().get(0).input(2)))
        .hasValueSatisfying(
            bias -> assertThat(((Constant.Floats) bias).floats()).containsOnly(0f).hasSize(4));
  }

  @Test
  void nodesThatNothingReadsAreLeftOut() {
    Graph.Builder builder = Graph.builder("dead");
    Value x = builder.input("x", Shape.of(1, 4));
    Value unread = builder.add("unread", new Op.Unary(Op.Unary.Kind.EXP), x);
    builder.add("unread too", new Op.Unary(Op.Unary.Kind.NEG), unread);
    Value y = builder.add("y", new Op.Unary(Op.Unary.Kind.ABS), x);

    assertThat(operators(writeAndRead(builder.output(y).build()))).containsExactly("ABS");
  }

  @Test
  void outputsOfOneNameAreToldApart() {
    Graph.Builder builder = Graph.builder("split");
    Value x = builder.input("x", Shape.of(1, 4));
    List<Value> parts = builder.addAll("y", new Op.Split(1, List.of(1, 3)), List.of(x));
    Graph read = writeAndRead(builder.output(parts.get(0), parts.get(1), x).build());

    assertThat(read.outputs().stream().map(Value::name)).containsExactly("y", "y:2", "x:2");
  }

  @Test
  void halvesAreRoundedAndWidenedByAnOperator() {
    Graph graph = conv(Padding.NONE, Activation.RELU);
    Graph read = writeAndRead(graph, Weights.FLOAT16);

    assertThat(operators(read)).containsExactly("DEQUANTIZE", "DEQUANTIZE", "CONV_2D");
    for (String name : List.of("w", "b")) {
      float[] expected = ((Constant.Floats) constant(graph, name)).floats().clone();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = HalfFloat.toFloat(HalfFloat.fromFloat(expected[i]));
      }
      assertThat(constant(read, name).type()).isEqualTo(DataType.FLOAT16);
      assertThat(((Constant.Floats) constant(read, name)).floats()).isEqualTo(expected);
    }
  }

  @Test
  void halvesBecomeFloatsWithoutOperatorOnDemand() {
    Graph halves = writeAndRead(conv(Padding.NONE, Activation.RELU), Weights.FLOAT16);
    Graph read = writeAndRead(halves, Weights.FLOAT32);

    assertThat(operators(read)).containsExactly("CONV_2D");
    assertThat(((Constant.Floats) constant(read, "w")).floats())
        .isEqualTo(((Constant.Floats) constant(halves, "w")).floats());
  }

  @Test
  void aNumberTooGreatForHalvesKeepsItsConstantWide() {
    Graph.Builder builder = Graph.builder("wide");
    Value x = builder.input("x", Shape.of(1, 2));
    Value great = builder.constant("great", Constant.Floats.of(Shape.of(2), 65520f, 1f));
    Value most = builder.constant("most", Constant.Floats.of(Shape.of(2), 65519f, 1f));
    Op op = new Op.Binary(Op.Binary.Kind.MUL, Activation.NONE);
    Value y = builder.add("y", op, builder.add("z", op, x, great), most);
    Graph read = writeAndRead(builder.output(y).build(), Weights.FLOAT16);

    assertThat(constant(read, "great").type()).isEqualTo(DataType.FLOAT32);
    assertThat(constant(read, "most").type()).isEqualTo(DataType.FLOAT16);
  }

  @Test
  void theFileIsLaidOutAsTheFormatAsks() {
    byte[] file = TfliteWriter.write(conv(Padding.NONE, Activation.RELU6));
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));

    assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("TFL3");
    assertThat(model.version()).isEqualTo(3);
    assertThat(model.buffers(0).dataLength()).as("buffer 0").isZero();
    for (int i = 1; i < model.buffersLength(); i++) {
      Buffer buffer = model.buffers(i);
      assertThat(buffer.dataAsByteBuffer().position() % 16)
          .as("alignment of buffer %d", i)
          .isZero();
    }
    for (int i = 0; i < model.subgraphs(0).tensorsLength(); i++) {
      assertThat(model.subgraphs(0).tensors(i).hasRank()).as("rank of tensor %d", i).isTrue();
    }
  }

  @Test
  void equalConstantsShareABuffer() {
    Graph.Builder builder = Graph.builder("shared");
    Value x = builder.input("x", Shape.of(1, 64));
    Op op = new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE);
    Value y = builder.add("y", op, x, builder.constant("a", random(64)));
    Value z = builder.add("z", op, y, builder.constant("b", random(64)));
    byte[] file = TfliteWriter.write(builder.output(z).build());

    assertThat(Model.getRootAsModel(ByteBuffer.wrap(file)).buffersLength()).isEqualTo(2);
  }

  /** TensorFlow's tools/versioning/op_version.cc says which version brought which attribute. */
  @Test
  void operatorsHaveTheVersionThatTheirAttributesNeed() {
    Graph.Builder builder = Graph.builder("versions");
    Value x = builder.input("x", Shape.of(1, 8, 8, 4));
    Value dilated =
        builder.add(
            "dilated",
            new Op.DepthwiseConv2d(Stride.ONE, Stride.of(2), Padding.NONE, 1, Activation.NONE),
            x,
            builder.constant("w1", random(1, 3, 3, 4)));
    Value grouped =
        builder.add(
            "grouped",
            new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 2, Activation.NONE),
            dilated,
            builder.constant("w2", random(4, 1, 1, 2)));
    Value resized =
        builder.add("resized", new Op.Resize(Op.Resize.Kind.BILINEAR, 8, 8, false, true), grouped);
    Value connected =
        builder.add(
            "connected",
            new Op.FullyConnected(true, Activation.NONE),
            resized,
            builder.constant("w3", random(3, 4)));
    byte[] file = TfliteWriter.write(builder.output(connected).build());

    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    Map<Integer, Integer> versions = new TreeMap<>();
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      OperatorCode code = model.operatorCodes(i);
      versions.put(code.builtinCode(), code.version());
      assertThat((int) code.deprecatedBuiltinCode()).isEqualTo(code.builtinCode());
    }
    assertThat(versions).isEqualTo(Map.of(4, 2, 3, 6, 23, 3, 9, 5));
  }

  @Test
  void aTransposedConvolutionOfAnyCutGivesTheSamePixels() {
    Graph.Builder builder = Graph.builder("cut");
    Value x = builder.input("x", Shape.of(1, 3, 3, 2));
    Op op = new Op.TransposeConv2d(Stride.of(2), 0, 1, 9, 5, Activation.RELU);
    Value y =
        builder.add(
            "y",
            op,
            x,
            builder.constant("w", random(2, 3, 3, 2)),
            builder.constant("b", random(2)));
    Graph read = writeAndRead(builder.output(y).build());

    assertThat(operators(read)).containsExactly("TRANSPOSE_CONV", "STRIDED_SLICE", "PAD", "ADD");
    assertThat(read.outputs().get(0).shape()).isEqualTo(Shape.of(1, 9, 5, 2));
  }

  @Test
  void whatTfliteCannotSayIsRefused() {
    Graph.Builder builder = Graph.builder("nothing left");
    Value x = builder.input("x", Shape.of(1, 1, 1, 2));
    Op op = new Op.TransposeConv2d(Stride.ONE, 4, 0, 3, 3, Activation.NONE);
    Value y = builder.add("y", op, x, builder.constant("w", random(2, 3, 3, 2)));
    Graph graph = builder.output(y).build();

    assertThatThrownBy(() -> TfliteWriter.write(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TRANSPOSE_CONV 'y' drops all it computes");
  }

  @Test
  void theSameGraphGivesTheSameBytes() {
    Graph graph = conv(new Padding(1, 1, 1, 1), Activation.TANH);

    assertThat(Arrays.equals(TfliteWriter.write(graph), TfliteWriter.write(graph))).isTrue();
  }

  @Test
  void namesOfNodesAreKept() {
    List<Node> nodes = writeAndRead(conv(Padding.NONE, Activation.HARD_SWISH)).nodes();

    assertThat(nodes.stream().map(Node::name)).containsExactly("y:CONV_2D", "y");
  }
}
