package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the pictures that MediaPipe expects of its ImageToTensorCalculator. */
class ImageToTensorTest {
  private static final float LEVELS = 1.5f;

  @ParameterizedTest
  @CsvSource({
    "medium_sub_rect_keep_aspect, 0.65, 0.4, 0.5, 0.5, 0, true, REPLICATE",
    "medium_sub_rect_keep_aspect_border_zero, 0.65, 0.4, 0.5, 0.5, 0, true, ZERO",
    "medium_sub_rect_keep_aspect_with_rotation, 0.65, 0.4, 0.5, 0.5, 90, true, REPLICATE",
    "medium_sub_rect_keep_aspect_with_rotation_border_zero, 0.65, 0.4, 0.5, 0.5, 90, true, ZERO",
    "medium_sub_rect_with_rotation, 0.65, 0.4, 0.5, 0.5, -45, false, REPLICATE",
    "medium_sub_rect_with_rotation_border_zero, 0.65, 0.4, 0.5, 0.5, -45, false, ZERO",
    "large_sub_rect, 0.5, 0.5, 1.5, 1.1, 0, false, REPLICATE",
    "large_sub_rect_border_zero, 0.5, 0.5, 1.5, 1.1, 0, false, ZERO",
    "large_sub_rect_keep_aspect, 0.5, 0.5, 1.5, 1.1, 0, true, REPLICATE",
    "large_sub_rect_keep_aspect_border_zero, 0.5, 0.5, 1.5, 1.1, 0, true, ZERO",
    "large_sub_rect_keep_aspect_with_rotation, 0.5, 0.5, 1.5, 1.1, -15, true, REPLICATE",
    "large_sub_rect_keep_aspect_with_rotation_border_zero, 0.5, 0.5, 1.5, 1.1, -15, true, ZERO",
    "noop_except_range, 0.5, 0.5, 1, 1, 0, true, REPLICATE"
  })
  void matchesTheGoldenPictures(
      String golden,
      float x,
      float y,
      float width,
      float height,
      float degrees,
      boolean keepAspect,
      Border border)
      throws IOException {
    Image image = TestPictures.shared("preprocessing/image_to_tensor/input.jpg");
    Image expected = TestPictures.shared("preprocessing/image_to_tensor/" + golden + ".png");
    Region region =
        new Region(
            x * image.width(),
            y * image.height(),
            width * image.width(),
            height * image.height(),
            (float) Math.toRadians(degrees));
    if (keepAspect) {
      region = region.withAspectOf(expected.width(), expected.height());
    }
    ImageToTensor conversion =
        new ImageToTensor(expected.width(), expected.height(), 0, 255, border);
    assertMatches(conversion, image, region, expected);
    assertMatches(conversion, TestPictures.padded(image, 5), region, expected);
  }

  /**
   * OpenCV, which made the golden pictures, rounds places to 1/32 of a pixel and weights to 15
   * bits. So it may have looked up to 1/64 away in each direction, and found levels up to LEVELS
   * off.
   */
  private static void assertMatches(
      ImageToTensor conversion, Image image, Region region, Image expected) {
    float step = 1 / 128f;
    float[][] around = new float[25][];
    for (int i = 0; i < around.length; i++) {
      float x = region.x() + (i % 5 - 2) * step;
      float y = region.y() + (i / 5 - 2) * step;
      around[i] =
          conversion
              .convert(image, new Region(x, y, region.width(), region.height(), region.rotation()))
              .data();
    }
    float[] found = conversion.convert(image, region).data();
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      int pixel = i / 3;
      int level = expected.level(pixel % expected.width(), pixel / expected.width(), i % 3);
      float least = found[i];
      float most = found[i];
      for (float[] other : around) {
        least = Math.min(least, other[i]);
        most = Math.max(most, other[i]);
      }
      sum += Math.abs(found[i] - level);
      if (level < least - LEVELS || level > most + LEVELS) {
        fail("float %d: expected %d, found %f (%f to %f)", i, level, found[i], least, most);
      }
    }
    assertThat(sum / found.length).as("mean difference in grey levels").isLessThan(0.5);
  }

  @Test
  void theRangeIsLinearInTheLevels() {
    Image image = Image.rgb(new byte[] {0, 51, (byte) 255}, 1, 1);
    ImageToTensor conversion = new ImageToTensor(1, 1, -1, 1, Border.REPLICATE);

    Tensor tensor = conversion.convert(image, image.region());

    assertThat(tensor.shape()).hasToString("[1,1,1,3]");
    assertThat(tensor.data()).containsExactly(new float[] {-1, -0.6f, 1}, within(1e-6f));
  }

  @Test
  void theMiddleOfFourPixelsIsTheirMean() {
    Image image = Image.rgb(new byte[] {10, 0, 0, 20, 0, 0, 30, 0, 0, 80, 0, 0}, 2, 2);
    ImageToTensor conversion = new ImageToTensor(1, 1, 0, 255, Border.ZERO);

    float[] found = conversion.convert(image, new Region(1, 1, 1, 1, 0)).data();

    assertThat(found[0]).isCloseTo(35, within(1e-4f));
  }

  @Test
  void beyondTheEdgeIsBlackWhateverTheRange() {
    Image image = Image.rgb(new byte[] {100, 100, 100}, 1, 1);
    ImageToTensor conversion = new ImageToTensor(1, 1, -1, 1, Border.ZERO);

    assertThat(conversion.convert(image, new Region(9, 9, 1, 1, 0)).data()).containsOnly(-1);
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void noRegionIsTooStrangeToRead(Border border) {
    Image image = Image.rgb(new byte[3 * 5 * 4], 5, 4);
    ImageToTensor conversion = new ImageToTensor(3, 2, 0, 1, border);
    float[] strange = {Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 1e30f, Float.MIN_VALUE, 0};

    for (float a : strange) {
      for (float b : strange) {
        assertThatCode(() -> conversion.convert(image, new Region(a, b, b, a, a)))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    Image image = Image.rgb(new byte[3], 1, 1);
    ImageToTensor conversion = new ImageToTensor(4, 2, 0, 1, Border.ZERO);

    assertThatThrownBy(() -> conversion.convert(image, image.region(), new float[23]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 24 floats, got 23");
  }
}
