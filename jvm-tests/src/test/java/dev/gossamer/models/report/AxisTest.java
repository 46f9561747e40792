package dev.gossamer.models.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 0.2 0.4 0.6 0.8 1",
    "30, 90, 30 40 50 60 70 80 90",
    "1, 42, 10 20 30 40",
    "0, 0.00003, 0 0.000005 0.00001 0.000015 0.00002 0.000025 0.00003",
    "0, 6000000, 0 1E+6 2E+6 3E+6 4E+6 5E+6 6E+6",
    "-0.3, 0.4, -0.2 0 0.2 0.4",
    "20, 2000, 500 1000 1500 2000"
  })
  void ticksAreRoundNumbers(double min, double max, String ticks) {
    assertThat(labels(Axis.linear(min, max))).isEqualTo(Arrays.asList(ticks.split(" ")));
  }

  @Test
  void aRoundedAxisEndsAtTicks() {
    Axis axis = Axis.rounded(-0.1, 54.5);

    assertThat(axis.min()).isEqualTo(-10);
    assertThat(axis.max()).isEqualTo(60);
    assertThat(labels(axis)).containsExactly("-10", "0", "10", "20", "30", "40", "50", "60");
  }

  @ParameterizedTest
  @CsvSource({
    "2.48, 43.3, 5 10 20",
    "1, 100, 1 2 5 10 20 50 100",
    "0.001, 1000, 0.001 0.01 0.1 1 10 100 1000",
    "2.4, 3.1, 2.4 2.6 2.8 3"
  })
  void logarithmicTicksAreRoundToo(double min, double max, String ticks) {
    assertThat(labels(Axis.logarithmic(min, max))).isEqualTo(Arrays.asList(ticks.split(" ")));
  }

  @Test
  void numbersLieBetweenTheEnds() {
    assertThat(Axis.linear(10, 30).share(15)).isCloseTo(0.25, within(1e-12));
    assertThat(Axis.logarithmic(1, 100).share(10)).isCloseTo(0.5, within(1e-12));
    assertThat(Axis.logarithmic(1, 100).share(0)).isInfinite();
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis::label).toList();
  }
}
