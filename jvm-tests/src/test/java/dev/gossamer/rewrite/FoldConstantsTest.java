package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  /** Knows NEG only. */
  private static final ConstantEvaluator NEGATES =
      (node, inputs) -> {
        if (!(node.op() instanceof Op.Unary unary) || unary.kind() != Op.Unary.Kind.NEG) {
          return Optional.empty();
        }
        float[] floats = ((Constant.Floats) inputs.get(0)).floats().clone();
        for (int i = 0; i < floats.length; i++) {
          floats[i] = -floats[i];
        }
        return Optional.of(Constant.Floats.of(node.output().shape(), floats));
      };

  private final Graph.Builder builder = Graph.builder("g");
  private final Value x = builder.input("x", Shape.of(2, 2));
  private final Value c = Graphs.counting(builder, "c", 4);

  @Test
  void chainsOfConstantNodesAreComputed() {
    Value negative = builder.add("n", new Op.Unary(Op.Unary.Kind.NEG), c);
    Graph result = addedTo(builder.add("r", Graphs.reshape(2, 2), negative), NEGATES);

    Constant.Floats folded = (Constant.Floats) Graphs.constant(result, Graphs.only(result), 1);
    assertThat(folded.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(folded.floats()).containsExactly(-1, -2, -3, -4);
  }

  @Test
  void reshapesNeedNoEvaluator() {
    Graph result = addedTo(builder.add("r", Graphs.reshape(2, 2), c), ConstantEvaluator.NONE);

    assertThat(Graphs.labels(result)).containsExactly("ADD");
  }

  @Test
  void whatTheEvaluatorCannotComputeStays() {
    Value square = builder.add("s", new Op.Unary(Op.Unary.Kind.SQUARE), c);
    Graph result = addedTo(builder.add("r", Graphs.reshape(2, 2), square), NEGATES);

    assertThat(Graphs.labels(result)).containsExactly("SQUARE", "RESHAPE", "ADD");
  }

  @Test
  void aResultMuchLargerThanItsInputsIsNotStored() {
    ConstantEvaluator zeros =
        (node, inputs) -> {
          Shape shape = node.output().shape();
          return Optional.of(Constant.Floats.of(shape, new float[shape.elements()]));
        };
    Op pad = new Op.Pad(List.of(0), List.of(13), 0f);
    Value padded = builder.add("p", pad, c);
    Value y = builder.add("y", Graphs.binary(Op.Binary.Kind.ADD), padded, padded);
    Value z = builder.add("z", Graphs.binary(Op.Binary.Kind.ADD), y, builder.input("w", y.shape()));

    Graph graph = builder.output(z).build();

    assertThat(Graphs.settle(new FoldConstants(zeros), graph)).isSameAs(graph);
  }

  @Test
  void aConstantOutputStaysTheResultOfANode() {
    Graph graph = builder.output(builder.add("r", Graphs.reshape(2, 2), c)).build();

    assertThat(Graphs.settle(new FoldConstants(NEGATES), graph)).isSameAs(graph);
  }

  private Graph addedTo(Value constant, ConstantEvaluator evaluator) {
    Value y = builder.add("y", Graphs.binary(Op.Binary.Kind.ADD), x, constant);
    return Graphs.settle(new FoldConstants(evaluator), builder.output(y).build());
  }
}
