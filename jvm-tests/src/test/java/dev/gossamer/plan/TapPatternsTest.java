package dev.gossamer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Stride;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The choice between hard-wired and listed taps, pinned for typical layers. */
class TapPatternsTest {
  private static final int CHANNELS = 96;
  private static final int MUCH_CODE = 1000;

  @Test
  void denseWeightsShareOnePattern() {
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> true)).containsExactly("9 taps: 96");
  }

  @Test
  void channelsWithoutWeightsDoNothingButTheirBias() {
    assertThat(choose(5, MUCH_CODE, (channel, tap) -> channel % 2 == 0))
        .containsExactly("25 taps: 48", "0 taps: 48");
  }

  @Test
  void aTapThatNoChannelHasIsLeftOut() {
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> tap != 4)).containsExactly("8 taps: 96");
  }

  @Test
  void aFewPatternsAreHardWired() {
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> (tap + channel % 3) % 2 == 0))
        .containsExactlyInAnyOrder("5 taps: 64", "4 taps: 32");
  }

  @Test
  void withoutRoomForCodeTapsAreListed() {
    assertThat(choose(3, 0, (channel, tap) -> (tap + channel % 3) % 2 == 0))
        .containsExactly("listed taps: 96");
  }

  @Test
  void aPatternOfOneChannelIsNotWorthItsCode() {
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> channel != 7 || tap != 0))
        .containsExactly("9 taps: 96");
  }

  @Test
  void unstructuredTapsAreListedBelowTwoThirds() {
    Random random = new Random(1);
    boolean[] third = kept(random, 1 / 3.0);
    boolean[] most = kept(random, 0.9);
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> third[channel * 9 + tap]))
        .anyMatch(group -> group.startsWith("listed taps: "));
    assertThat(choose(3, MUCH_CODE, (channel, tap) -> most[channel * 9 + tap]))
        .first()
        .asString()
        .startsWith("9 taps: ");
  }

  @Test
  void largeWindowsAreListed() {
    assertThat(choose(9, MUCH_CODE, (channel, tap) -> true)).containsExactly("listed taps: 96");
  }

  private interface Kept {
    boolean test(int channel, int tap);
  }

  private static boolean[] kept(Random random, double density) {
    boolean[] kept = new boolean[CHANNELS * 9];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < density;
    }
    return kept;
  }

  /** Patterns and how many channels each serves; every channel is served with all its taps. */
  private static List<String> choose(int kernel, int codeBudget, Kept kept) {
    int taps = kernel * kernel;
    float[] weights = new float[taps * CHANNELS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = kept.test(i % CHANNELS, i / CHANNELS) ? 1 : 0;
    }
    Window window = new Window(kernel, kernel, Stride.ONE, Stride.ONE, Padding.NONE);
    TapPatterns patterns = new TapPatterns.Chooser(weights, CHANNELS, window).sparse(codeBudget);
    List<String> groups = new ArrayList<>();
    List<Integer> served = new ArrayList<>();
    for (TapPatterns.Group group : patterns.groups()) {
      for (int channel : group.channels()) {
        for (int tap = 0; tap < taps; tap++) {
          boolean has = group.pattern().listed() || group.pattern().taps().contains(tap);
          assertThat(has || !kept.test(channel, tap)).isTrue();
        }
      }
      served.addAll(group.channels());
      String kind = group.pattern().listed() ? "listed" : "" + group.pattern().taps().size();
      groups.add(kind + " taps: " + group.channels().size());
    }
    assertThat(served).hasSize(CHANNELS).doesNotHaveDuplicates();
    return groups;
  }
}
