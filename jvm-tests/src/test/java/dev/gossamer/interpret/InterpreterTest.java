package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.GossamerException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static final Op RELU = new Op.Unary(Op.Unary.Kind.RELU);
  private static final Op NEGATE = new Op.Unary(Op.Unary.Kind.NEG);
  private static final Op ADD = new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE);

  @Test
  void aLongChainNeedsTwoBuffers() {
    Graph.Builder builder = Graph.builder("chain");
    Value x = builder.input("x", Shape.of(1, 8, 8, 4));
    for (int i = 0; i < 20; i++) {
      x = builder.add("relu" + i, RELU, x);
    }
    Interpreter interpreter = new Interpreter(builder.output(x).build());

    assertThat(interpreter.activationFloats()).isEqualTo(2 * 8 * 8 * 4);
  }

  @Test
  void aValueSurvivesUntilItsLastReader() {
    Graph.Builder builder = Graph.builder("residual");
    Value x = builder.input("x", Shape.of(4));
    Value a = builder.add("a", NEGATE, x);
    Value b = builder.add("b", NEGATE, a);
    Value c = builder.add("c", NEGATE, b);
    Value sum = builder.add("sum", ADD, c, x);
    Graph graph = builder.output(sum, a).build();

    float[][] outputs = new Interpreter(graph).run(new float[][] {{1, 2, -3, 4}});

    assertThat(outputs[0]).containsExactly(0, 0, 0, 0);
    assertThat(outputs[1]).containsExactly(-1, -2, 3, -4);
  }

  @Test
  void resultsOfOneRunDoNotChangeInTheNext() {
    Graph.Builder builder = Graph.builder("relu");
    Value x = builder.input("x", Shape.of(2));
    Interpreter interpreter = new Interpreter(builder.output(builder.add("y", RELU, x)).build());

    float[] first = interpreter.run(new float[][] {{1, -2}})[0];
    float[] second = interpreter.run(new float[][] {{-3, 4}})[0];

    assertThat(first).containsExactly(1, 0);
    assertThat(second).containsExactly(0, 4);
  }

  @Test
  void inputsAndConstantsMayBeOutputs() {
    Graph.Builder builder = Graph.builder("pass");
    Value x = builder.input("x", Shape.of(1, 1, 2, 2));
    Value c = builder.constant("c", Constant.Floats.of(Shape.of(1, 1, 2, 2), 5, 6, 7, 8));
    Value y = builder.add("y", NEGATE, x);
    Value folded = builder.add("folded", NEGATE, c);
    Graph graph = builder.output(x, c, y, y, folded).build();

    float[][] outputs = new Interpreter(graph).run(new float[][] {{1, 2, 3, 4}});

    assertThat(outputs[0]).containsExactly(1, 2, 3, 4);
    assertThat(outputs[1]).containsExactly(5, 6, 7, 8);
    assertThat(outputs[2]).containsExactly(-1, -2, -3, -4);
    assertThat(outputs[3]).containsExactly(-1, -2, -3, -4);
    assertThat(outputs[4]).containsExactly(-5, -6, -7, -8);
  }

  @Test
  void listenerSeesEveryNodeInOrderWithItsResultsInHeightWidthChannelOrder() {
    Graph.Builder builder = Graph.builder("watched");
    Value x = builder.input("x", Shape.of(1, 1, 2, 4));
    List<Value> parts = builder.addAll("split", new Op.Split(3, List.of(2, 2)), List.of(x));
    Value y = builder.add("negate", NEGATE, parts.get(1));
    Graph graph = builder.output(y).build();
    List<String> names = new ArrayList<>();
    List<float[]> results = new ArrayList<>();

    new Interpreter(graph)
        .run(
            new float[][] {{1, 2, 3, 4, 5, 6, 7, 8}},
            (node, nanos, outputs) -> {
              assertThat(nanos).isNotNegative();
              names.add(node.name());
              for (int i = 0; i < node.outputs().size(); i++) {
                results.add(outputs.get(i));
              }
            });

    assertThat(names).containsExactly("split", "negate");
    assertThat(results.get(0)).containsExactly(1, 2, 5, 6);
    assertThat(results.get(1)).containsExactly(3, 4, 7, 8);
    assertThat(results.get(2)).containsExactly(-3, -4, -7, -8);
  }

  @Test
  void halfPrecisionSparseWeightsRunUnfolded() {
    Graph.Builder builder = Graph.builder("unfolded");
    Value x = builder.input("x", Shape.of(1, 1, 1, 3));
    Shape shape = Shape.of(2, 1, 1, 3);
    CsrMatrix matrix = CsrMatrix.fromDense(2, 3, new float[] {0, 2, 0, 0.5f, 0, -1});
    TacoLayout layout = TacoLayout.lastDimensionCsr(4);
    Value stored =
        builder.constant("w", new Constant.Sparse(DataType.FLOAT16, shape, matrix, layout));
    Value dense = builder.add("densify", new Op.Densify(), stored);
    Value weights = builder.add("dequantize", new Op.Dequantize(List.of(), List.of(), 0), dense);
    Op conv = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Graph graph = builder.output(builder.add("conv", conv, x, weights)).build();
    List<String> ran = new ArrayList<>();

    float[][] outputs =
        new Interpreter(graph)
            .run(new float[][] {{1, 10, 100}}, (node, nanos, results) -> ran.add(node.name()));

    assertThat(outputs[0]).containsExactly(new float[] {20, -99.5f}, within(0f));
    assertThat(ran).containsExactly("conv");
  }

  @Test
  void wrongInputsAreRefusedWithWhatWasExpected() {
    Graph.Builder builder = Graph.builder("relu");
    Value x = builder.input("picture", Shape.of(1, 2, 2, 3));
    Interpreter interpreter = new Interpreter(builder.output(builder.add("y", RELU, x)).build());

    assertThatThrownBy(() -> interpreter.run(new float[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 inputs, got 0");
    assertThatThrownBy(() -> interpreter.run(new float[][] {new float[11]}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("picture")
        .hasMessageContaining("12")
        .hasMessageContaining("11");
  }

  @Test
  void anIndexOutsideTheGatheredAxisIsRefused() {
    Graph.Builder builder = Graph.builder("gather");
    Value x = builder.input("x", Shape.of(3));
    Value index = builder.input("index", DataType.INT32, Shape.of(1));
    Value y = builder.add("pick", new Op.Gather(0), x, index);
    Interpreter interpreter = new Interpreter(builder.output(y).build());

    assertThat(interpreter.run(new float[][] {{5, 6, 7}, {2}})[0]).containsExactly(7);
    assertThatThrownBy(() -> interpreter.run(new float[][] {{5, 6, 7}, {3}}))
        .isInstanceOf(GossamerException.class)
        .hasMessageContaining("pick")
        .hasMessageContaining("index 3 is outside 0..2");
  }
}
