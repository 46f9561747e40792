package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.vision.OneEuroFilter.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneEuroFilterTest {
  @Test
  void theFirstValuePasses() {
    assertThat(new OneEuroFilter(new Parameters(1, 0, 1)).filter(7, 0, 1)).isEqualTo(7);
  }

  /**
   * With beta 0 it is an exponential mean: at 1 Hz and 100 ms, 1 / (1 + 10 / (2 pi)) of the new.
   */
  @Test
  void withoutBetaItIsALowPass() {
    OneEuroFilter filter = new OneEuroFilter(new Parameters(1, 0, 1));

    filter.filter(0, 0, 1);

    assertThat(filter.filter(1, 100, 1)).isCloseTo(0.385870f, within(1e-5f));
    assertThat(filter.filter(1, 200, 1)).isCloseTo(0.622844f, within(1e-5f));
  }

  /**
   * Speed 10 per second, of which 0.385870 is believed; cutoff 1 + 0.5 x 3.85870 = 2.929350 Hz;
   * weight 1 / (1 + 10 / (2 pi 2.929350)) = 0.647957.
   */
  @Test
  void speedRaisesTheCutoff() {
    OneEuroFilter filter = new OneEuroFilter(new Parameters(1, 0.5f, 1));

    filter.filter(0, 0, 1);

    assertThat(filter.filter(1, 100, 1)).isCloseTo(0.647957f, within(1e-5f));
  }

  @Test
  void theScaleActsOnTheSpeedOnly() {
    OneEuroFilter small = new OneEuroFilter(new Parameters(1, 0.5f, 1));
    OneEuroFilter large = new OneEuroFilter(new Parameters(1, 0.5f, 1));

    small.filter(0, 0, 1);
    large.filter(0, 0, 0.01f);

    assertThat(large.filter(100, 100, 0.01f))
        .isCloseTo(100 * small.filter(1, 100, 1), within(1e-3f));
  }

  @Test
  void startsAnewWhenTheClockRunsBackwardsAndWaitsWhileItStands() {
    OneEuroFilter filter = new OneEuroFilter(new Parameters(1, 0, 1));
    filter.filter(0, 1000, 1);
    float moved = filter.filter(1, 1100, 1);

    assertThat(filter.filter(50, 1100, 1)).isEqualTo(moved);
    assertThat(filter.filter(50, 900, 1)).isEqualTo(50);
  }

  @Test
  void landmarksAtRestTrembleLess() {
    LandmarkSmoother smoother = new LandmarkSmoother(Parameters.LANDMARKS);
    float largest = 0;
    for (int i = 0; i < 50; i++) {
      float tremble = i % 2 == 0 ? 0.5f : -0.5f;
      List<Landmark> smooth =
          smoother.smooth(List.of(new Landmark(100 + tremble, 50, 0)), 40 * i, 200);
      if (i >= 25) {
        largest = Math.max(largest, Math.abs(smooth.get(0).x() - 100));
      }
    }

    assertThat(largest).isLessThan(0.35f);
  }

  @Test
  void parametersAreChecked() {
    assertThatThrownBy(() -> new Parameters(0, 1, 1)).hasMessageContaining("cutoffs above 0");
    assertThatThrownBy(() -> new Parameters(1, Float.NaN, 1)).hasMessageContaining("beta");
  }
}
