package dev.gossamer.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparsityStatisticsTest {
  private static final float[] FOUR_BY_FIVE = {
    1, 0, 0, 2, 3,
    1, 0, 0, 0, 3,
    0, 0, 0, 0, 0,
    5, 6, 0, 0, 0
  };

  private final SparsityStatistics statistics = SparsityStatistics.ofDense(4, 5, FOUR_BY_FIVE);

  @Test
  void countsNonZerosAndEmptyRowsAndColumns() {
    assertThat(statistics.nonZeros()).isEqualTo(7);
    assertThat(statistics.density()).isEqualTo(7 / 20.0);
    assertThat(statistics.emptyRows()).isEqualTo(1);
    assertThat(statistics.emptyColumns()).isEqualTo(1);
  }

  @Test
  void countsBlocksWithCutOffEdges() {
    // Rows 0-1: columns 0, 3, 4 occupied, 0 and 4 full; rows 2-3: columns 0, 1 occupied.
    assertThat(statistics.blocks(2, 1)).isEqualTo(new SparsityStatistics.Blocks(2, 1, 5, 2));
    // Row pairs x columns {0,1}, {2,3}, {4}: the last is a 2x1 remainder and full in rows 0-1.
    assertThat(statistics.blocks(2, 2)).isEqualTo(new SparsityStatistics.Blocks(2, 2, 4, 1));
    assertThat(statistics.blocks(2, 1).fullShare()).isEqualTo(0.4);
  }

  @Test
  void storedZerosAreZeros() {
    CsrMatrix padded =
        CsrMatrix.of(2, 2, new int[] {0, 2, 3}, new int[] {0, 1, 1}, new float[] {1, 0, 0});
    SparsityStatistics statistics = SparsityStatistics.of(padded);

    assertThat(statistics.nonZeros()).isEqualTo(1);
    assertThat(statistics.emptyRows()).isEqualTo(1);
    assertThat(statistics.emptyColumns()).isEqualTo(1);
    assertThat(statistics.blocks(2, 1).occupied()).isEqualTo(1);
    assertThat(statistics.fits(1, 2)).isTrue();
  }

  @Test
  void knowsTwoOfFour() {
    float[] valid = {1, 0, 2, 0, 0, 3, 0, 4};
    float[] invalid = {1, 5, 2, 0, 0, 3, 0, 4};

    assertThat(SparsityStatistics.ofDense(1, 8, valid).fits(2, 4)).isTrue();
    assertThat(SparsityStatistics.ofDense(1, 8, valid).fits(1, 4)).isFalse();
    assertThat(SparsityStatistics.ofDense(1, 8, invalid).fits(2, 4)).isFalse();
    // The same elements as rows of 4: runs do not cross rows.
    assertThat(SparsityStatistics.ofDense(2, 4, valid).fits(2, 4)).isTrue();
  }

  @Test
  void refusesSenselessBlocks() {
    assertThatThrownBy(() -> statistics.blocks(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> statistics.fits(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void agreesWithCountingElementByElement(
      @ForAll @IntRange(min = 1, max = 17) int rows,
      @ForAll @IntRange(min = 1, max = 17) int columns,
      @ForAll @IntRange(min = 1, max = 5) int blockRows,
      @ForAll @IntRange(min = 1, max = 5) int blockColumns,
      @ForAll java.util.Random random) {
    float[] dense = new float[rows * columns];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = random.nextInt(3) == 0 ? 0f : i + 1;
    }
    int occupied = 0;
    int full = 0;
    for (int top = 0; top < rows; top += blockRows) {
      for (int left = 0; left < columns; left += blockColumns) {
        int count = 0;
        int size = 0;
        for (int row = top; row < Math.min(rows, top + blockRows); row++) {
          for (int column = left; column < Math.min(columns, left + blockColumns); column++) {
            size++;
            count += dense[row * columns + column] != 0f ? 1 : 0;
          }
        }
        occupied += count > 0 ? 1 : 0;
        full += count == size ? 1 : 0;
      }
    }

    assertThat(SparsityStatistics.ofDense(rows, columns, dense).blocks(blockRows, blockColumns))
        .isEqualTo(new SparsityStatistics.Blocks(blockRows, blockColumns, occupied, full));
  }
}
