package dev.gossamer.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CsrMatrixReshapeTest {
  private static final float[] DENSE = {0, 1, 0, 2, 3, 0, 0, 0, 0, 4, 0, 5};

  @Test
  void keepsTheElementsInRowMajorOrder() {
    CsrMatrix matrix = CsrMatrix.fromDense(2, 6, DENSE);

    for (int rows : new int[] {1, 2, 3, 4, 6, 12}) {
      CsrMatrix reshaped = matrix.reshape(rows, 12 / rows);
      assertThat(reshaped.rows()).isEqualTo(rows);
      assertThat(reshaped.toDense()).isEqualTo(DENSE);
    }
  }

  @Test
  void refusesAnotherNumberOfElements() {
    CsrMatrix matrix = CsrMatrix.fromDense(2, 6, DENSE);

    assertThatThrownBy(() -> matrix.reshape(5, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
