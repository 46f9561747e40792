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

class FoldDensifyTest {
  private static final Constant.Sparse WEIGHTS =
      Graphs.sparse(DataType.FLOAT32, Shape.of(2, 1, 1, 3), 0, 5, 0, 7, 0, 0);

  @Test
  void weightsOfAConvolutionStaySparseWithTheirLayout() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 2, 2, 3));
    Value w = builder.add("densify", new Op.Densify(), builder.constant("w", WEIGHTS));
    Graph graph = builder.output(builder.add("y", Graphs.CONV, x, w)).build();

    Graph result = Graphs.apply(new FoldDensify(), graph);

    assertThat(Graphs.constant(result, Graphs.only(result), 1)).isEqualTo(WEIGHTS);
  }

  @Test
  void halfWeightsStaySparseThroughDequantize() {
    Constant.Sparse halves =
        Graphs.sparse(DataType.FLOAT16, Shape.of(2, 1, 1, 3), 0, 5, 0, 7, 0, 0);
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 2, 2, 3));
    Value dense = builder.add("densify", new Op.Densify(), builder.constant("w", halves));
    Value w = builder.add("widen", new Op.Dequantize(List.of(), List.of(), 0), dense);
    Graph graph = builder.output(builder.add("y", Graphs.CONV, x, w)).build();

    Graph result = RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(graph).graph();

    assertThat(Graphs.constant(result, Graphs.only(result), 1)).isEqualTo(halves);
    assertThat(result.outputs().get(0).type()).isEqualTo(DataType.FLOAT32);
  }

  @Test
  void otherReadersGetDenseElements() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(2, 1, 1, 3));
    Value w = builder.add("densify", new Op.Densify(), builder.constant("w", WEIGHTS));
    Value y = builder.add("y", Graphs.binary(Op.Binary.Kind.ADD), x, w);
    Graph graph = builder.output(y).build();

    Graph result = Graphs.apply(new FoldDensify(), graph);

    assertThat(Graphs.constant(result, Graphs.only(result), 1))
        .isInstanceOfSatisfying(
            Constant.Floats.class,
            dense -> assertThat(dense.floats()).containsExactly(0, 5, 0, 7, 0, 0));
  }

  @Test
  void aDenseInputIsHandedOn() {
    Graph.Builder builder = Graph.builder("g");
    Value x = builder.input("x", Shape.of(1, 2, 2, 3));
    Value w = builder.add("densify", new Op.Densify(), Graphs.counting(builder, "w", 4, 1, 1, 3));
    Graph graph = builder.output(builder.add("y", Graphs.CONV, x, w)).build();

    Graph result = Graphs.apply(new FoldDensify(), graph);

    assertThat(Graphs.labels(result)).containsExactly("CONV_2D");
  }
}
