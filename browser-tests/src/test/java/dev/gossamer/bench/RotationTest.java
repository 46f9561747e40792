package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
  @Test
  void everyRoundBeginsWithTheNext() {
    List<String> items = List.of("A", "B", "C");

    assertThat(Rotation.order(items, 0)).containsExactly("A", "B", "C");
    assertThat(Rotation.order(items, 1)).containsExactly("B", "C", "A");
    assertThat(Rotation.order(items, 2)).containsExactly("C", "A", "B");
    assertThat(Rotation.order(items, 3)).isEqualTo(items);
    assertThat(Rotation.order(List.of(), 1)).isEmpty();
  }
}
