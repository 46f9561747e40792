package dev.gossamer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.plan.Layer.Zeros;
import dev.gossamer.testing.GoldenFiles;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which kernel each layer gets. The table pins every choice, so that a change of the cost model
 * shows what it changes; the principles hold whatever the constants are.
 */
class DispatchTest {
  private static final List<Zeros> ZEROS =
      Stream.concat(
              Stream.of(0, 30, 50, 70, 80, 90).map(Zeros::unstructured),
              Stream.concat(
                  Stream.of(30, 50, 70, 80, 90).map(Zeros::pairs),
                  Stream.of(Zeros.EMPTY_ROWS, Zeros.EMPTY_COLUMNS)))
          .toList();

  @Test
  void everyChoiceIsThatOfTheTable() {
    StringBuilder table = new StringBuilder();
    for (Layer layer : Layer.ALL) {
      table.append(layer.name()).append('\n');
      for (Zeros zeros : ZEROS) {
        Step step = layer.plan(zeros);
        double excess = (double) step.executedMacs() / layer.macsOnNonZeros(zeros);
        table.append(
            String.format(
                Locale.ROOT,
                "  %-18s  %-35s  %-14s  %.2f multiply-adds per non-zero%n",
                zeros.name(),
                step.kernel().label(),
                lists(step.kernel()),
                excess));
      }
    }
    GoldenFiles.assertMatches(
        "jvm-tests/src/test/resources/golden/plan/dispatch.txt",
        table.toString().replace(System.lineSeparator(), "\n"));
  }

  /**
   * Two rows share the loads of their pixels, also at 7x7, where they take the 13 vectors in tiles
   * of 5, 4 and 4 and one row would take them in one.
   */
  @ParameterizedTest
  @MethodSource("pictures")
  void blocksOfTwoRowsAndDenseWeightsGoTwoRowsAtATime(Layer layer) {
    for (int percent : new int[] {30, 50, 70, 80, 90}) {
      assertThat(kernel(layer, Zeros.pairs(percent)).rows()).as("%d %%", percent).isEqualTo(2);
    }
    assertThat(kernel(layer, Zeros.unstructured(0)).rows()).isEqualTo(2);
  }

  /** At 50 % two rows would list three quarters of all columns to use half of them. */
  @ParameterizedTest
  @MethodSource("pictures")
  void unstructuredWeightsGoRowByRow(Layer layer) {
    for (int percent : new int[] {50, 70, 80, 90}) {
      assertThat(kernel(layer, Zeros.unstructured(percent)).rows())
          .as("%d %%", percent)
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void denseWeightsListTheirColumnsOnce(Layer layer) {
    assertThat(kernel(layer, Zeros.unstructured(0)).dense()).isTrue();
    assertThat(kernel(layer, Zeros.EMPTY_COLUMNS).dense()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("picturesOfWholeVectors")
  void noZeroIsMultiplied(Layer layer) {
    for (Zeros zeros : ZEROS) {
      assertThat(layer.plan(zeros).executedMacs())
          .as(zeros.name())
          .isEqualTo(layer.macsOnNonZeros(zeros));
    }
  }

  private static String lists(Kernel kernel) {
    if (kernel instanceof PointwiseKernel pointwise) {
      return pointwise.dense() ? "one list" : "list per group";
    }
    return "";
  }

  private static PointwiseKernel kernel(Layer layer, Zeros zeros) {
    return (PointwiseKernel) layer.plan(zeros).kernel();
  }

  /** Layers of pictures, not of one pixel. */
  static Stream<Arguments> pictures() {
    return picturesOf(layer -> layer.size() > 1);
  }

  private static Stream<Arguments> picturesOf(Predicate<Layer> wanted) {
    return Layer.ALL.stream()
        .filter(wanted)
        .map(layer -> Arguments.of(Named.of(layer.name(), layer)));
  }

  /** 7x7 is 12 vectors and a pixel. */
  static Stream<Arguments> picturesOfWholeVectors() {
    return picturesOf(layer -> layer.size() % 2 == 0);
  }
}
