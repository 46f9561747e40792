package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    assertThat(Statistics.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    assertThat(Statistics.median(List.of())).isNaN();
  }

  @Test
  void theMinimumOfNothingIsNotANumber() {
    assertThat(Statistics.minimum(List.of(3.0, 2.0, 4.0))).isEqualTo(2);
    assertThat(Statistics.minimum(List.of())).isNaN();
  }

  @Test
  void theGeometricMeanOfARatioAndItsInverseIsOne() {
    assertThat(Statistics.geometricMean(4, 0.25)).isCloseTo(1, within(1e-12));
    assertThat(Statistics.geometricMean(2, 8)).isCloseTo(4, within(1e-12));
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.geometricMean(1, 0));
  }
}
