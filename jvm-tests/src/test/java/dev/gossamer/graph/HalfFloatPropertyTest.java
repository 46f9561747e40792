package dev.gossamer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HalfFloatPropertyTest {

  @Property
  void narrowingRoundsAsTheJdkDoes(@ForAll float value) {
    assertThat(HalfFloat.fromFloat(value)).isEqualTo(Float.floatToFloat16(value));
  }

  @Property(tries = 5000)
  void narrowingRoundsAsTheJdkDoesForEveryExponent(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (!Float.isNaN(value)) {
      assertThat(HalfFloat.fromFloat(value)).isEqualTo(Float.floatToFloat16(value));
    }
  }
}
