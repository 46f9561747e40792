package dev.gossamer.format;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.format.schema.Layout;
import dev.gossamer.format.schema.Section;
import dev.gossamer.format.schema.Storage;
import dev.gossamer.sparse.TacoLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A section of the file before it is written; equal by content, so that equal constants share one.
 *
 * @param storage of {@link Storage}
 * @param code of {@link dev.gossamer.format.schema.IndexCode}
 * @param sparse whether the graph holds a sparse constant
 * @param layout null if it is the usual one
 */
record PackedConstant(
    int storage,
    int code,
    boolean sparse,
    int blockRows,
    int blockColumns,
    int n,
    int m,
    TacoLayout layout,
    byte[] indices,
    long[] patterns,
    byte[] values) {
  private static final byte[] NO_INDICES = {};
  private static final long[] NO_PATTERNS = {};

  static PackedConstant dense(byte[] values) {
    return new PackedConstant(
        Storage.DENSE, 0, false, 1, 1, 0, 0, null, NO_INDICES, NO_PATTERNS, values);
  }

  static PackedConstant blocks(int rows, int columns, PositionEncoder blocks, byte[] values) {
    int storage = rows * columns == 1 ? Storage.CSR : Storage.BLOCKS;
    return new PackedConstant(
        storage,
        blocks.code(),
        false,
        rows,
        columns,
        0,
        0,
        null,
        blocks.encode(),
        NO_PATTERNS,
        values);
  }

  static PackedConstant groups(int n, int m, byte[] places, byte[] values) {
    return new PackedConstant(
        Storage.N_OF_M, 0, false, 1, 1, n, m, null, places, NO_PATTERNS, values);
  }

  static PackedConstant taps(byte[] patternOfChannel, long[] patterns, byte[] values) {
    return new PackedConstant(
        Storage.TAPS, 0, false, 1, 1, 0, 0, null, patternOfChannel, patterns, values);
  }

  /** As a sparse constant of the graph. */
  PackedConstant sparse(TacoLayout usedLayout) {
    return new PackedConstant(
        storage, code, true, blockRows, blockColumns, n, m, usedLayout, indices, patterns, values);
  }

  int bytes() {
    return indices.length + 8 * patterns.length + values.length;
  }

  /** Place of the table Section. */
  int write(FlatBufferBuilder file) {
    int valueVector = Section.createValuesVector(file, values);
    int patternVector = patterns.length == 0 ? 0 : Section.createPatternsVector(file, patterns);
    int indexVector = indices.length == 0 ? 0 : Section.createIndicesVector(file, indices);
    int layoutTable = layout == null ? 0 : write(file, layout);
    return Section.createSection(
        file,
        storage,
        code,
        sparse,
        blockRows,
        blockColumns,
        n,
        m,
        layoutTable,
        indexVector,
        patternVector,
        valueVector);
  }

  private static int write(FlatBufferBuilder file, TacoLayout layout) {
    byte[] formats = new byte[layout.formats().size()];
    for (int level = 0; level < formats.length; level++) {
      formats[level] = (byte) (layout.formats().get(level) == TacoLayout.Format.CSR ? 1 : 0);
    }
    long[] sizes = new long[layout.blockSizes().size()];
    for (int block = 0; block < sizes.length; block++) {
      sizes[block] = layout.blockSizes().get(block);
    }
    int order = Layout.createTraversalOrderVector(file, bytes(layout.traversalOrder()));
    int formatVector = Layout.createFormatsVector(file, formats);
    int map = Layout.createBlockMapVector(file, bytes(layout.blockMap()));
    return Layout.createLayout(
        file, order, formatVector, map, Layout.createBlockSizesVector(file, sizes));
  }

  private static byte[] bytes(List<Integer> numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) numbers.get(i);
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedConstant that
        && storage == that.storage
        && code == that.code
        && sparse == that.sparse
        && blockRows == that.blockRows
        && blockColumns == that.blockColumns
        && n == that.n
        && m == that.m
        && Objects.equals(layout, that.layout)
        && Arrays.equals(indices, that.indices)
        && Arrays.equals(patterns, that.patterns)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(indices);
  }
}
