package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldDequantizeTest {
  private static final Shape WEIGHTS = Shape.of(2, 1, 1, 2);
  private static final Op WIDEN = new Op.Dequantize(List.of(), List.of(), 0);

  @Test
  void halvesAreUsedAsTheyAreAndRememberTheirType() {
    Constant halves = new Constant.Floats(DataType.FLOAT16, WEIGHTS, new float[] {1, 0.5f, -2, 0});

    Graph result = fold(halves, WIDEN);

    assertThat(Graphs.constant(result, Graphs.only(result), 1)).isSameAs(halves);
    assertThat(result.outputs().get(0).type()).isEqualTo(DataType.FLOAT32);
  }

  @Test
  void halvesAsFirstInputStillGiveFloat32() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2));
    Value half =
        builder.constant(
            "half", new Constant.Floats(DataType.FLOAT16, Shape.of(2), new float[] {1, 2}));
    Value widened = builder.add("widened", WIDEN, half);
    Value y = builder.add("y", Graphs.binary(Op.Binary.Kind.SUB), widened, x);

    Graph result = Graphs.apply(new FoldDequantize(), builder.output(y).build());

    assertThat(Graphs.labels(result)).containsExactly("SUB");
    assertThat(result.outputs().get(0).type()).isEqualTo(DataType.FLOAT32);
  }

  @Test
  void integersAreScaledPerTensor() {
    Constant ints = new Constant.Ints(DataType.UINT8, WEIGHTS, new int[] {0, 3, 128, 255});

    Graph result = fold(ints, new Op.Dequantize(List.of(0.1f), List.of(3), 0));

    assertThat(floats(result))
        .containsExactly((float) (-3 * (double) 0.1f), 0, 0.1f * 125, 0.1f * 252);
  }

  @Test
  void integersAreScaledPerChannelOfTheAxis() {
    Constant ints = new Constant.Ints(DataType.INT8, WEIGHTS, new int[] {1, 2, 3, 4});

    Graph first = fold(ints, new Op.Dequantize(List.of(1f, 10f), List.of(0, 1), 0));
    Graph last = fold(ints, new Op.Dequantize(List.of(1f, 10f), List.of(0, 1), 3));

    assertThat(floats(first)).containsExactly(1, 2, 20, 30);
    assertThat(floats(last)).containsExactly(1, 10, 3, 30);
  }

  @Test
  void symmetricSparseIntegersStaySparse() {
    Constant.Sparse ints = Graphs.sparse(DataType.INT8, WEIGHTS, 0, 4, -5, 0);

    Graph result = fold(ints, new Op.Dequantize(List.of(0.5f, 2f), List.of(0, 0), 0));

    assertThat(Graphs.constant(result, Graphs.only(result), 1))
        .isEqualTo(Graphs.sparse(DataType.FLOAT32, WEIGHTS, 0, 2, -10, 0));
  }

  @Test
  void sparseIntegersWhoseZeroIsNotZeroBecomeDense() {
    Constant.Sparse ints = Graphs.sparse(DataType.INT8, WEIGHTS, 0, 4, -5, 0);

    Graph result = fold(ints, new Op.Dequantize(List.of(1f), List.of(1), 0));

    assertThat(floats(result)).containsExactly(-1, 3, -6, -1);
  }

  @Test
  void valuesThatAreComputedStay() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", DataType.INT8, Shape.of(2));
    Op op = new Op.Dequantize(List.of(1f), List.of(0), 0);
    Graph graph = builder.output(builder.add("y", op, x)).build();

    assertThat(Graphs.apply(new FoldDequantize(), graph)).isSameAs(graph);
  }

  private static Graph fold(Constant weights, Op dequantize) {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 3, 3, 2));
    Value w = builder.add("widened", dequantize, builder.constant("w", weights));
    Graph graph = builder.output(builder.add("y", Graphs.CONV, x, w)).build();
    return Graphs.apply(new FoldDequantize(), graph);
  }

  private static float[] floats(Graph graph) {
    return ((Constant.Floats) Graphs.constant(graph, Graphs.only(graph), 1)).floats();
  }
}
