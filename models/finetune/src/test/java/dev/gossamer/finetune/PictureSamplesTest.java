package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.pictures.Picture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSamplesTest {
  private static Picture plain(int rgb) {
    int[] pixels = new int[40 * 30];
    Arrays.fill(pixels, rgb);
    return new Picture("plain", 40, 30, pixels);
  }

  /** Black and white pictures: where four are side by side, quarters differ; else they do not. */
  @ParameterizedTest
  @CsvSource({"16, 16, 0", "17, 9, -1", "256, 144, 0"})
  void someSamplesAreFourPictures(int width, int height, float lowest) {
    PictureSamples samples =
        new PictureSamples(
            List.of(plain(0x000000), plain(0xffffff)), width, height, false, lowest, 3);
    int mixed = 0;
    for (int i = 0; i < 200; i++) {
      float[] sample = samples.sample(i);
      assertThat(sample).hasSize(3 * width * height).isEqualTo(samples.sample(i));
      float middle = (lowest + 1) / 2;
      boolean bright = mean(sample, width, 0, 0, width / 2, height / 2) > middle;
      boolean allAlike = true;
      for (int row : new int[] {0, height / 2}) {
        for (int column : new int[] {0, width / 2}) {
          allAlike &= mean(sample, width, column, row, width / 2, height / 2) > middle == bright;
        }
      }
      mixed += allAlike ? 0 : 1;
    }
    // A quarter of them, 14 of 16 of those not all of one colour: 44 of 200 expected.
    assertThat(mixed).isBetween(22, 70);
  }

  private static double mean(
      float[] sample, int width, int column, int row, int columns, int rows) {
    double sum = 0;
    for (int y = row; y < row + rows; y++) {
      for (int x = 3 * column; x < 3 * (column + columns); x++) {
        sum += sample[3 * width * y + x];
      }
    }
    return sum / (3.0 * rows * columns);
  }
}
