package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.RandomGraphs;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random graphs of all operators, rewritten and compiled, against their definitions. */
class RandomGraphsTest {
  static Stream<Integer> seeds() {
    return IntStream.range(0, 300).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheDefinition(int seed) {
    OperatorCase given = RandomGraphs.of(seed);
    Graph graph =
        RewriteOptions.ALL
            .withEvaluator(NodeEvaluator::evaluate)
            .rewriter()
            .rewrite(given.graph())
            .graph();
    CodegenOptions options = seed % 2 == 0 ? CodegenOptions.SIMD : CodegenOptions.RELAXED;
    CompiledGraph compiled = CompiledGraph.of(graph, options);

    compiled.run(given.inputs());
    float[][] actual = compiled.run(given.inputs());

    double[][] expected = NaiveReference.run(given.graph(), given.inputs());
    assertThat(Agreement.difference(actual, expected)).as("%s", graph.nodes()).isNull();
  }
}
