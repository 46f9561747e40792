package dev.gossamer.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.sparse.TacoLayout.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encodings written by hand from the format's definition. */
class TacoCodecTest {
  private static final IndexVector NONE = IndexVector.EMPTY;

  /**
   *
   *
   * <pre>
   * 1 0 0 2
   * 0 0 0 0
   * 0 3 4 0
   * </pre>
   */
  private static final float[] MATRIX = {1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 4, 0};

  private static final int[] SHAPE = {3, 4};

  @Test
  void rowsInOrder() {
    TacoTensor tensor =
        new TacoTensor(
            TacoLayout.lastDimensionCsr(2),
            List.of(NONE, IndexVector.of(0, 2, 2, 4)),
            List.of(NONE, IndexVector.of(0, 3, 1, 2)),
            ValueVector.of(1, 2, 3, 4));

    assertReads(SHAPE, tensor, MATRIX);
    assertWrites(SHAPE, tensor, MATRIX);
  }

  @Test
  void columnsBeforeRows() {
    TacoLayout layout =
        new TacoLayout(List.of(1, 0), List.of(), List.of(Format.DENSE, Format.CSR), List.of());
    TacoTensor tensor =
        new TacoTensor(
            layout,
            List.of(NONE, IndexVector.of(0, 1, 2, 3, 4)),
            List.of(NONE, IndexVector.of(0, 2, 2, 0)),
            ValueVector.of(1, 3, 4, 2));

    assertReads(SHAPE, tensor, MATRIX);
    assertWrites(SHAPE, tensor, MATRIX);
  }

  @Test
  void severalCompressedLevels() {
    TacoLayout layout =
        new TacoLayout(List.of(0, 1), List.of(), List.of(Format.CSR, Format.CSR), List.of());
    TacoTensor tensor =
        new TacoTensor(
            layout,
            List.of(IndexVector.of(0, 2), IndexVector.of(0, 2, 4)),
            List.of(IndexVector.of(0, 2), IndexVector.of(0, 3, 1, 2)),
            ValueVector.of(1, 2, 3, 4));

    assertReads(SHAPE, tensor, MATRIX);
    assertWrites(SHAPE, tensor, MATRIX);
  }

  @Test
  void denseBlocksInsideCompressedColumns() {
    // Blocks of 1x2: columns 0-1 and 2-3.
    TacoLayout layout =
        new TacoLayout(
            List.of(0, 1, 2),
            List.of(1),
            List.of(Format.DENSE, Format.CSR, Format.DENSE),
            List.of(2));
    TacoTensor tensor =
        new TacoTensor(
            layout,
            List.of(NONE, IndexVector.of(0, 2, 2, 4), NONE),
            List.of(NONE, IndexVector.of(0, 1, 0, 1), NONE),
            ValueVector.of(1, 0, 0, 2, 0, 3, 4, 0));

    assertReads(SHAPE, tensor, MATRIX);
    assertWrites(SHAPE, tensor, MATRIX);
    assertThat(TacoCodec.decode(SHAPE, tensor).entries()).as("stored zeros stay").isEqualTo(8);
  }

  /** The example in TFLite's documentation of block sparsity: blocks of 2x2 in a 4x4 matrix. */
  @Test
  void blocksOfTwoByTwo() {
    float[] matrix = {1, 0, 0, 4, 0, 2, 3, 0, 0, 0, 5, 0, 0, 0, 0, 6};
    TacoLayout layout =
        new TacoLayout(
            List.of(0, 1, 2, 3),
            List.of(0, 1),
            List.of(Format.DENSE, Format.CSR, Format.DENSE, Format.DENSE),
            List.of(2, 2));
    TacoTensor tensor =
        new TacoTensor(
            layout,
            List.of(NONE, IndexVector.of(0, 2, 3), NONE, NONE),
            List.of(NONE, IndexVector.of(0, 1, 1), NONE, NONE),
            ValueVector.of(1, 0, 0, 2, 0, 4, 3, 0, 5, 0, 0, 6));

    assertReads(new int[] {4, 4}, tensor, matrix);
    assertWrites(new int[] {4, 4}, tensor, matrix);
  }

  @Test
  void weightsOfAConvolutionGiveColumnsInKernelOrder() {
    // [O=2, KH=1, KW=2, I=3]
    TacoTensor tensor =
        new TacoTensor(
            TacoLayout.lastDimensionCsr(4),
            List.of(NONE, NONE, NONE, IndexVector.of(0, 1, 2, 2, 3)),
            List.of(NONE, NONE, NONE, IndexVector.of(2, 0, 1)),
            ValueVector.of(7, 8, 9));

    CsrMatrix matrix = TacoCodec.decode(new int[] {2, 1, 2, 3}, tensor);

    assertThat(matrix)
        .isEqualTo(
            CsrMatrix.of(2, 6, new int[] {0, 2, 3}, new int[] {2, 3, 4}, new float[] {7, 8, 9}));
  }

  @Test
  void withoutAnyValue() {
    TacoTensor tensor =
        new TacoTensor(
            TacoLayout.lastDimensionCsr(2),
            List.of(NONE, IndexVector.of(0, 0, 0, 0)),
            List.of(NONE, NONE),
            ValueVector.of());

    assertReads(SHAPE, tensor, new float[12]);
  }

  @Test
  void refusesSegmentsThatFall() {
    assertRefused(IndexVector.of(0, 3, 2, 4), IndexVector.of(0, 1, 2, 3), 4, "must start at 0");
  }

  @Test
  void refusesSegmentsThatDoNotStartAtZero() {
    assertRefused(IndexVector.of(1, 2, 2, 4), IndexVector.of(0, 3, 1, 2), 4, "must start at 0");
  }

  @Test
  void refusesSegmentsThatEndElsewhere() {
    assertRefused(IndexVector.of(0, 2, 2, 3), IndexVector.of(0, 3, 1, 2), 4, "end at 3");
    assertRefused(IndexVector.of(0, 2, 2, 5), IndexVector.of(0, 3, 1, 2), 4, "end at 5");
  }

  @Test
  void refusesAWrongNumberOfSegments() {
    assertRefused(IndexVector.of(0, 2, 4), IndexVector.of(0, 3, 1, 2), 4, "expected 4 entries");
  }

  @Test
  void refusesIndicesThatRepeatFallOrLeave() {
    IndexVector segments = IndexVector.of(0, 2, 2, 4);
    assertRefused(segments, IndexVector.of(0, 0, 1, 2), 4, "must ascend below 4");
    assertRefused(segments, IndexVector.of(3, 0, 1, 2), 4, "must ascend below 4");
    assertRefused(segments, IndexVector.of(0, 4, 1, 2), 4, "must ascend below 4");
    assertRefused(segments, IndexVector.of(-1, 3, 1, 2), 4, "must ascend below 4");
  }

  @Test
  void refusesAWrongNumberOfValues() {
    assertRefused(IndexVector.of(0, 2, 2, 4), IndexVector.of(0, 3, 1, 2), 3, "expected 4 values");
    assertRefused(IndexVector.of(0, 2, 2, 4), IndexVector.of(0, 3, 1, 2), 5, "expected 4 values");
  }

  @Test
  void refusesLayoutsThatDoNotFitTheShape() {
    assertLayoutRefused(List.of(0, 0), List.of(), List.of(), "not a permutation");
    assertLayoutRefused(List.of(0, 2), List.of(), List.of(), "not a permutation");
    assertLayoutRefused(List.of(0, 1, 2), List.of(), List.of(), "traversal order has 3");
    assertLayoutRefused(List.of(0, 1, 2), List.of(1), List.of(3), "does not divide");
    assertLayoutRefused(List.of(0, 1, 2), List.of(1), List.of(0), "does not divide");
    assertLayoutRefused(List.of(0, 1, 2), List.of(2), List.of(2), "must name axes");
    assertLayoutRefused(List.of(0, 1, 2, 3), List.of(1, 1), List.of(2, 2), "must name axes");
    assertLayoutRefused(List.of(0, 1, 2), List.of(1), List.of(), "0 block sizes");
  }

  /** A hostile layout may promise anything; it must be refused before arrays of that size exist. */
  @Test
  void refusesDenseLevelsWithoutTheirValues() {
    TacoLayout layout =
        new TacoLayout(List.of(0, 1), List.of(), List.of(Format.DENSE, Format.DENSE), List.of());
    TacoTensor tensor =
        new TacoTensor(layout, List.of(NONE, NONE), List.of(NONE, NONE), ValueVector.of(1));

    assertThatThrownBy(() -> TacoCodec.decode(new int[] {1 << 15, 1 << 15}, tensor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1073741824 values, found 1");
  }

  private static void assertRefused(
      IndexVector segments, IndexVector indices, int values, String message) {
    TacoTensor tensor =
        new TacoTensor(
            TacoLayout.lastDimensionCsr(2),
            List.of(NONE, segments),
            List.of(NONE, indices),
            ValueVector.of(new float[values]));
    assertThatThrownBy(() -> TacoCodec.decode(SHAPE, tensor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertLayoutRefused(
      List<Integer> order, List<Integer> blockMap, List<Integer> blockSizes, String message) {
    List<Format> formats = order.stream().map(i -> Format.DENSE).toList();
    TacoLayout layout = new TacoLayout(order, blockMap, formats, blockSizes);
    CsrMatrix matrix = CsrMatrix.fromDense(3, 4, MATRIX);
    assertThatThrownBy(() -> TacoCodec.encode(SHAPE, matrix, layout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertReads(int[] shape, TacoTensor tensor, float[] dense) {
    assertThat(TacoCodec.decode(shape, tensor).toDense()).containsExactly(dense);
  }

  private static void assertWrites(int[] shape, TacoTensor expected, float[] dense) {
    CsrMatrix matrix = CsrMatrix.fromDense(shape[0], dense.length / shape[0], dense);
    TacoTensor actual = TacoCodec.encode(shape, matrix, expected.layout());
    for (int level = 0; level < expected.segments().size(); level++) {
      assertThat(ints(actual.segments().get(level)))
          .containsExactly(ints(expected.segments().get(level)));
      assertThat(ints(actual.indices().get(level)))
          .containsExactly(ints(expected.indices().get(level)));
    }
    assertThat(floats(actual.values())).containsExactly(floats(expected.values()));
  }

  static int[] ints(IndexVector vector) {
    int[] array = new int[vector.length()];
    for (int i = 0; i < array.length; i++) {
      array[i] = vector.at(i);
    }
    return array;
  }

  static float[] floats(ValueVector vector) {
    float[] array = new float[vector.length()];
    for (int i = 0; i < array.length; i++) {
      array[i] = vector.at(i);
    }
    return array;
  }
}
