package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 37;

  private static Image filled(int width, int height, int level) {
    byte[] data = new byte[3 * width * height];
    Arrays.fill(data, (byte) level);
    return Image.rgb(data, width, height);
  }

  private static Mask constant(float value) {
    float[] values = new float[WIDTH * HEIGHT];
    Arrays.fill(values, value);
    return new Mask(WIDTH, HEIGHT, values);
  }

  /** A person, white, in the left half of a black picture with a grey stripe at the far right. */
  private static Image scene() {
    Image scene = filled(WIDTH, HEIGHT, 0);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        byte level = (byte) (x < WIDTH / 2 ? 255 : x >= WIDTH - 10 ? 100 : 0);
        Arrays.fill(scene.data(), 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3, level);
      }
    }
    return scene;
  }

  private static Mask leftHalf() {
    Mask mask = constant(0);
    for (int i = 0; i < mask.values().length; i++) {
      mask.values()[i] = i % WIDTH < WIDTH / 2 ? 1 : 0;
    }
    return mask;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 20, 500})
  void aPictureOfOneColourStaysThat(int radius) {
    Image blurred = Background.blurred(filled(WIDTH, HEIGHT, 200), leftHalf(), radius);

    for (int i = 0; i < blurred.data().length; i++) {
      assertThat(blurred.data()[i] & 0xff).isEqualTo(i % 4 == 3 ? 255 : 200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 20})
  void peopleStayAndDoNotSmearIntoTheBackground(int radius) {
    Image blurred = Background.blurred(scene(), leftHalf(), radius);

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH / 2; x++) {
        assertThat(blurred.level(x, y, 0)).isEqualTo(255);
      }
      assertThat(blurred.level(WIDTH / 2, y, 0)).as("beside the person").isLessThan(50);
    }
  }

  @Test
  void theBackgroundIsBlurredAboutAsFarAsTheRadius() {
    Image blurred = Background.blurred(scene(), leftHalf(), 8);

    int edge = WIDTH - 10;
    assertThat(blurred.level(edge - 2, 18, 0)).isBetween(10, 50);
    assertThat(blurred.level(edge + 1, 18, 0)).isBetween(50, 90);
    assertThat(blurred.level(edge - 14, 18, 0)).isLessThan(2);
  }

  @Test
  void anotherPictureCoversTheBackground() {
    Image replaced = Background.replaced(scene(), leftHalf(), filled(7, 300, 50));

    assertThat(replaced.level(0, 0, 1)).isEqualTo(255);
    assertThat(replaced.level(WIDTH - 1, HEIGHT - 1, 1)).isEqualTo(50);
    assertThat(replaced.channels()).isEqualTo(4);
  }

  @Test
  void sharesMix() {
    Image replaced =
        Background.replaced(filled(WIDTH, HEIGHT, 200), constant(0.25f), filled(2, 2, 100));

    assertThat(replaced.level(30, 20, 2)).isEqualTo(125);
  }

  @Test
  void theMaskMustHaveThePicturesSize() {
    assertThatThrownBy(() -> Background.blurred(filled(4, 4, 0), constant(0), 5))
        .hasMessage("a mask of 61 x 37 for a picture of 4 x 4");
    assertThatThrownBy(() -> new Mask(2, 2, new float[5])).hasMessageContaining("5 values");
    assertThatThrownBy(() -> Background.blurred(scene(), constant(0), 0))
        .hasMessageContaining("at least 1");
  }

  @Test
  void masksAreStretchedBetweenCentres() {
    Mask mask = new Mask(2, 1, new float[] {0, 1}).resized(4, 2);

    assertThat(mask.values())
        .containsExactly(new float[] {0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1}, within(1e-6f));
  }
}
