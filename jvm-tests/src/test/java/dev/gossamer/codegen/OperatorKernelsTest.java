package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.OperatorCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compiled operators give what their definitions say, evaluated naively in double precision. */
class OperatorKernelsTest {
  @TestFactory
  Stream<DynamicTest> agreeWithTheDefinitionInPlainSimd() {
    return tests(CodegenOptions.SIMD);
  }

  @TestFactory
  Stream<DynamicTest> agreeWithTheDefinitionInRelaxedSimd() {
    return tests(CodegenOptions.RELAXED);
  }

  private static Stream<DynamicTest> tests(CodegenOptions options) {
    return OperatorCases.all().stream()
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given, options)));
  }

  private static void check(OperatorCase given, CodegenOptions options) {
    if (isRefused(given.graph())) {
      assertThatThrownBy(() -> CompiledGraph.of(given.graph(), options))
          .isInstanceOf(UnsupportedModelException.class);
      return;
    }
    double[][] expected = NaiveReference.run(given.graph(), given.inputs());
    CompiledGraph compiled = CompiledGraph.of(given.graph(), options);

    compiled.run(given.inputs());
    float[][] actual = compiled.run(given.inputs());

    assertThat(Agreement.difference(actual, expected)).isNull();
  }

  /** Weights that are no constants. */
  private static boolean isRefused(Graph graph) {
    for (Node node : graph.nodes()) {
      boolean weighted =
          node.op() instanceof Op.Conv2d
              || node.op() instanceof Op.DepthwiseConv2d
              || node.op() instanceof Op.TransposeConv2d
              || node.op() instanceof Op.FullyConnected;
      if (weighted && !graph.isConstant(node.input(1))) {
        return true;
      }
    }
    return false;
  }
}
