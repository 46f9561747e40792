package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.NaiveTensor;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.RandomGraphs;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Operators in all company and order: buffers that are reused at the wrong time show here. */
class RandomGraphTest {
  private static final int GRAPHS = 500;

  @TestFactory
  Stream<DynamicTest> everyNodeAgreesWithTheDefinition() {
    return LongStream.range(0, GRAPHS)
        .mapToObj(RandomGraphs::of)
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given)));
  }

  /**
   * The listener finds the first node that is wrong; the outputs prove that nothing overwrote them.
   */
  private static void check(OperatorCase given) {
    Graph graph = given.graph();
    NaiveTensor[] expected = NaiveReference.values(graph, given.inputs());
    Interpreter interpreter = new Interpreter(graph);

    interpreter.run(
        given.inputs(),
        (node, nanos, outputs) -> {
          for (int i = 0; i < node.outputs().size(); i++) {
            double[] values = expected[node.outputs().get(i).id()].data();
            String difference =
                Agreement.difference(outputs.get(i), values, Agreement.tolerance(values));
            assertThat(difference).as("%s of %s", node, given.name()).isNull();
          }
        });
    float[][] actual = interpreter.run(given.inputs());

    for (int i = 0; i < actual.length; i++) {
      Value output = graph.outputs().get(i);
      double[] values = expected[output.id()].data();
      assertThat(Agreement.difference(actual[i], values, Agreement.tolerance(values)))
          .as("output %s", output)
          .isNull();
    }
  }

  @Test
  void theGraphsUseEveryOperator() {
    Set<Class<?>> used = new HashSet<>();
    for (int seed = 0; seed < GRAPHS; seed++) {
      for (Node node : RandomGraphs.of(seed).graph().nodes()) {
        used.add(node.op().getClass());
      }
    }
    assertThat(used).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }
}
