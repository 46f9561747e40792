package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandShapeTest {
  private static final int EXTENT = 224;

  /** An upright hand: u and v of its landmarks. */
  private static final double[][] HAND = {
    {
      .50, .36, .28, .22, .18, .40, .38, .37, .36, .49, .49, .49, .49, .57, .58, .59, .60, .64, .67,
      .69, .71
    },
    {
      .80, .74, .66, .60, .55, .52, .40, .32, .25, .50, .37, .28, .20, .52, .40, .32, .25, .56, .47,
      .41, .36
    }
  };

  /** White along the middle finger, as wide as a finger is, black elsewhere. */
  private static float[] finger() {
    float[] crop = new float[EXTENT * EXTENT * 3];
    for (int row = 0; row < EXTENT; row++) {
      for (int column = 0; column < EXTENT; column++) {
        if (Math.abs(column + 0.5 - 0.49 * EXTENT) < 6) {
          Arrays.fill(crop, (row * EXTENT + column) * 3, (row * EXTENT + column) * 3 + 3, 1f);
        }
      }
    }
    return crop;
  }

  /** Of the finger between its knuckle and its tip, in pixels. */
  private static double width(float[] crop) {
    int row = (int) (0.25 * EXTENT);
    double sum = 0;
    for (int column = 0; column < EXTENT; column++) {
      sum += crop[(row * EXTENT + column) * 3];
    }
    return sum;
  }

  @Test
  void thicknessOneLeavesThePictureAsItIs() {
    float[] crop = finger();
    assertThat(new HandShape(HAND[0], HAND[1], 1).of(crop, EXTENT)).containsExactly(crop);
  }

  @Test
  void fingersBecomeThickerAndThinner() {
    float[] crop = finger();
    double before = width(crop);
    double thicker = width(new HandShape(HAND[0], HAND[1], 1.25).of(crop, EXTENT));
    double thinner = width(new HandShape(HAND[0], HAND[1], 0.8).of(crop, EXTENT));

    assertThat(before).isCloseTo(12, within(0.5));
    assertThat(thicker / before).isBetween(1.05, 1.25);
    assertThat(thinner / before).isBetween(0.8, 0.95);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aRandomShapeMovesTheHandAndDoesNotFoldThePicture(long seed) {
    HandShape shape = HandShape.random(HAND[0], HAND[1], new SplittableRandom(seed));
    double farthest = 0;
    for (int row = 0; row < EXTENT - 4; row += 4) {
      for (int column = 0; column < EXTENT - 4; column += 4) {
        float[] here = shape.source(column, row, EXTENT);
        float[] right = shape.source(column + 4, row, EXTENT);
        float[] down = shape.source(column, row + 4, EXTENT);
        float area =
            (right[0] - here[0]) * (down[1] - here[1]) - (right[1] - here[1]) * (down[0] - here[0]);
        assertThat(area).as("of 16 pixels at %d, %d", column, row).isPositive();
        farthest = Math.max(farthest, Math.hypot(here[0] - column, here[1] - row));
      }
    }
    assertThat(farthest).isBetween(1.0, 0.15 * EXTENT);
  }

  @Test
  void theSameSeedGivesTheSameShape() {
    float[] crop = finger();
    float[][] results = new float[2][];
    for (int i = 0; i < 2; i++) {
      results[i] = HandShape.random(HAND[0], HAND[1], new SplittableRandom(5)).of(crop, EXTENT);
    }
    assertThat(results[0]).containsExactly(results[1]).isNotEqualTo(crop);
  }
}
