package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.pictures.Hand;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.tune.Variation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandSamplesTest {
  private static final int EXTENT = 224;
  private static final int SAMPLES = 200;

  /** A hand upright where a white half above meets a black one below: its crops are so, too. */
  @Test
  void mildCropsStayUprightAndStrongOnesAreTurned() {
    int mild = upright(Variation.MILD);
    int strong = upright(Variation.STRONG);
    // One crop of ten is from anywhere, two of the others are before another background.
    assertThat(mild).isGreaterThan(SAMPLES * 65 / 100);
    assertThat(strong).isLessThan(mild - SAMPLES / 5);
  }

  @Test
  void theSameIndexGivesTheSameCrop() {
    for (Variation variation : Variation.values()) {
      float[] crop = samples(variation).sample(7);
      assertThat(samples(variation).sample(7)).isEqualTo(crop);
      assertThat(samples(variation).sample(8)).isNotEqualTo(crop);
    }
  }

  private static int upright(Variation variation) {
    HandSamples samples = samples(variation);
    int upright = 0;
    for (int i = 0; i < SAMPLES; i++) {
      float[] crop = samples.sample(i);
      double above = mean(crop, 0, EXTENT / 4);
      double below = mean(crop, EXTENT * 3 / 4, EXTENT);
      upright += above - below > 0.3 ? 1 : 0;
    }
    return upright;
  }

  private static double mean(float[] crop, int from, int to) {
    double sum = 0;
    for (int i = from * EXTENT * 3; i < to * EXTENT * 3; i++) {
      sum += crop[i];
    }
    return sum / ((to - from) * EXTENT * 3);
  }

  private static HandSamples samples(Variation variation) {
    int side = 400;
    int[] halves = new int[side * side];
    Arrays.fill(halves, 0, halves.length / 2, 0xffffff);
    double[] x = new double[21];
    double[] y = new double[21];
    for (int i = 0; i < 21; i++) {
      int finger = (i - 1) / 4;
      x[i] = i == 0 ? 200 : 160 + 20 * finger;
      y[i] = i == 0 ? 250 : 210 - 12 * ((i - 1) % 4);
    }
    Picture picture = new Picture("halves", side, side, halves);
    int[] grey = new int[side * side];
    Arrays.fill(grey, 0x808080);
    List<HandSamples.Scene> scenes = List.of(new HandSamples.Scene(picture, new Hand(x, y, 1)));
    List<HandSamples.Kind> kinds = List.of(new HandSamples.Kind(1, scenes));
    return new HandSamples(kinds, List.of(new Picture("grey", side, side, grey)), variation, 1);
  }
}
