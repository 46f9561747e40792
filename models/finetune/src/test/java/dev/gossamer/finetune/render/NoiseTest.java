package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseTest {
  @Test
  void itIsSmoothBoundedAndOfItsSeed() {
    Noise noise = new Noise(5);
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 10_000; i++) {
      double x = 200 * random.nextDouble() - 100;
      double y = 200 * random.nextDouble() - 100;
      double z = 200 * random.nextDouble() - 100;
      double value = noise.at(x, y, z);
      assertThat(value).isBetween(-1.0, 1.0);
      // Smoothstep is at most 1.5 steep, and its ends 2 apart.
      assertThat(noise.at(x + 1e-6, y, z)).isCloseTo(value, within(3.1e-6));
      sum += value;
      squares += value * value;
    }
    assertThat(sum / 10_000).isCloseTo(0, within(0.02));
    assertThat(squares / 10_000).isBetween(0.03, 0.33);
    assertThat(new Noise(6).at(0.5, 0.5, 0.5)).isNotEqualTo(noise.at(0.5, 0.5, 0.5));
  }
}
