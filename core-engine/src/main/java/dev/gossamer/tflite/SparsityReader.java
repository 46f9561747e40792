package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.IndexVector;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.sparse.ValueVector;
import dev.gossamer.tflite.schema.DimensionMetadata;
import dev.gossamer.tflite.schema.DimensionType;
import dev.gossamer.tflite.schema.Int32Vector;
import dev.gossamer.tflite.schema.SparseIndexVector;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.Uint16Vector;
import dev.gossamer.tflite.schema.Uint8Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** SparsityParameters and the stored values of a tensor to a {@link Constant.Sparse}. */
final class SparsityReader {
  private final byte[] bytes;
  private final TensorReader tensors;
  private final MemoryBudget budget;

  SparsityReader(byte[] bytes, TensorReader tensors, MemoryBudget budget) {
    this.bytes = bytes;
    this.tensors = tensors;
    this.budget = budget;
  }

  /**
   * @param data the stored values; null if there are none, all elements being zero
   */
  Constant read(int index, DataType type, Shape shape, ByteBuffer data) {
    int byteCount = data == null ? 0 : data.remaining();
    if (!type.isFloat() && type != DataType.INT8) {
      throw new UnsupportedModelException(
          "sparse type " + type, tensors.where(index), "FLOAT32, FLOAT16, INT8");
    }
    if (byteCount % type.bytes() != 0) {
      throw new ModelFormatException(
          "Bytes of data", tensors.where(index), "a multiple of " + type.bytes(), byteCount);
    }
    SparsityParameters parameters = tensors.tensor(index).sparsity();
    int levels = parameters.dimMetadataLength();
    int blocks = parameters.blockMapLength();
    if (levels > 2 * ReadLimits.MAX_RANK
        || levels != shape.rank() + blocks
        || levels != parameters.traversalOrderLength()) {
      throw new ModelFormatException(
          "Sparse levels",
          tensors.where(index),
          shape.rank() + " dimensions + " + blocks + " blocks in traversal order and metadata",
          parameters.traversalOrderLength() + " and " + levels);
    }
    List<IndexVector> segments = new ArrayList<>();
    List<IndexVector> indices = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      DimensionMetadata metadata = parameters.dimMetadata(level);
      boolean sparse = metadata.format() == DimensionType.SPARSE_CSR;
      segments.add(sparse ? segments(metadata) : IndexVector.EMPTY);
      indices.add(sparse ? indices(metadata) : IndexVector.EMPTY);
      // Overlapping index arrays cost no memory but time; counting them bounds it.
      long steps = (long) segments.get(level).length() + indices.get(level).length();
      budget.take(steps, () -> tensors.where(index) + ", sparsity");
    }
    TacoLayout layout = layout(index, parameters, shape);
    TacoTensor tensor =
        new TacoTensor(
            layout, segments, indices, values(data == null ? 0 : data.position(), type, byteCount));
    return decode(index, type, shape, tensor);
  }

  private Constant decode(int index, DataType type, Shape shape, TacoTensor tensor) {
    int[] extents = shape.dims();
    budget.take(
        TacoCodec.allocation(extents, tensor.values().length()), () -> tensors.where(index));
    try {
      CsrMatrix matrix = TacoCodec.decode(extents, tensor);
      return new Constant.Sparse(type, shape, matrix, tensor.layout());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          "Bad sparsity, " + e.getMessage(), tensors.where(index) + ", sparsity");
    }
  }

  private TacoLayout layout(int index, SparsityParameters parameters, Shape shape) {
    List<Integer> order = new ArrayList<>();
    List<TacoLayout.Format> formats = new ArrayList<>();
    List<Integer> blockMap = new ArrayList<>();
    List<Integer> blockSizes = new ArrayList<>();
    for (int level = 0; level < parameters.traversalOrderLength(); level++) {
      order.add(parameters.traversalOrder(level));
      byte format = parameters.dimMetadata(level).format();
      if (format != DimensionType.DENSE && format != DimensionType.SPARSE_CSR) {
        throw new ModelFormatException(
            "Dimension format", where(index, level), "0 (dense) or 1 (CSR)", format);
      }
      formats.add(format == DimensionType.DENSE ? TacoLayout.Format.DENSE : TacoLayout.Format.CSR);
    }
    for (int block = 0; block < parameters.blockMapLength(); block++) {
      blockMap.add(parameters.blockMap(block));
      int level = order.indexOf(shape.rank() + block);
      blockSizes.add(level < 0 ? 0 : parameters.dimMetadata(level).denseSize());
    }
    requireDenseSizes(index, parameters, shape, order, blockMap, blockSizes);
    return new TacoLayout(order, blockMap, formats, blockSizes);
  }

  /** The file repeats the extent of every dense level; a wrong one would shift all that follows. */
  private void requireDenseSizes(
      int index,
      SparsityParameters parameters,
      Shape shape,
      List<Integer> order,
      List<Integer> blockMap,
      List<Integer> blockSizes) {
    for (int level = 0; level < order.size(); level++) {
      int dimension = order.get(level);
      DimensionMetadata metadata = parameters.dimMetadata(level);
      if (metadata.format() != DimensionType.DENSE || dimension < 0 || dimension >= shape.rank()) {
        continue;
      }
      int block = blockMap.indexOf(dimension);
      int size = block < 0 ? 1 : blockSizes.get(block);
      if (size < 1 || metadata.denseSize() != shape.dim(dimension) / size) {
        throw new ModelFormatException(
            "Dense size",
            where(index, level),
            size < 1 ? "a block of 1 or more" : shape.dim(dimension) / size,
            size < 1 ? size : metadata.denseSize());
      }
    }
  }

  private String where(int index, int level) {
    return tensors.where(index) + ", sparsity, level " + level;
  }

  private ValueVector values(int base, DataType type, int byteCount) {
    int width = type.bytes();
    int length = byteCount / width;
    return new ValueVector() {
      @Override
      public int length() {
        return length;
      }

      @Override
      public float at(int i) {
        int position = base + i * width;
        return type == DataType.INT8
            ? bytes[position]
            : ElementDecoder.floatAt(bytes, position, type);
      }

      @Override
      public void copy(int from, int to, float[] target, int at) {
        if (type == DataType.INT8) {
          ValueVector.super.copy(from, to, target, at);
        } else {
          ElementDecoder.floats(bytes, base + from * width, type, target, at, at + to - from);
        }
      }
    };
  }

  private IndexVector segments(DimensionMetadata metadata) {
    return switch (metadata.arraySegmentsType()) {
      case SparseIndexVector.Int32Vector ->
          int32((Int32Vector) metadata.arraySegments(new Int32Vector()));
      case SparseIndexVector.Uint16Vector ->
          uint16((Uint16Vector) metadata.arraySegments(new Uint16Vector()));
      case SparseIndexVector.Uint8Vector ->
          uint8((Uint8Vector) metadata.arraySegments(new Uint8Vector()));
      default -> IndexVector.EMPTY;
    };
  }

  private IndexVector indices(DimensionMetadata metadata) {
    return switch (metadata.arrayIndicesType()) {
      case SparseIndexVector.Int32Vector ->
          int32((Int32Vector) metadata.arrayIndices(new Int32Vector()));
      case SparseIndexVector.Uint16Vector ->
          uint16((Uint16Vector) metadata.arrayIndices(new Uint16Vector()));
      case SparseIndexVector.Uint8Vector ->
          uint8((Uint8Vector) metadata.arrayIndices(new Uint8Vector()));
      default -> IndexVector.EMPTY;
    };
  }

  private IndexVector int32(Int32Vector vector) {
    return vector == null ? IndexVector.EMPTY : view(vector.valuesAsByteBuffer(), 4);
  }

  private IndexVector uint16(Uint16Vector vector) {
    return vector == null ? IndexVector.EMPTY : view(vector.valuesAsByteBuffer(), 2);
  }

  private IndexVector uint8(Uint8Vector vector) {
    return vector == null ? IndexVector.EMPTY : view(vector.valuesAsByteBuffer(), 1);
  }

  /** Unsigned numbers of one or two bytes, signed ones of four, read from the file itself. */
  private IndexVector view(ByteBuffer data, int width) {
    if (data == null) {
      return IndexVector.EMPTY;
    }
    int base = data.position();
    int length = data.remaining() / width;
    return new IndexVector() {
      @Override
      public int length() {
        return length;
      }

      @Override
      public int at(int i) {
        int position = base + i * width;
        return switch (width) {
          case 1 -> bytes[position] & 0xff;
          case 2 -> ElementDecoder.int16(bytes, position) & 0xffff;
          default -> ElementDecoder.int32(bytes, position);
        };
      }

      @Override
      public void copy(int from, int to, int[] target, int at) {
        if (width > 2) {
          IndexVector.super.copy(from, to, target, at);
          return;
        }
        int position = base + from * width;
        for (int i = at; i < at + to - from; i++) {
          target[i] = bytes[position++] & 0xff;
          if (width == 2) {
            target[i] |= (bytes[position++] & 0xff) << 8;
          }
        }
      }
    };
  }
}
