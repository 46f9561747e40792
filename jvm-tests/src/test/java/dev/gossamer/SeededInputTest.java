package dev.gossamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.Shape;
import org.junit.jupiter.api.Test;

class SeededInputTest {
  /** The published sequence of mulberry32 for seed 12345, as JavaScript prints it. */
  @Test
  void sequenceIsMulberry32() {
    assertThat(SeededInput.floats(12345, 4))
        .containsExactly(
            (float) 0.9797282814979553,
            (float) 0.3067522644996643,
            (float) 0.484205424785614,
            (float) 0.8179343938827515);
  }

  @Test
  void numbersLieInTheUnitIntervalAndSpreadEvenly() {
    float[] floats = SeededInput.floats(-7, 100_000);
    double sum = 0;
    for (float value : floats) {
      assertThat(value).isBetween(0f, 1f);
      sum += value;
    }
    // the mean of n uniform numbers deviates by sqrt(1 / 12 n) = 0.0009; six of these
    assertThat(sum / floats.length).isBetween(0.4945, 0.5055);
  }

  @Test
  void tensorHasTheShapeAndTheSameNumbers() {
    Tensor tensor = SeededInput.tensor(5, Shape.of(1, 2, 3, 1));
    assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2, 3, 1));
    assertThat(tensor.data()).containsExactly(SeededInput.floats(5, 6));
  }

  @Test
  void negativeCountIsRefused() {
    assertThatThrownBy(() -> SeededInput.floats(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
