package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.OperatorCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operator and attribute gives what its definition says, evaluated naively in double
 * precision.
 */
class OperatorTest {
  @TestFactory
  Stream<DynamicTest> agreesWithTheDefinition() {
    return OperatorCases.all().stream()
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given)));
  }

  private static void check(OperatorCase given) {
    Interpreter interpreter = new Interpreter(given.graph());
    double[][] expected = NaiveReference.run(given.graph(), given.inputs());

    interpreter.run(given.inputs());
    float[][] actual = interpreter.run(given.inputs());

    assertThat(Agreement.difference(actual, expected)).isNull();
  }
}
