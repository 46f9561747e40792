package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageTest {
  @Test
  void levelsAreUnsignedAndRowsMayBePadded() {
    byte[] data = new byte[2 * 9];
    data[9 + 3 + 2] = (byte) 200;

    assertThat(new Image(data, 2, 2, 3, 9).level(1, 1, 2)).isEqualTo(200);
    assertThat(Image.rgba(new byte[24], 3, 2).stride()).isEqualTo(12);
  }

  @Test
  void theLastRowNeedsNoPadding() {
    assertThat(new Image(new byte[9 + 6], 2, 2, 3, 9).region())
        .isEqualTo(new Region(1, 1, 2, 2, 0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Image.rgb(new byte[11], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a picture of 2 x 2 with 3 channels takes 12 bytes, got 11");
    assertThatThrownBy(() -> Image.rgb(new byte[11], 0, 2)).hasMessage("a picture of 0 x 2");
    assertThatThrownBy(() -> new Image(new byte[99], 2, 2, 1, 9)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> new Image(new byte[99], 4, 2, 3, 9)).hasMessageContaining("stride");
    assertThatThrownBy(() -> Image.rgba(new byte[9], Integer.MAX_VALUE, 2))
        .hasMessageContaining("too long");
  }
}
