package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.Utf8;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.tflite.schema.QuantizationParameters;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import dev.gossamer.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tensors of the main subgraph of a verified file: what they are called, their type and extents.
 */
final class TensorReader {
  static final String TYPES = "FLOAT32, FLOAT16, INT8, UINT8, INT16, INT32, INT64, BOOL";

  private static final int MAX_SHOWN_NAME = 100;

  private final byte[] bytes;
  private final GraphFile file;
  private final SubGraph subgraph;
  private final MemoryBudget budget;
  private final Tensor[] tensors;
  private final ByteBuffer[] data;
  private final boolean[] dataKnown;

  /** Only ever asked whether it exists. */
  private final SparsityParameters sparsity = new SparsityParameters();

  TensorReader(GraphFile file, SubGraph subgraph, MemoryBudget budget) {
    this.file = file;
    this.subgraph = subgraph;
    bytes = file.bytes();
    this.budget = budget;
    tensors = new Tensor[subgraph.tensorsLength()];
    data = new ByteBuffer[tensors.length];
    dataKnown = new boolean[tensors.length];
  }

  int count() {
    return tensors.length;
  }

  Tensor tensor(int index) {
    if (tensors[index] == null) {
      tensors[index] = subgraph.tensors(index);
    }
    return tensors[index];
  }

  /** For messages: index and the beginning of the name. */
  String where(int index) {
    ByteBuffer name = tensor(index).nameAsByteBuffer();
    if (name == null || name.remaining() == 0) {
      return "subgraph 0, tensor " + index;
    }
    int shown = Math.min(name.remaining(), MAX_SHOWN_NAME);
    return "subgraph 0, tensor "
        + index
        + " '"
        + Utf8.decode(bytes, name.position(), shown)
        + (shown < name.remaining() ? "...'" : "'");
  }

  /** Empty where the file has none. */
  String name(int index) {
    return text(tensor(index).nameAsByteBuffer(), () -> where(index) + ", name");
  }

  /**
   * A string of the file; bytes that are not UTF-8 become replacement characters, as names mean
   * nothing to the engine.
   */
  String text(ByteBuffer slice, Supplier<String> where) {
    if (slice == null) {
      return "";
    }
    // The decoder needs two bytes per character beside the string itself.
    budget.take(4L * slice.remaining() + 64, where);
    return Utf8.decode(bytes, slice.position(), slice.remaining());
  }

  DataType type(int index) {
    return switch (tensor(index).type()) {
      case TensorType.FLOAT32 -> DataType.FLOAT32;
      case TensorType.FLOAT16 -> DataType.FLOAT16;
      case TensorType.INT32 -> DataType.INT32;
      case TensorType.INT64 -> DataType.INT64;
      case TensorType.INT16 -> DataType.INT16;
      case TensorType.INT8 -> DataType.INT8;
      case TensorType.UINT8 -> DataType.UINT8;
      case TensorType.BOOL -> DataType.BOOL;
      default -> throw unsupportedType(index);
    };
  }

  private ModelFormatException unsupportedType(int index) {
    int type = tensor(index).type();
    return type > 0 && type < TensorType.names.length
        ? new UnsupportedModelException("type " + TensorType.names[type], where(index), TYPES)
        : new ModelFormatException(
            "Tensor type", where(index), "0.." + (TensorType.names.length - 1), type);
  }

  /** Extents as the file gives them: any numbers, at most {@link ReadLimits#MAX_RANK} of them. */
  int[] extents(int index) {
    Tensor tensor = tensor(index);
    int rank = tensor.shapeLength();
    if (rank > ReadLimits.MAX_RANK) {
      throw new ModelFormatException("Rank", where(index), "at most " + ReadLimits.MAX_RANK, rank);
    }
    int[] extents = new int[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = tensor.shape(i);
    }
    return extents;
  }

  /** Every extent is at least 1 and the number of elements fits an int. */
  Shape shape(int index) {
    try {
      return Shape.of(extents(index));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("Bad shape, " + e.getMessage(), where(index));
    }
  }

  /** True for an axis whose extent the file leaves open, the one in the shape being a stand-in. */
  boolean isDynamic(int index, int axis) {
    Tensor tensor = tensor(index);
    return axis < tensor.shapeSignatureLength() && tensor.shapeSignature(axis) == -1;
  }

  boolean isSparse(int index) {
    return tensor(index).sparsity(sparsity) != null || file.isSparse(buffer(index));
  }

  /** Whether {@link #unpack} gives the data. */
  boolean isPacked(int index) {
    return file.isPacked(buffer(index));
  }

  /** The data of a constant that the file stores in its own way. */
  Constant unpack(int index) {
    return file.unpack(buffer(index), type(index), shape(index), budget, () -> where(index));
  }

  /** Whether the file says that the tensor has no dimensions, rather than saying nothing. */
  boolean isScalar(int index) {
    return tensor(index).shapeLength() == 0 && tensor(index).hasRank();
  }

  /** The bytes that the file holds for a tensor, or null: then it is an input or a result. */
  ByteBuffer data(int index) {
    if (!dataKnown[index]) {
      data[index] = findData(index);
      dataKnown[index] = true;
    }
    return data[index];
  }

  private ByteBuffer findData(int index) {
    return file.data(buffer(index), () -> where(index));
  }

  private int buffer(int index) {
    long buffer = tensor(index).buffer();
    if (buffer >= file.buffers()) {
      throw new ModelFormatException(
          "Buffer index", where(index), "below " + file.buffers(), buffer);
    }
    return (int) buffer;
  }

  /**
   * @param scales one for the tensor or one per index of the axis; empty if not quantised
   * @param zeroPoints as many as scales
   */
  record Quantization(List<Float> scales, List<Integer> zeroPoints, int axis) {}

  Quantization quantization(int index) {
    QuantizationParameters parameters = tensor(index).quantization();
    List<Float> scales = new ArrayList<>();
    List<Integer> zeroPoints = new ArrayList<>();
    if (parameters == null) {
      return new Quantization(scales, zeroPoints, 0);
    }
    if (parameters.detailsType() != 0) {
      throw new UnsupportedModelException(
          "custom quantisation", where(index), "scale and zero point");
    }
    int count = parameters.scaleLength();
    int points = parameters.zeroPointLength();
    if (points > 1 && points != count) {
      throw new ModelFormatException("Zero points", where(index), count, points);
    }
    // A boxed number and its places in two lists.
    budget.take(96L * count, () -> where(index) + ", quantization");
    for (int i = 0; i < count; i++) {
      float scale = parameters.scale(i);
      long point = points == 0 ? 0 : parameters.zeroPoint(points == 1 ? 0 : i);
      if (!(Math.abs(scale) <= Float.MAX_VALUE)) {
        throw new ModelFormatException("Scale", where(index), "a finite number", scale);
      }
      if (point != (int) point) {
        throw new ModelFormatException("Zero point", where(index), "a 32-bit number", point);
      }
      scales.add(scale);
      zeroPoints.add((int) point);
    }
    return new Quantization(scales, zeroPoints, parameters.quantizedDimension());
  }
}
