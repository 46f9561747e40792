package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.sparse.IndexVector;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.tflite.schema.DimensionMetadata;
import dev.gossamer.tflite.schema.DimensionType;
import dev.gossamer.tflite.schema.Int32Vector;
import dev.gossamer.tflite.schema.SparseIndexVector;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.Uint16Vector;
import dev.gossamer.tflite.schema.Uint8Vector;
import java.util.List;

/** An encoded sparse tensor to SparsityParameters, each index array in its smallest type. */
final class SparsityWriter {
  /** Tables and vector lengths per level of the traversal, measured. */
  private static final int BYTES_PER_LEVEL = 56;

  private SparsityWriter() {}

  /** About what {@link #write} takes, without the values. */
  static long bytes(TacoTensor tensor) {
    long bytes = 0;
    for (int level = 0; level < tensor.segments().size(); level++) {
      bytes += BYTES_PER_LEVEL + bytes(tensor.segments().get(level));
      bytes += bytes(tensor.indices().get(level));
    }
    return bytes;
  }

  private static long bytes(IndexVector vector) {
    return (long) vector.length()
        * switch (type(vector)) {
          case SparseIndexVector.Uint8Vector -> 1;
          case SparseIndexVector.Uint16Vector -> 2;
          default -> 4;
        };
  }

  static int write(FlatBufferBuilder file, TacoTensor tensor, int[] extents) {
    TacoLayout layout = tensor.layout();
    int[] metadata = new int[layout.formats().size()];
    for (int level = 0; level < metadata.length; level++) {
      metadata[level] =
          layout.formats().get(level) == TacoLayout.Format.DENSE
              ? DimensionMetadata.createDimensionMetadata(
                  file, DimensionType.DENSE, denseSize(layout, level, extents), NONE, 0, NONE, 0)
              : compressed(file, tensor.segments().get(level), tensor.indices().get(level));
    }
    int order = SparsityParameters.createTraversalOrderVector(file, ints(layout.traversalOrder()));
    // Files of TensorFlow's converter have the empty map too.
    int blocks = SparsityParameters.createBlockMapVector(file, ints(layout.blockMap()));
    int dimensions = SparsityParameters.createDimMetadataVector(file, metadata);
    return SparsityParameters.createSparsityParameters(file, order, blocks, dimensions);
  }

  private static final byte NONE = SparseIndexVector.NONE;

  private static int compressed(FlatBufferBuilder file, IndexVector segments, IndexVector indices) {
    int segmentVector = vector(file, segments);
    int indexVector = vector(file, indices);
    return DimensionMetadata.createDimensionMetadata(
        file,
        DimensionType.SPARSE_CSR,
        0,
        type(segments),
        segmentVector,
        type(indices),
        indexVector);
  }

  /** Extent of a dense level, in blocks where its axis is divided into them. */
  private static int denseSize(TacoLayout layout, int level, int[] extents) {
    int dimension = layout.traversalOrder().get(level);
    if (dimension >= extents.length) {
      return layout.blockSizes().get(dimension - extents.length);
    }
    int block = layout.blockMap().indexOf(dimension);
    return extents[dimension] / (block < 0 ? 1 : layout.blockSizes().get(block));
  }

  private static byte type(IndexVector vector) {
    int greatest = 0;
    for (int i = 0; i < vector.length(); i++) {
      greatest = Math.max(greatest, vector.at(i));
    }
    return greatest <= 0xff
        ? SparseIndexVector.Uint8Vector
        : greatest <= 0xffff ? SparseIndexVector.Uint16Vector : SparseIndexVector.Int32Vector;
  }

  private static int vector(FlatBufferBuilder file, IndexVector vector) {
    int[] entries = new int[vector.length()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = vector.at(i);
    }
    return switch (type(vector)) {
      case SparseIndexVector.Uint8Vector ->
          Uint8Vector.createUint8Vector(file, Uint8Vector.createValuesVector(file, bytes(entries)));
      case SparseIndexVector.Uint16Vector ->
          Uint16Vector.createUint16Vector(file, Uint16Vector.createValuesVector(file, entries));
      default -> Int32Vector.createInt32Vector(file, Int32Vector.createValuesVector(file, entries));
    };
  }

  private static byte[] bytes(int[] entries) {
    byte[] bytes = new byte[entries.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) entries[i];
    }
    return bytes;
  }

  private static int[] ints(List<Integer> list) {
    int[] ints = new int[list.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = list.get(i);
    }
    return ints;
  }
}
