package dev.gossamer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {

  @Test
  void everyBitPatternWidensAsTheJdkDoes() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int expected = Float.floatToRawIntBits(Float.float16ToFloat((short) bits));
      int actual = Float.floatToRawIntBits(HalfFloat.toFloat((short) bits));
      boolean signalling = (bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0;
      // The JDK makes NaNs quiet; here their bits survive.
      assertThat(actual | (signalling ? 0x400000 : 0))
          .as("half %04x", bits)
          .isEqualTo(expected | (signalling ? 0x400000 : 0));
    }
  }

  @Test
  void everyBitPatternComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(HalfFloat.fromFloat(HalfFloat.toFloat((short) bits))).isEqualTo((short) bits);
    }
  }
}
