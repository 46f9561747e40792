package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.models.prune.Schedule;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What rules do to matrices; no PyTorch. */
class SparsityRulesTest {

  /** Half of four goes: the least of 3, 1, -4, 2 are 1 and 2; of zeros 0.5 and -0.9 come back. */
  @Test
  void riglDropsTheLeastAndGrowsWhereTheGradientIsGreatest() {
    Rigl rigl = new Rigl(new Unstructured(), 1, 10, 20);
    float[] weights = {3, 0, 1, 0, -4, 0, 2, 0};
    float[] gradient = {9, 0.5f, 0.1f, 0.2f, 9, -0.9f, 0.3f, 0.4f};
    Mask mask = Mask.ofNonZeros(2, 4, weights);

    assertThat(rigl.shareAt(10)).isCloseTo(0.5, within(1e-12));
    Mask next = rigl.next(10, mask, mask, weights, gradient);

    assertThat(next.keep()).containsExactly(true, true, false, false, true, true, false, false);
  }

  /** What was dropped may grow again at once, as in the paper: its gradient decides. */
  @Test
  void whatIsDroppedMayComeBack() {
    Rigl rigl = new Rigl(new Unstructured(), 1, 10, 20);
    float[] weights = {3, 1, 0, 0};
    Mask mask = Mask.ofNonZeros(1, 4, weights);

    Mask next = rigl.next(10, mask, mask, weights, new float[] {0, 5, 1, 1});

    assertThat(next).isEqualTo(mask);
  }

  @ParameterizedTest
  @CsvSource({"unstructured, 0.7", "2x1, 0.5", "4x4, 0.75", "4x1, 0.4"})
  void riglNeverChangesHowManyThereAre(String text, double sparsity) {
    Pattern pattern = Pattern.parse(text);
    SplittableRandom random = new SplittableRandom(3);
    Mask first = pattern.select(magnitudes(random, 16 * 12), 16, 12, sparsity);
    Rigl rigl = new Rigl(pattern, 0.3, 5, 100);
    Mask mask = first;
    int exchanged = 0;
    for (int step = 0; step < 120; step++) {
      if (rigl.isDue(step)) {
        float[] weights = mask.apply(magnitudes(random, 16 * 12));
        Mask next = rigl.next(step, mask, first, weights, magnitudes(random, 16 * 12));
        assertThat(next.kept()).isEqualTo(first.kept());
        assertThat(pattern.select(ones(next), 16, 12, sparsity)).isEqualTo(next);
        exchanged += next.equals(mask) ? 0 : 1;
        mask = next;
      }
    }
    assertThat(exchanged).isPositive();
    assertThat(rigl.isDue(0)).isFalse();
    assertThat(rigl.isDue(95)).isTrue();
    assertThat(rigl.isDue(100)).isFalse();
  }

  /** Of six zeros of eight, half are to be left: 0.9 and 0.6 come back, halfway the first. */
  @Test
  void growthAddsWhereTheGradientIsGreatestAndTakesNothing() {
    Growth growth = new Growth(new Unstructured(), 0.5, 5, 10);
    float[] weights = {3, 0, 0, 0, 0, -1e-9f, 0, 0};
    float[] gradient = {0, 0.5f, 0.1f, 0.2f, -0.9f, 0, 0.3f, 0.6f};
    Mask first = Mask.ofNonZeros(2, 4, weights);

    assertThat(growth.next(0, first, first, weights, gradient)).isEqualTo(first);
    Mask half = growth.next(5, first, first, weights, gradient);
    assertThat(half.keep()).containsExactly(true, false, false, false, true, true, false, false);
    assertThat(growth.next(10, half, first, weights, gradient).keep())
        .containsExactly(true, false, false, false, true, true, false, true);
    Mask dense = Mask.all(2, 4);
    assertThat(growth.next(10, dense, dense, weights, gradient)).isEqualTo(dense);
    assertThat(List.of(growth.isDue(0), growth.isDue(3), growth.isDue(10), growth.isDue(15)))
        .containsExactly(true, false, true, false);
  }

  /** Rows 0 and 1 are a pair, row 2 is alone; of its zeros the last column comes back. */
  @Test
  void growthFillsBlocksOfWhichSomethingIsThere() {
    Growth growth = new Growth(new Block(2, 1), 0.5, 1, 1);
    float[] weights = {1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0};
    float[] gradient = new float[12];
    gradient[11] = -4;
    Mask first = Mask.ofNonZeros(3, 4, weights);

    boolean[] filled = {
      true, true, false, false, true, true, false, false, false, false, false, false
    };
    assertThat(growth.next(0, first, first, weights, gradient).keep()).containsExactly(filled);
    Mask pairs = new Mask(3, 4, filled);
    boolean[] grown = filled.clone();
    grown[11] = true;
    // Four of eight blocks: the two of before, then by their gradients, the earlier ones first.
    grown[2] = true;
    grown[6] = true;
    assertThat(growth.next(1, pairs, first, weights, gradient).keep()).containsExactly(grown);
  }

  /**
   * Two blocks of eight at a cut-off edge: a sixth of the elements, but a quarter of the blocks.
   */
  @Test
  void growthTakesNothingWhereEdgesCutBlocksOff() {
    Growth growth = new Growth(new Block(2, 1), 0.82, 1, 10);
    float[] weights = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0};
    Mask first = Mask.ofNonZeros(3, 4, weights);

    assertThat(growth.next(1, first, first, weights, new float[12])).isEqualTo(first);
  }

  @Test
  void growthThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Growth(new Unstructured(), 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 1.0, 1 and 1");
    assertThatThrownBy(() -> new Growth(Pattern.parse("2:4"), 0.5, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2:4");
  }

  @Test
  void gradualPruningFollowsItsScheduleAndNothingComesBack() {
    Schedule schedule = new Schedule.PolynomialDecay(0, 0.8, 0, 40, 3, 10);
    GradualPruning rule = new GradualPruning(schedule, new Block(2, 1));
    SplittableRandom random = new SplittableRandom(4);
    Mask first = Mask.all(10, 10);
    Mask mask = first;
    for (int step = 0; step <= 50; step++) {
      if (rule.isDue(step)) {
        Mask next = rule.next(step, mask, first, mask.apply(magnitudes(random, 100)), null);
        int blocks = 50 - (int) Math.round(50 * schedule.sparsityAt(step));
        assertThat(next.kept()).isEqualTo(2 * blocks);
        for (int i = 0; i < 100; i++) {
          assertThat(!next.keep()[i] || mask.keep()[i]).isTrue();
        }
        mask = next;
      }
    }
    assertThat(mask.kept()).isEqualTo(20);
  }

  /** 0.1 x 2 x sqrt(2) = 0.2828: (3, 4) of length 5 keeps its direction, (0.2, 0.1) is gone. */
  @Test
  void groupLassoShortensEveryBlockByTheSame() {
    float[] weights = {3, 0.2f, 4, 0.1f};

    new GroupLasso(new Block(2, 1), 2).shrink(weights, 2, 2, 0.1f);

    double factor = 1 - 0.2 * Math.sqrt(2) / 5;
    assertThat(weights[0]).isCloseTo((float) (3 * factor), within(1e-6f));
    assertThat(weights[2]).isCloseTo((float) (4 * factor), within(1e-6f));
    assertThat(weights[1]).isZero();
    assertThat(weights[3]).isZero();
  }

  /** Least squares with few causes, each a block of two: the others end at zero as blocks. */
  @Test
  void groupLassoDrivesBlocksWithoutUseToZeroAndNoOther() {
    SplittableRandom random = new SplittableRandom(6);
    float[] truth = {2, 0, -1, 0, 0, 0, 1, 0, 2, 0, 0, 0};
    float[] weights = magnitudes(random, 12);
    GroupLasso lasso = new GroupLasso(new Block(2, 1), 0.1f);

    for (int step = 0; step < 400; step++) {
      float[] noise = magnitudes(random, 12);
      for (int i = 0; i < 12; i++) {
        weights[i] -= 0.05f * (weights[i] - truth[i] + 0.05f * (noise[i] - 0.5f));
      }
      lasso.shrink(weights, 2, 6, 0.05f);
    }

    for (int column = 0; column < 6; column++) {
      boolean used = truth[column] != 0 || truth[6 + column] != 0;
      assertThat(weights[column] != 0).as("column %d", column).isEqualTo(used);
      assertThat(weights[6 + column] != 0).as("column %d", column).isEqualTo(used);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rigl 0.3 | need --until",
        "--rigl 0.3 --prune-to 0.5 --until 9 | exclude each other",
        "--rigl 2 --until 9 | share above 0 and up to 1",
        "--rigl 0.3 --until 9 --pattern 2:4 | sparsity of its own",
        "--group-lasso 0.1 | needs --pattern with a block",
        "--pattern 2x1 | is for --prune-to",
        "--prune-to 1.5 --until 9 | sparsity must be 0..1",
        "--prune-to 0.5 --until 9 --pattern 2:4 | which --prune-to cannot grow to",
        "--prune-to 0.5 --until 9 --pattern taps/4 | taps/4 is for depthwise windows",
        "--prune-to 0.5 --until 2147483647 | must be a step before the last one"
      })
  void optionsThatDoNotGoTogetherAreRefused(String line, String message) {
    assertThatThrownBy(() -> options(line).rules(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void optionsBecomeRules() {
    assertThat(options("").rules(9)).isEqualTo(SparsityRules.NONE);
    assertThat(options("--rigl 0.3 --until 500 --pattern 2x1").rules(501).masks())
        .isEqualTo(new Rigl(new Block(2, 1), 0.3, 50, 500));
    SparsityRules rules = options("--prune-to 0.7 --until 2000 --pattern 4x4").rules(9000);
    assertThat(rules.masks())
        .isEqualTo(
            new GradualPruning(
                new Schedule.PolynomialDecay(0, 0.7, 0, 2000, 3, 100), new Block(4, 4)));
    assertThat(options("--group-lasso 0.5 --pattern 4x1").rules(9).lasso())
        .isEqualTo(new GroupLasso(new Block(4, 1), 0.5f));
  }

  private static SparsityOptions options(String line) {
    SparsityOptions options = new SparsityOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
        .parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
    return options;
  }

  private static float[] ones(Mask mask) {
    float[] ones = new float[mask.keep().length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = mask.keep()[i] ? 1 : 0;
    }
    return ones;
  }

  private static float[] magnitudes(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    return numbers;
  }
}
