package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseActivationTest {
  @ParameterizedTest
  @CsvSource({
    "RELU, RELU",
    "RELU6, RELU6",
    "RELU_N1_TO_1, RELU_N1_TO_1",
    "TANH, TANH",
    "HARD_SWISH, HARD_SWISH",
    "LOGISTIC, LOGISTIC"
  })
  void activationsJoinTheConvolution(Op.Unary.Kind unary, Activation activation) {
    Graph result = fuse(Activation.NONE, new Op.Unary(unary));

    assertThat(Graphs.only(result).op()).isEqualTo(Graphs.conv(Padding.NONE, activation));
    assertThat(result.outputs().get(0).name()).isEqualTo("y");
  }

  @ParameterizedTest
  @CsvSource({"ABS", "LEAKY_RELU", "ELU", "EXP", "NEG", "SQRT", "RSQRT", "SQUARE"})
  void otherFunctionsStay(Op.Unary.Kind unary) {
    assertThat(fuse(Activation.NONE, new Op.Unary(unary)).nodes()).hasSize(2);
  }

  @Test
  void aNodeWithAnActivationTakesNoSecond() {
    assertThat(fuse(Activation.RELU, Graphs.RELU).nodes()).hasSize(2);
  }

  @Test
  void everyOperatorWithAnEpilogueTakesIt() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 4, 4, 2));
    Value depthwise =
        builder.add(
            "depthwise",
            Graphs.depthwise(Padding.NONE, Activation.NONE),
            x,
            Graphs.counting(builder, "w1", 1, 1, 1, 2));
    Value transposed =
        builder.add(
            "transposed",
            new Op.TransposeConv2d(Stride.of(2), 0, 0, 8, 8, Activation.NONE),
            builder.add("r1", Graphs.RELU, depthwise),
            Graphs.counting(builder, "w2", 2, 2, 2, 2));
    Value sum =
        builder.add(
            "sum",
            Graphs.binary(Op.Binary.Kind.ADD),
            builder.add("r2", Graphs.RELU, transposed),
            Graphs.counting(builder, "c", 1, 1, 1, 2));
    Value fc =
        builder.add(
            "fc",
            new Op.FullyConnected(false, Activation.NONE),
            builder.add("r3", Graphs.RELU, sum),
            Graphs.counting(builder, "w3", 3, 128));
    Graph graph = builder.output(builder.add("r4", Graphs.RELU, fc)).build();

    Graph result = Graphs.apply(new FuseActivation(), graph);

    assertThat(Graphs.labels(result))
        .containsExactly("DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "ADD", "FULLY_CONNECTED");
    assertThat(result.nodes())
        .allSatisfy(node -> assertThat(node.op().activation()).isEqualTo(Activation.RELU));
  }

  @Test
  void aResultThatOthersReadTooStays() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 4, 4, 2));
    Value conv = builder.add("conv", Graphs.CONV, x, Graphs.counting(builder, "w", 2, 1, 1, 2));
    Value relu = builder.add("relu", Graphs.RELU, conv);
    Value sum = builder.add("sum", Graphs.binary(Op.Binary.Kind.ADD), conv, relu);
    Graph readTwice = builder.output(sum).build();

    assertThat(Graphs.apply(new FuseActivation(), readTwice)).isSameAs(readTwice);
  }

  @Test
  void aResultThatTheGraphHandsOutStays() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 4, 4, 2));
    Value conv = builder.add("conv", Graphs.CONV, x, Graphs.counting(builder, "w", 2, 1, 1, 2));
    Graph handedOut = builder.output(conv, builder.add("relu", Graphs.RELU, conv)).build();

    assertThat(Graphs.apply(new FuseActivation(), handedOut)).isSameAs(handedOut);
  }

  private static Graph fuse(Activation activation, Op unary) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 4, 4, 2));
    Value w = Graphs.counting(builder, "w", 3, 1, 1, 2);
    Value conv = builder.add("conv", Graphs.conv(Padding.NONE, activation), x, w);
    return Graphs.apply(
        new FuseActivation(), builder.output(builder.add("y", unary, conv)).build());
  }
}
