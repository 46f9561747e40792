package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.pictures.Picture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSamplesTest {
  private static Picture plain(int rgb, int width, int height) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, rgb);
    return new Picture("plain", width, height, pixels);
  }

  /** Red and blue: samples made of several may show both colours, others show one of them only. */
  private static List<Picture> redAndBlue() {
    return List.of(plain(0xc02020, 40, 30), plain(0x2020c0, 40, 30));
  }

  @ParameterizedTest
  @CsvSource({"16, 16, 0", "17, 9, -1", "256, 144, 0"})
  void someSamplesAreFourPictures(int width, int height, float lowest) {
    PictureSamples samples = new PictureSamples(redAndBlue(), width, height, false, lowest, 3);
    // A quarter of them, 14 of 16 of those not all of one colour, 9 of 10 not grey: 39 of 200.
    assertThat(mixed(samples, width, height)).isBetween(22, 70);
  }

  @Test
  void detectorsSeeOnePictureAtATime() {
    PictureSamples samples = new PictureSamples(redAndBlue(), 64, 64, true, -1, 3);
    assertThat(mixed(samples, 64, 64)).isZero();
  }

  /** Of 200 samples those of both colours. */
  private static int mixed(PictureSamples samples, int width, int height) {
    int mixed = 0;
    for (int i = 0; i < 200; i++) {
      float[] sample = samples.sample(i);
      assertThat(sample).hasSize(3 * width * height).isEqualTo(samples.sample(i));
      int red = 0;
      int blue = 0;
      for (int at = 0; at < sample.length; at += 3) {
        float difference = sample[at] - sample[at + 2];
        red += difference > 0.2f ? 1 : 0;
        blue += difference < -0.2f ? 1 : 0;
      }
      // Noise makes a few pixels of a black border red or blue.
      mixed += Math.min(red, blue) > width * height / 10 ? 1 : 0;
    }
    return mixed;
  }
}
