package dev.gossamer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PartitionTest {
  @Property
  void partsCoverEverythingOnceAndNoneIsLongerThanItsShareAndOneItem(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 1000) Long> list,
      @ForAll @IntRange(min = 1, max = 20) int parts) {
    long[] costs = list.stream().mapToLong(cost -> cost).toArray();
    int[] cuts = Partition.cuts(costs, parts);

    assertThat(cuts[0]).isZero();
    assertThat(cuts[cuts.length - 1]).isEqualTo(costs.length);
    assertThat(cuts.length - 1).isEqualTo(Math.min(parts, costs.length));
    long total = 0;
    long largest = 0;
    for (long cost : costs) {
      total += cost;
      largest = Math.max(largest, cost);
    }
    for (int part = 0; part + 1 < cuts.length; part++) {
      assertThat(cuts[part + 1]).isGreaterThan(cuts[part]);
      long sum = 0;
      for (int i = cuts[part]; i < cuts[part + 1]; i++) {
        sum += costs[i];
      }
      // Both ends may be off by half an item; a part of one item is as long as that.
      assertThat(sum).isLessThanOrEqualTo(total / (cuts.length - 1) + 1 + largest);
    }
  }

  @Property
  void rangesAreNeverMoreThanStepsNorThanWanted(
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 1, max = 16) int wanted) {
    assertThat(Partition.ranges(steps, wanted)).isBetween(1, Math.min(steps, wanted));
  }

  @Property
  void partsAreOneOrEvenAndNeverTooSmall(@ForAll @LongRange(min = 0, max = 1L << 40) long macs) {
    int parts = Partition.parts(macs, PlanOptions.THREADS);
    assertThat(parts == 1 || parts % 2 == 0).isTrue();
    assertThat(parts == 1 || macs / parts >= PlanOptions.THREADS.partMacs()).isTrue();
    assertThat(Partition.parts(macs, PlanOptions.DEFAULT)).isEqualTo(1);
  }
}
