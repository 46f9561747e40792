package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.TensorType;
import org.junit.jupiter.api.Test;

/** What holds for every model, whatever its operators. */
class TfliteReaderTest {

  @Test
  void namesAndTheOrderOfInputsAndOutputsAreTheFiles() {
    TestModel model = new TestModel();
    int c = model.floats(of(2), 1, 2);
    int b = model.input(2);
    int a = model.input(2);
    int sum = model.tensor(TensorType.FLOAT32, 2);
    int negative = model.tensor(TensorType.FLOAT32, 2);
    model.outputs.add(negative);
    model.outputs.add(sum);
    model.spec(a).name = "first";
    model.spec(b).name = "zweite \u00fc \u624b";
    model.spec(c).name = "";
    model.operator(BuiltinOperator.ADD, of(a, c), sum);
    model.operator(BuiltinOperator.NEG, of(b), negative);
    model.inputs.clear();
    model.inputs.add(a);
    model.inputs.add(b);

    Graph graph = model.read();

    assertThat(graph.name()).isEqualTo("main");
    assertThat(graph.inputs())
        .extracting(Value::name)
        .containsExactly("first", "zweite \u00fc \u624b");
    assertThat(graph.outputs()).extracting(Value::name).containsExactly("t4", "t3");
    assertThat(graph.nodes()).extracting(node -> node.name()).containsExactly("t3", "t4");
    assertThat(graph.nodes().get(0).input(1).name()).isEmpty();
  }

  @Test
  void constantsOfEveryType() {
    assertThat(constant(TensorType.INT8, of(2), 0xff, 0x7f)).isEqualTo(new int[] {-1, 127});
    assertThat(constant(TensorType.UINT8, of(2), 0xff, 0x7f)).isEqualTo(new int[] {255, 127});
    assertThat(constant(TensorType.BOOL, of(3), 0, 1, 7)).isEqualTo(new int[] {0, 1, 1});
    assertThat(constant(TensorType.INT16, of(2), 0xfe, 0xff, 0x02, 0x01))
        .isEqualTo(new int[] {-2, 258});
    assertThat(constant(TensorType.INT32, of(1), 0xfd, 0xff, 0xff, 0xff)).isEqualTo(new int[] {-3});
    assertThat(constant(TensorType.INT64, of(1), 0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff))
        .isEqualTo(new int[] {-4});
    assertThatThrownBy(() -> constant(TensorType.INT64, of(1), 0, 0, 0, 0, 1, 0, 0, 0))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a 32-bit number, found 4294967296");
  }

  private static int[] constant(byte type, int[] shape, int... data) {
    TestModel model = new TestModel();
    int constant = model.bytes(type, shape, data);
    model.outputs.add(constant);
    Graph graph = model.read();
    return ((Constant.Ints) graph.constant(graph.outputs().get(0)).orElseThrow()).ints();
  }

  @Test
  void halfFloatsAreWidenedExactly() {
    TestModel model = new TestModel();
    int constant = model.bytes(TensorType.FLOAT16, of(3), 0x01, 0x00, 0x00, 0x3c, 0x00, 0xfc);
    model.outputs.add(constant);

    Graph graph = model.read();

    assertThat(graph.constant(graph.outputs().get(0)))
        .get()
        .isInstanceOfSatisfying(
            Constant.Floats.class,
            floats -> {
              assertThat(floats.type()).isEqualTo(DataType.FLOAT16);
              assertThat(floats.floats()).containsExactly(0x1p-24f, 1f, Float.NEGATIVE_INFINITY);
            });
  }

  @Test
  void sparseConstantsStaySparseWhateverTheWidthOfTheirIndices() {
    float[] dense = new float[3 * 100];
    dense[7] = 1;
    dense[99] = 2;
    dense[250] = 3;
    CsrMatrix matrix = CsrMatrix.fromDense(3, 100, dense);
    TacoLayout layout = TacoLayout.lastDimensionCsr(2);
    for (int bits : of(8, 16, 32)) {
      TestModel model = new TestModel();
      int weights = model.sparse(of(3, 100), TacoCodec.encode(of(3, 100), matrix, layout), bits);
      int y = model.output(3, 100);
      model.operator(BuiltinOperator.DENSIFY, of(weights), y);

      Graph graph = model.read();

      Constant constant = graph.constant(graph.nodes().get(0).input(0)).orElseThrow();
      assertThat(constant)
          .isEqualTo(new Constant.Sparse(DataType.FLOAT32, Shape.of(3, 100), matrix, layout));
    }
  }

  @Test
  void aSparseConstantMayBeAllZeros() {
    TacoTensor nothing =
        TacoCodec.encode(
            of(3, 4), CsrMatrix.fromDense(3, 4, new float[12]), TacoLayout.lastDimensionCsr(2));
    TestModel model = new TestModel();
    int weights = model.sparse(of(3, 4), nothing, 8);
    model.spec(weights).data = null;
    model.operator(BuiltinOperator.DENSIFY, of(weights), model.output(3, 4));

    Graph graph = model.read();

    assertThat(graph.constant(graph.nodes().get(0).input(0)))
        .get()
        .isInstanceOfSatisfying(
            Constant.Sparse.class, sparse -> assertThat(sparse.matrix().entries()).isZero());
  }

  @Test
  void sparseBytesAndHalfFloats() {
    TacoTensor encoded =
        TacoCodec.encode(
            of(2, 3),
            CsrMatrix.fromDense(2, 3, new float[] {0, 1, 0, 1, 0, 1}),
            TacoLayout.lastDimensionCsr(2));
    TestModel model = new TestModel();
    int bytes = model.bytes(TensorType.INT8, of(2, 3), 0xff, 2, 0x80);
    int halves = model.halves(of(2, 3), 0.5f, -3, 65504);
    model.spec(bytes).sparsity = encoded;
    model.spec(halves).sparsity = encoded;
    int densified = model.tensor(TensorType.INT8, 2, 3);
    model.outputs.add(densified);
    model.operator(BuiltinOperator.DENSIFY, of(bytes), densified);
    int half = model.tensor(TensorType.FLOAT16, 2, 3);
    model.outputs.add(half);
    model.operator(BuiltinOperator.DENSIFY, of(halves), half);

    Graph graph = model.read();

    assertThat(sparse(graph, 0).matrix().toDense()).containsExactly(0, -1, 0, 2, 0, -128);
    assertThat(sparse(graph, 0).type()).isEqualTo(DataType.INT8);
    assertThat(sparse(graph, 1).matrix().toDense()).containsExactly(0, 0.5f, 0, -3, 0, 65504);
    assertThat(sparse(graph, 1).type()).isEqualTo(DataType.FLOAT16);
  }

  private static Constant.Sparse sparse(Graph graph, int node) {
    return (Constant.Sparse) graph.constant(graph.nodes().get(node).input(0)).orElseThrow();
  }

  @Test
  void sparsityThatDoesNotFitNamesTheTensor() {
    TacoTensor encoded =
        TacoCodec.encode(
            of(2, 2),
            CsrMatrix.fromDense(2, 2, new float[] {1, 0, 0, 1}),
            TacoLayout.lastDimensionCsr(2));
    TestModel model = new TestModel();
    int weights = model.sparse(of(2, 2), encoded, 8);
    model.spec(weights).data = new byte[4];
    model.operator(BuiltinOperator.DENSIFY, of(weights), model.output(2, 2));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "Bad sparsity, expected 2 values, found 1 (at subgraph 0, tensor 0 't0', sparsity)");
  }

  @Test
  void dataMustFitTypeAndShape() {
    TestModel model = new TestModel();
    int constant = model.floats(of(3));
    model.spec(constant).data = new byte[11];
    model.operator(BuiltinOperator.NEG, of(constant), model.output(3));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("Bytes of data: expected 12, found 11 (at subgraph 0, tensor 0 't0')");
  }

  @Test
  void shapesInTheFileAreComparedWithInferredOnes() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    model.operator(BuiltinOperator.NEG, of(x), model.output(3, 2));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "Shape of output: expected [2,3], found [3,2]"
                + " (at operator 0 NEG, subgraph 0, tensor 1 't1')");
  }

  @Test
  void aShapeThatTheFileLeavesOutIsInferred() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int y = model.output();
    model.spec(y).shape = null;
    model.operator(BuiltinOperator.NEG, of(x), y);

    assertThat(model.read().outputs().get(0).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void aTensorThatClaimsToBeAScalarMustBeOne() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int y = model.output();
    model.spec(y).hasRank = true;
    model.operator(BuiltinOperator.NEG, of(x), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected [2,3], found []");
  }

  @Test
  void extentsLeftOpenByTheSignatureMayDiffer() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int y = model.output(1, 3);
    model.spec(y).signature = of(-1, 3);
    model.operator(BuiltinOperator.NEG, of(x), y);

    assertThat(model.read().outputs().get(0).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void typesInTheFileAreComparedWithInferredOnes() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    int y = model.tensor(TensorType.INT32, 2, 3);
    model.outputs.add(y);
    model.operator(BuiltinOperator.NEG, of(x), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Type of output: expected FLOAT32, found INT32");
  }

  @Test
  void anUnsupportedOperatorNamesItselfTheNodeAndWhatIsSupported() {
    TestModel model = new TestModel();
    int x = model.input(2, 3);
    model.operator(BuiltinOperator.NEG, of(x), model.output(2, 3));
    model.operator(BuiltinOperator.LSTM, of(x), model.output(2, 3));

    assertThatThrownBy(model::read)
        .isInstanceOfSatisfying(
            UnsupportedModelException.class, e -> assertThat(e.code()).isEqualTo("UNSUPPORTED"))
        .hasMessageStartingWith(
            "Unsupported operator LSTM in operator 1 LSTM, subgraph 0, tensor 2 't2'; supported:"
                + " ADD, AVERAGE_POOL_2D, CONCATENATION, CONV_2D,")
        .hasMessageEndingWith("DENSIFY, custom 'Convolution2DTransposeBias'");
  }

  @Test
  void operatorsBeyondTheSchemaAndUnknownCustomOnesAreNamed() {
    TestModel beyond = new TestModel();
    int x = beyond.input(2, 3);
    beyond.operator(5000, of(x), beyond.output(2, 3));
    TestModel custom = new TestModel();
    x = custom.input(2, 3);
    custom.custom("Landmarks2TransformMatrix", new byte[0], of(x), custom.output(2, 3));

    assertThatThrownBy(beyond::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("operator number 5000");
    assertThatThrownBy(custom::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("operator custom 'Landmarks2TransformMatrix'");
  }

  @Test
  void unsupportedTypesAreNamed() {
    TestModel model = new TestModel();
    int x = model.tensor(TensorType.COMPLEX64, 2, 3);
    model.inputs.add(x);
    model.outputs.add(x);

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("type COMPLEX64 in subgraph 0, tensor 0 't0'");
  }

  @Test
  void valuesMustBeMadeBeforeTheyAreRead() {
    TestModel model = new TestModel();
    model.input(2);
    int late = model.tensor(TensorType.FLOAT32, 2);
    int y = model.output(2);
    model.operator(BuiltinOperator.NEG, of(late), y);
    model.operator(BuiltinOperator.NEG, of(0), late);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Nothing made subgraph 0, tensor 1 't1' before")
        .hasMessageContaining("operator 0 NEG");
  }

  @Test
  void anOperatorMayNotReadItself() {
    TestModel model = new TestModel();
    int y = model.output(2);
    model.operator(BuiltinOperator.NEG, of(y), y);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Nothing made");
  }

  @Test
  void nothingIsWrittenTwice() {
    TestModel model = new TestModel();
    int x = model.input(2);
    int y = model.output(2);
    model.operator(BuiltinOperator.NEG, of(x), y);
    model.operator(BuiltinOperator.ABS, of(x), y);
    TestModel input = new TestModel();
    x = input.input(2);
    input.outputs.add(x);
    input.operator(BuiltinOperator.NEG, of(x), x);

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has a value already");
    assertThatThrownBy(input::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has a value already");
  }

  @Test
  void indicesOfTensorsAreChecked() {
    for (int index : of(99, -2, Integer.MIN_VALUE)) {
      TestModel model = new TestModel();
      model.input(2);
      model.operator(BuiltinOperator.NEG, of(index), model.output(2));
      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("Tensor of input 0: expected 0..1, found " + index);

      TestModel output = new TestModel();
      output.input(2);
      output.outputs.add(index);
      assertThatThrownBy(output::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("found " + index);
    }
  }

  @Test
  void bufferIndicesAreChecked() {
    TestModel model = new TestModel();
    int x = model.tensor(TensorType.FLOAT32, 2);
    model.spec(x).buffer = 0xffffffffL;
    model.operator(BuiltinOperator.NEG, of(x), model.output(2));

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Buffer index: expected below 3, found 4294967295");
  }

  @Test
  void tooFewInputsAndOutputs() {
    TestModel inputs = new TestModel();
    int x = inputs.input(2);
    inputs.operator(BuiltinOperator.ADD, of(x), inputs.output(2));
    TestModel outputs = new TestModel();
    x = outputs.input(2);
    outputs.operator(BuiltinOperator.NEG, of(x));
    outputs.outputs.add(x);
    TestModel none = new TestModel();
    none.input(2);
    TestModel many = new TestModel();
    x = many.input(2);
    many.operator(BuiltinOperator.NEG, of(x), many.output(2), many.output(2));

    assertThatThrownBy(inputs::read).hasMessageContaining("Inputs: expected at least 2, found 1");
    assertThatThrownBy(outputs::read).hasMessageContaining("Outputs: expected at least 1");
    assertThatThrownBy(none::read).hasMessageContaining("Outputs: expected at least 1, found 0");
    assertThatThrownBy(many::read).hasMessageContaining("Outputs: expected 1, found 2");
  }

  @Test
  void stateBetweenRunsIsUnsupported() {
    TestModel model = new TestModel();
    int x = model.input(2);
    model.spec(x).variable = true;
    model.operator(BuiltinOperator.NEG, of(x), model.output(2));

    assertThatThrownBy(model::read)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("variable tensor");
  }

  @Test
  void onlyTheFirstSubgraphIsRead() {
    TestModel model = new TestModel();
    int x = model.input(2);
    model.operator(BuiltinOperator.NEG, of(x), model.output(2));
    model.extraSubgraphs = 2;

    assertThat(model.read().nodes()).hasSize(1);
  }

  @Test
  void otherVersionsAndOtherFilesAreRefused() {
    TestModel model = new TestModel();
    model.outputs.add(model.input(2));
    model.version = 2;

    assertThatThrownBy(model::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Schema version: expected 3, found 2");
    assertThatThrownBy(() -> TfliteReader.read(new byte[7]))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("File is too short");
    assertThatThrownBy(() -> TfliteReader.read("PK\u0003\u0004 a zip file".getBytes()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("File identifier: expected TFL3, found  a z");
  }
}
