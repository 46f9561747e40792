package dev.gossamer.tflite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoTensor;
import java.util.Arrays;

/**
 * A constant as the file will hold it, and the choice how.
 *
 * @param type in the file
 * @param data elements, or the stored values of a sparse one; never empty
 * @param sparsity null if dense
 */
record StoredConstant(DataType type, byte[] data, TacoTensor sparsity) {
  /** A DENSIFY operator and the tensor that it fills, measured. */
  private static final int DENSIFY_BYTES = 200;

  /**
   * @param weights whether a convolution or fully connected layer multiplies with it
   */
  static StoredConstant of(Constant constant, boolean weights, WriteOptions options) {
    return switch (constant) {
      case Constant.Ints ints ->
          new StoredConstant(ints.type(), ElementEncoder.ints(ints.type(), ints.ints()), null);
      case Constant.Floats dense -> ofDense(dense, weights, options);
      case Constant.Sparse sparse -> ofSparse(sparse, options);
    };
  }

  private static StoredConstant ofDense(
      Constant.Floats dense, boolean weights, WriteOptions options) {
    DataType type = options.type(dense.type(), dense.floats());
    int[] shape = dense.shape().dims();
    if (!weights || shape.length == 0 || options.sparsity() != WriteOptions.Sparsity.AUTO) {
      return dense(type, dense.floats());
    }
    int entries = 0;
    for (float value : dense.floats()) {
      entries += Float.floatToRawIntBits(value) == 0 ? 0 : 1;
    }
    // An entry needs a byte for its index at least; blocks share it.
    if (!options.hasBlocks() && entries * (type.bytes() + 1L) >= size(dense.floats(), type)) {
      return dense(type, dense.floats());
    }
    CsrMatrix matrix = compress(shape[0], dense.floats(), entries);
    return smallest(type, shape, matrix, TacoLayout.lastDimensionCsr(shape.length), options);
  }

  private static StoredConstant ofSparse(Constant.Sparse sparse, WriteOptions options) {
    DataType type = options.type(sparse.type(), sparse.matrix().values());
    int[] shape = sparse.shape().dims();
    // Rewriting may leave a weight with channels that the blocks of its file do not divide.
    TacoLayout layout =
        sparse.layout().fits(shape) ? sparse.layout() : TacoLayout.lastDimensionCsr(shape.length);
    return switch (options.sparsity()) {
      case AS_STORED -> sparse(type, shape, sparse.matrix(), layout);
      case AUTO -> smallest(type, shape, sparse.matrix(), layout, options);
      case OFF -> dense(type, sparse.matrix().toDense());
    };
  }

  private static StoredConstant smallest(
      DataType type, int[] shape, CsrMatrix matrix, TacoLayout layout, WriteOptions options) {
    StoredConstant best = sparse(type, shape, matrix, layout);
    TacoLayout blocks =
        TacoLayout.blocks(shape.length, options.blockRows(), options.blockColumns());
    if (options.hasBlocks() && shape.length > 1 && blocks.fits(shape)) {
      StoredConstant inBlocks = sparse(type, shape, matrix, blocks);
      best = inBlocks.size() < best.size() ? inBlocks : best;
    }
    long denseSize = (long) matrix.rows() * matrix.columns() * type.bytes();
    return best.size() + DENSIFY_BYTES < denseSize ? best : dense(type, matrix.toDense());
  }

  private long size() {
    return data.length + (sparsity == null ? 0 : SparsityWriter.bytes(sparsity));
  }

  private static long size(float[] floats, DataType type) {
    return (long) floats.length * type.bytes();
  }

  private static StoredConstant dense(DataType type, float[] floats) {
    return new StoredConstant(type, ElementEncoder.floats(type, floats), null);
  }

  private static StoredConstant sparse(
      DataType type, int[] shape, CsrMatrix matrix, TacoLayout layout) {
    // TFLite takes a tensor without data for one that is computed: a stored zero tells them apart.
    CsrMatrix stored = matrix.entries() > 0 ? matrix : oneZero(matrix.rows(), matrix.columns());
    TacoTensor tensor = TacoCodec.encode(shape, stored, layout);
    float[] values = new float[tensor.values().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values().at(i);
    }
    return new StoredConstant(type, ElementEncoder.floats(type, values), tensor);
  }

  private static CsrMatrix oneZero(int rows, int columns) {
    int[] rowStart = new int[rows + 1];
    Arrays.fill(rowStart, 1, rows + 1, 1);
    return CsrMatrix.of(rows, columns, rowStart, new int[1], new float[1]);
  }

  /** As {@link CsrMatrix#fromDense}, but -0 is kept: the file must give back the same bits. */
  private static CsrMatrix compress(int rows, float[] dense, int entries) {
    int columns = dense.length / rows;
    int[] rowStart = new int[rows + 1];
    int[] columnIndex = new int[entries];
    float[] values = new float[entries];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float value = dense[row * columns + column];
        if (Float.floatToRawIntBits(value) != 0) {
          columnIndex[next] = column;
          values[next++] = value;
        }
      }
      rowStart[row + 1] = next;
    }
    return CsrMatrix.of(rows, columns, rowStart, columnIndex, values);
  }
}
