package dev.gossamer.models.prune.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.SparsityStatistics;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

  @ParameterizedTest
  @CsvSource({
    "unstructured, 7, 13, 0.5, 46",
    "unstructured, 7, 13, 0, 0",
    "unstructured, 7, 13, 1, 91",
    "unstructured, 1, 1, 0.49, 0",
    "unstructured, 10, 10, 0.333, 33",
    "2x1, 8, 5, 0.5, 20",
    "4x4, 8, 8, 0.5, 32",
    "16x1, 32, 3, 0.33, 32"
  })
  void exactlyRoundSparsityTimesUnitsGo(
      String pattern, int rows, int columns, double sparsity, int gone) {
    Mask mask = Pattern.parse(pattern).select(random(rows * columns, 1), rows, columns, sparsity);

    assertThat(rows * columns - mask.kept()).isEqualTo(gone);
  }

  /** A threshold would keep all or none of them. */
  @Test
  void ofEqualWeightsExactlySoManyGoTheLastOnesFirst() {
    float[] equal = new float[10];
    Arrays.fill(equal, 0.25f);

    Mask mask = new Unstructured().select(equal, 2, 5, 0.5);

    assertThat(mask.keep())
        .containsExactly(true, true, true, true, true, false, false, false, false, false);
  }

  /** Zeros are part of the count: at 50 %, three zeros of eight leave one more weight to go. */
  @Test
  void zerosThatAreThereAlreadyCount() {
    float[] importance = {0, 5, 0, 4, 3, 0, 2, 1};

    Mask mask = new Unstructured().select(importance, 2, 4, 0.5);

    assertThat(mask.keep()).containsExactly(false, true, false, true, true, false, true, false);
  }

  /** More zeros than are asked for: the mask has the exact count, the matrix more zeros. */
  @Test
  void zerosBeyondTheSparsityLeaveEveryOtherWeightAlone() {
    float[] importance = {0, 0, 0, 7, 0, 0, 1, 0};

    Mask mask = new Unstructured().select(importance, 1, 8, 0.25);

    assertThat(mask.kept()).isEqualTo(6);
    assertThat(mask.keeps(0, 3)).isTrue();
    assertThat(mask.keeps(0, 6)).isTrue();
  }

  @Test
  void blocksGoAsAWholeByTheirMean() {
    float[] importance = {
      9, 1, 0, 1,
      0, 2, 3, 1,
      1, 1, 8, 8
    };
    Mask mask = new Block(2, 1).select(importance, 3, 4, 0.5);

    // Means of the upper blocks 4.5 1.5 1.5 1, of the cut-off ones 1 1 8 8.
    assertThat(mask.keep())
        .containsExactly(
            true, true, false, false, true, true, false, false, false, false, true, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2x1", "4x1", "16x1", "4x4", "4x16"})
  void blocksAreFullOrEmpty(String pattern) {
    Block block = (Block) Pattern.parse(pattern);
    int rows = 35;
    int columns = 50;

    Mask mask = block.select(random(rows * columns, 3), rows, columns, 0.7);

    SparsityStatistics.Blocks blocks = statistics(mask).blocks(block.rows(), block.columns());
    assertThat(blocks.full()).isEqualTo(blocks.occupied()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"2:4, 2, 4, 1", "1:4, 1, 4, 1", "2:4/8, 2, 4, 8", "4:8/3, 4, 8, 3"})
  void nOfEveryMStay(String pattern, int n, int m, int shared) {
    int rows = 19;
    int columns = 26;
    Pattern ratio = Pattern.parse(pattern);

    Mask mask = ratio.select(random(rows * columns, 5), rows, columns, 0);

    assertThat(statistics(mask).fits(n, m)).isTrue();
    assertThat(ratio.ownSparsity()).hasValue(1 - (double) n / m);
    for (int row = 0; row < rows; row++) {
      int kept = 0;
      for (int column = 0; column < columns / m * m; column++) {
        kept += mask.keeps(row, column) ? 1 : 0;
        assertThat(mask.keeps(row, column)).isEqualTo(mask.keeps(row / shared * shared, column));
      }
      assertThat(kept).isEqualTo(columns / m * n);
    }
  }

  @Test
  void ofARunTheMostImportantStayAndOfEqualOnesTheFirst() {
    float[] importance = {1, 4, 2, 3, 5, 5, 5, 5, 0, 1};

    Mask mask = new NofM(2, 4, 1).select(importance, 1, 10, 0.5);

    assertThat(mask.keep())
        .containsExactly(false, true, false, true, true, true, false, false, true, true);
  }

  @Test
  void channelsKeepEquallyManyTapsInFewArrangements() {
    int channels = 40;
    Mask mask = new Taps(3).select(random(9 * channels, 7), 9, channels, 5 / 9.0);

    Set<String> arrangements = new HashSet<>();
    for (int channel = 0; channel < channels; channel++) {
      StringBuilder taps = new StringBuilder();
      for (int tap = 0; tap < 9; tap++) {
        taps.append(mask.keeps(tap, channel) ? '1' : '0');
      }
      assertThat(taps.chars().filter(c -> c == '1').count()).isEqualTo(4);
      arrangements.add(taps.toString());
    }
    assertThat(arrangements).hasSizeBetween(2, 3);
  }

  /** Two kinds of channels, two arrangements: nothing of importance is lost. */
  @Test
  void tapsFindTheArrangementsThatAreThere() {
    float[] importance = {
      9, 0, 9, 0,
      1, 8, 1, 8,
      9, 1, 9, 1,
      0, 8, 0, 8
    };
    Mask mask = new Taps(2).select(importance, 4, 4, 0.5);

    assertThat(mask.keep())
        .containsExactly(
            true, false, true, false, false, true, false, true, true, false, true, false, false,
            true, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2x1", "4x16", "2:4", "2:4/8", "taps/4", "16x1+taps/4"})
  void labelsAreWhatIsRead(String text) {
    assertThat(Pattern.parse(text).label()).isEqualTo(text);
    assertThat(Pattern.parse(Pattern.parse(text).label())).isEqualTo(Pattern.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2x",
        "0x1",
        "5:4",
        "0:4",
        "taps/0",
        "99999x1",
        "2 x 1",
        "taps+2x1",
        "2:4+taps",
        "2x1+",
        "2x1+taps+taps"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Pattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeRankedIsRefused() {
    Pattern pattern = new Unstructured();
    assertThatThrownBy(() -> pattern.select(new float[] {1, Float.NaN}, 1, 2, 0.5))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> pattern.select(new float[] {1, -1}, 1, 2, 0.5))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> pattern.select(new float[3], 1, 2, 0.5)).hasMessageContaining("1x2");
    assertThatThrownBy(() -> pattern.select(new float[2], 1, 2, 1.5)).hasMessageContaining("1.5");
  }

  private static SparsityStatistics statistics(Mask mask) {
    float[] ones = new float[mask.keep().length];
    Arrays.fill(ones, 1f);
    return SparsityStatistics.of(
        CsrMatrix.fromDense(mask.rows(), mask.columns(), mask.apply(ones)));
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat();
    }
    return floats;
  }
}
