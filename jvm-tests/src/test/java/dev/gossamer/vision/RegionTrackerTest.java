package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.vision.RegionTracker.Seen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On things that are nothing but the middle of their region, each 10 x 10. */
class RegionTrackerTest {
  private static final Image PICTURE = Image.rgb(new byte[3], 1, 1);

  private final List<Float> present = new ArrayList<>();
  private int looks;

  @BeforeEach
  void twoThings() {
    present.add(0f);
    present.add(100f);
  }

  private RegionTracker<Float> tracker(int wanted, int searchInterval) {
    return new RegionTracker<>(
        wanted, searchInterval, image -> present.stream().map(this::at).toList(), this::look);
  }

  private Region at(float x) {
    return new Region(x, 0, 10, 10, 0);
  }

  /** Sees a thing that is at most 4 away. */
  private Seen<Float> look(Picture picture, Region region, int id) {
    looks++;
    for (float x : present) {
      if (Math.abs(region.x() - x) <= 4) {
        return new Seen<>(id, x, at(x));
      }
    }
    return null;
  }

  @Test
  void theDetectorRestsWhileAllAreInSight() {
    RegionTracker<Float> tracker = tracker(2, 1);

    for (int i = 0; i < 5; i++) {
      present.set(0, 3f * i);
      assertThat(tracker.update(PICTURE)).containsExactly(3f * i, 100f);
    }

    assertThat(tracker.searches()).isEqualTo(1);
    assertThat(tracker.ids()).containsExactlyInAnyOrder(0, 1);
    assertThat(looks).isEqualTo(10);
  }

  @Test
  void aLostThingIsSearchedForAtOnceAndGetsAnotherId() {
    RegionTracker<Float> tracker = tracker(2, 100);
    tracker.update(PICTURE);

    present.set(0, 50f);

    assertThat(tracker.update(PICTURE)).containsExactly(100f, 50f);
    assertThat(tracker.ids()).containsExactlyInAnyOrder(1, 2);
    assertThat(tracker.searches()).isEqualTo(2);
  }

  @Test
  void furtherThingsAreSearchedForOnceInAWhile() {
    RegionTracker<Float> tracker = tracker(3, 4);

    for (int i = 0; i < 9; i++) {
      tracker.update(PICTURE);
    }

    assertThat(tracker.searches()).isEqualTo(3);
  }

  @Test
  void nothingTrackedMeansSearchingAlways() {
    present.clear();
    RegionTracker<Float> tracker = tracker(1, 100);

    tracker.update(PICTURE);
    tracker.update(PICTURE);

    assertThat(tracker.searches()).isEqualTo(2);
  }

  @Test
  void notMoreThanWanted() {
    assertThat(tracker(1, 1).update(PICTURE)).containsExactly(0f);
  }

  @Test
  void twoThingsThatBecomeOneAreOne() {
    RegionTracker<Float> tracker = tracker(2, 1);
    present.set(1, 8f);
    assertThat(tracker.update(PICTURE)).hasSize(2);

    present.set(0, 4f);
    present.remove(1);

    assertThat(tracker.update(PICTURE)).containsExactly(4f);
    assertThat(tracker.ids()).containsExactly(0);
  }

  @Test
  void regionsThatCannotBeLookedAtAreLeftOut() {
    present.set(0, Float.NaN);

    assertThat(tracker(2, 1).update(PICTURE)).containsExactly(100f);
  }

  @Test
  void aResetForgets() {
    RegionTracker<Float> tracker = tracker(2, 1);
    tracker.update(PICTURE);

    tracker.reset();

    assertThat(tracker.ids()).isEmpty();
    tracker.update(PICTURE);
    assertThat(tracker.ids()).containsExactlyInAnyOrder(2, 3);
  }
}
