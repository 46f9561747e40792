package dev.gossamer.models.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.models.prune.Schedule.ConstantSparsity;
import dev.gossamer.models.prune.Schedule.PolynomialDecay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  /** 0.8 + (0.2 - 0.8) * (1 - (t - 100) / 400)^3, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "99, 0",
    "100, 0.2",
    "200, 0.546875",
    "300, 0.725",
    "400, 0.790625",
    "500, 0.8",
    "9999, 0.8"
  })
  void polynomialDecayHasTheValuesOfZhuAndGupta(long step, double sparsity) {
    Schedule decay = new PolynomialDecay(0.2, 0.8, 100, 500, PolynomialDecay.CUBIC, 1);

    assertThat(decay.sparsityAt(step)).isCloseTo(sparsity, within(1e-12));
  }

  @Test
  void exponentOneIsALine() {
    Schedule decay = new PolynomialDecay(0, 0.5, 0, 10, 1, 1);

    for (int step = 0; step <= 10; step++) {
      assertThat(decay.sparsityAt(step)).isCloseTo(0.05 * step, within(1e-12));
    }
  }

  @Test
  void betweenUpdatesTheDecayStandsStill() {
    Schedule decay = new PolynomialDecay(0, 0.9, 10, 110, 3, 40);

    assertThat(decay.updatesAt(9)).isFalse();
    assertThat(decay.updatesAt(10)).isTrue();
    assertThat(decay.updatesAt(11)).isFalse();
    assertThat(decay.updatesAt(50)).isTrue();
    assertThat(decay.updatesAt(90)).isTrue();
    assertThat(decay.updatesAt(110)).as("the end, off the beat").isTrue();
    assertThat(decay.updatesAt(130)).isFalse();
    assertThat(decay.sparsityAt(89)).isEqualTo(decay.sparsityAt(50)).isLessThan(0.9);
    assertThat(decay.sparsityAt(110)).isEqualTo(0.9);
  }

  @Test
  void constantSparsityIsAllOrNothing() {
    Schedule constant = new ConstantSparsity(0.7, 5, -1, 3);

    assertThat(constant.sparsityAt(4)).isZero();
    assertThat(constant.sparsityAt(5)).isEqualTo(0.7);
    assertThat(constant.updatesAt(4)).isFalse();
    assertThat(constant.updatesAt(5)).isTrue();
    assertThat(constant.updatesAt(6)).isFalse();
    assertThat(constant.updatesAt(3_000_005)).isTrue();
    Schedule oneShot = ConstantSparsity.oneShot(0.5);
    assertThat(oneShot.updatesAt(0)).isTrue();
    assertThat(oneShot.updatesAt(1)).isFalse();
    assertThat(oneShot.sparsityAt(1000)).isEqualTo(0.5);
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThatThrownBy(() -> new PolynomialDecay(0, 1.1, 0, 10, 3, 1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new PolynomialDecay(0, 0.5, 10, 10, 3, 1)).hasMessageContaining("10");
    assertThatThrownBy(() -> new PolynomialDecay(0, 0.5, 10, 9, 3, 1)).hasMessageContaining("9");
    assertThatThrownBy(() -> new PolynomialDecay(0, 0.5, 0, 9, 0, 1)).hasMessageContaining("0");
    assertThatThrownBy(() -> new ConstantSparsity(0.5, 0, 9, 0))
        .hasMessageContaining("frequency 0");
  }
}
