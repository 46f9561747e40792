package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemoveIdentityTest {
  private static final List<Integer> ZEROS = List.of(0, 0, 0, 0);
  private static final List<Integer> ONES = List.of(1, 1, 1, 1);
  private static final Op ABS = new Op.Unary(Op.Unary.Kind.ABS);

  static Stream<Op> identities() {
    return Stream.of(
        Graphs.reshape(1, 4, 6, 3),
        new Op.Pad(ZEROS, ZEROS, 7f),
        new Op.Resize(Op.Resize.Kind.BILINEAR, 4, 6, false, true),
        new Op.Resize(Op.Resize.Kind.NEAREST_NEIGHBOR, 4, 6, true, false),
        new Op.DepthToSpace(1),
        new Op.SpaceToDepth(1),
        new Op.Concatenation(3, Activation.NONE),
        new Op.Split(1, List.of(4)),
        new Op.Transpose(List.of(0, 1, 2, 3)),
        new Op.StridedSlice(ZEROS, List.of(1, 4, 6, 3), List.of(-1, 1, 1, 1)),
        new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(0), true),
        Graphs.pool(Op.Pool2d.Kind.AVERAGE, 1, Padding.NONE));
  }

  static Stream<Op> others() {
    return Stream.of(
        Graphs.reshape(1, 6, 4, 3),
        new Op.Resize(Op.Resize.Kind.BILINEAR, 4, 7, false, true),
        new Op.Concatenation(3, Activation.RELU),
        new Op.Transpose(List.of(0, 2, 1, 3)),
        new Op.StridedSlice(List.of(0, 3, 0, 0), List.of(1, 4, 6, 3), List.of(1, -1, 1, 1)),
        new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(0), false),
        Graphs.pool(Op.Pool2d.Kind.MAX, 2, Padding.NONE));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void nodesThatHandOnTheirInputGo(Op op) {
    assertThat(Graphs.labels(between(op))).containsExactly("ABS", "ABS");
  }

  @ParameterizedTest
  @MethodSource("others")
  void nodesThatComputeStay(Op op) {
    assertThat(Graphs.labels(between(op))).containsExactly("ABS", op.label(), "ABS");
  }

  @Test
  void neutralConstantsGo() {
    assertThat(withConstant(Op.Binary.Kind.ADD, 0, 3)).containsExactly("ABS");
    assertThat(withConstant(Op.Binary.Kind.SUB, 0, 3)).containsExactly("ABS");
    assertThat(withConstant(Op.Binary.Kind.MUL, 1, 3)).containsExactly("ABS");
    assertThat(withConstant(Op.Binary.Kind.DIV, 1, 1)).containsExactly("ABS");
    assertThat(withConstant(Op.Binary.Kind.MUL, 2, 3)).containsExactly("MUL", "ABS");
    assertThat(withConstant(Op.Binary.Kind.MAXIMUM, 0, 3)).containsExactly("MAXIMUM", "ABS");
  }

  @Test
  void aNeutralConstantThatStretchesTheOtherStays() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 1, 1, 3));
    Value one = builder.constant("one", Constant.Floats.of(Shape.of(2, 1, 1, 1), 1, 1));
    Value y = builder.add("y", Graphs.binary(Op.Binary.Kind.MUL), x, one);
    Graph graph = builder.output(builder.add("z", ABS, y)).build();

    assertThat(Graphs.apply(new RemoveIdentity(), graph)).isSameAs(graph);
  }

  @Test
  void whatMakesAnOutputTakesItsName() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.add("x2", ABS, builder.input("x", Shape.of(2, 3)));
    Graph graph = builder.output(builder.add("out", Graphs.reshape(2, 3), x)).build();

    Graph result = Graphs.apply(new RemoveIdentity(), graph);

    assertThat(Graphs.only(result).name()).isEqualTo("out");
    assertThat(result.outputs().get(0).name()).isEqualTo("out");
  }

  @Test
  void outputsStayDifferentValuesMadeByNodes() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2, 3));
    Value y = builder.add("y", ABS, x);
    Graph graph =
        builder
            .output(
                builder.add("copy of x", Graphs.reshape(2, 3), x),
                builder.add("copy of y", Graphs.reshape(2, 3), y),
                builder.add("second copy of y", Graphs.reshape(2, 3), y))
            .build();

    assertThat(Graphs.apply(new RemoveIdentity(), graph)).isSameAs(graph);
  }

  private static Graph between(Op op) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.add("before", ABS, builder.input("x", Shape.of(1, 4, 6, 3)));
    Value y = builder.add("y", op, x);
    return Graphs.apply(new RemoveIdentity(), builder.output(builder.add("after", ABS, y)).build());
  }

  private static List<String> withConstant(Op.Binary.Kind kind, float value, int channels) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 2, 2, 3));
    float[] floats = new float[channels];
    Arrays.fill(floats, value);
    Value c = builder.constant("c", Constant.Floats.of(Shape.of(channels), floats));
    Value y = builder.add("y", Graphs.binary(kind), x, c);
    Graph graph = builder.output(builder.add("z", ABS, y)).build();
    return new ArrayList<>(Graphs.labels(Graphs.apply(new RemoveIdentity(), graph)));
  }
}
