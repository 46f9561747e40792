package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
  private static final float OVERLAP = 0.3f;

  @Test
  void overlappingDetectionsBecomeTheirWeightedMean() {
    List<Detection> merged =
        NonMaximumSuppression.weighted(List.of(at(0, 0, 0.6f), at(1, 2, 0.9f)), OVERLAP);

    // Weights 0.6 and 0.9 of 1.5.
    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).score()).isEqualTo(0.9f);
    assertThat(merged.get(0).box().left()).isCloseTo(0.6f, within(1e-6f));
    assertThat(merged.get(0).box().bottom()).isCloseTo(11.2f, within(1e-5f));
    assertThat(merged.get(0).keyPoints().get(0).x()).isCloseTo(5.6f, within(1e-5f));
    assertThat(merged.get(0).keyPoints().get(0).y()).isCloseTo(6.2f, within(1e-5f));
  }

  @Test
  void detectionsApartStayAsTheyAreStrongestFirst() {
    Detection weak = at(0, 0, 0.7f);
    Detection strong = at(50, 0, 0.8f);

    assertThat(NonMaximumSuppression.weighted(List.of(weak, strong), OVERLAP))
        .containsExactly(strong, weak);
  }

  @Test
  void anOverlapOfExactlyTheLimitIsNotOfOneThing() {
    // Two 10 x 10 boxes, 5 apart: 50 shared of 150.
    List<Detection> both = List.of(at(0, 0, 0.7f), at(5, 0, 0.8f));

    assertThat(NonMaximumSuppression.weighted(both, 1 / 3f)).hasSize(2);
    assertThat(NonMaximumSuppression.weighted(both, 0.33f)).hasSize(1);
  }

  @Test
  void aWeakDetectionBetweenTwoStrongOnesJoinsTheStronger() {
    List<Detection> merged =
        NonMaximumSuppression.weighted(
            List.of(at(0, 0, 0.8f), at(4, 0, 0.6f), at(8, 0, 0.9f)), OVERLAP);

    assertThat(merged).hasSize(2);
    assertThat(merged.get(0).box().left()).isCloseTo(6.4f, within(1e-5f));
    assertThat(merged.get(1)).isEqualTo(at(0, 0, 0.8f));
  }

  @Test
  void nothingGivesNothing() {
    assertThat(NonMaximumSuppression.weighted(List.of(), OVERLAP)).isEmpty();
  }

  @Property
  void everyResultIsAsStrongAsSomeInputAndNoStrongerOneIsLost(
      @ForAll @Size(max = 20) List<@FloatRange(min = 0, max = 40) Float> lefts,
      @ForAll @FloatRange(min = 0.6f, max = 1) float strongest) {
    List<Detection> detections =
        lefts.stream().map(left -> at(left, 0, strongest - left / 100)).toList();

    List<Detection> merged = NonMaximumSuppression.weighted(detections, OVERLAP);

    assertThat(merged).extracting(Detection::score).isSubsetOf(scores(detections));
    assertThat(merged.isEmpty()).isEqualTo(detections.isEmpty());
    if (!detections.isEmpty()) {
      assertThat(merged.get(0).score())
          .isEqualTo(scores(detections).stream().max(Float::compare).orElseThrow());
    }
  }

  private static List<Float> scores(List<Detection> detections) {
    return detections.stream().map(Detection::score).toList();
  }

  /** A box of 10 x 10 with its key point in the middle. */
  private static Detection at(float left, float top, float score) {
    return new Detection(
        score, new Box(left, top, left + 10, top + 10), List.of(new Point(left + 5, top + 5)));
  }
}
