package dev.gossamer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The judge is the JDK, and where it departs from the standard, the standard's examples. */
class Utf8Test {
  @Test
  void allPointsComeBack() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        all.appendCodePoint(point);
      }
    }
    byte[] bytes = Utf8.encode(all.toString());
    assertThat(bytes).isEqualTo(all.toString().getBytes(UTF_8));
    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(all.toString());
  }

  @Property
  void textWithHalvesOfSurrogatesIsEncodedAsByTheJdk(@ForAll String text) {
    assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void surrogatesInEveryOrder() {
    char[] units = {'a', 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000};
    for (char first : units) {
      for (char second : units) {
        for (char third : units) {
          String text = new String(new char[] {first, second, third});
          assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(UTF_8));
        }
      }
    }
  }

  /** Table 3-9 of the standard; the JDK makes one replacement of each such three bytes. */
  @Test
  void surrogatesAreNoCharacters() {
    assertThat(decode(0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, 0xED, 0xAF, 0x41))
        .isEqualTo("\uFFFD".repeat(8) + "A");
  }

  /** Table 3-11. */
  @Test
  void beginningsAreReplacedAsAWhole() {
    assertThat(decode(0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41))
        .isEqualTo("\uFFFD".repeat(4) + "A");
  }

  @Test
  void bytesAtTheLimitsAreDecodedAsByTheJdk() {
    int[] edges = {
      0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xEE,
      0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF
    };
    byte[] bytes = new byte[6];
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 24 * 24 * 24 * 24; i++) {
      for (int at = 1, rest = i; at <= 4; at++, rest /= 24) {
        bytes[at] = (byte) edges[rest % 24];
      }
      for (int count = 1; count <= 4; count++) {
        if (!Utf8.decode(bytes, 1, count).equals(new String(bytes, 1, count, UTF_8))) {
          wrong.add(count + " of " + Arrays.toString(bytes));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String decode(int... units) {
    byte[] bytes = new byte[units.length];
    for (int i = 0; i < units.length; i++) {
      bytes[i] = (byte) units[i];
    }
    return Utf8.decode(bytes, 0, bytes.length);
  }
}
