package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The data of constant tensors. Tensors that share a buffer and a type share the array too. */
final class ConstantReader {
  private final byte[] bytes;
  private final TensorReader tensors;
  private final SparsityReader sparsity;
  private final MemoryBudget budget;
  private final Map<Long, float[]> floatArrays = new HashMap<>();

  ConstantReader(byte[] bytes, TensorReader tensors, MemoryBudget budget) {
    this.bytes = bytes;
    this.tensors = tensors;
    this.budget = budget;
    sparsity = new SparsityReader(bytes, tensors, budget);
  }

  /**
   * Reads a tensor that {@link #isConstant}.
   *
   * @throws ModelFormatException if the data do not fit type, shape and sparsity, or if an INT64 is
   *     no int
   */
  Constant read(int index) {
    if (tensors.isPacked(index)) {
      return tensors.unpack(index);
    }
    ByteBuffer data = tensors.data(index);
    DataType type = tensors.type(index);
    Shape shape = tensors.shape(index);
    if (tensors.isSparse(index)) {
      return sparsity.read(index, type, shape, data);
    }
    requireBytes(index, (long) shape.elements() * type.bytes(), data.remaining());
    return type.isFloat()
        ? new Constant.Floats(type, shape, floats(index, type, shape.elements(), data))
        : new Constant.Ints(type, shape, ints(index, type, shape.elements(), data));
  }

  boolean isConstant(int index) {
    return tensors.data(index) != null || tensors.isSparse(index) || tensors.isPacked(index);
  }

  boolean isSparse(int index) {
    return tensors.isSparse(index);
  }

  /**
   * The entries of an INT32 or INT64 tensor that becomes an attribute; what exceeds an int (some
   * files say "to the end" so) is clamped. A tensor with an extent of 0 has none.
   */
  int[] attribute(int index) {
    DataType type = tensors.type(index);
    if (type != DataType.INT32 && type != DataType.INT64) {
      throw new ModelFormatException(
          "Type of an attribute", tensors.where(index), "INT32 or INT64", type);
    }
    ByteBuffer data = tensors.data(index);
    int length = data == null ? 0 : data.remaining() / type.bytes();
    long elements = 1;
    for (int extent : tensors.extents(index)) {
      elements = extent < 0 || elements > length ? -1 : elements * extent;
    }
    if (elements != length || length > ReadLimits.MAX_ATTRIBUTE_ENTRIES) {
      throw new ModelFormatException(
          "Entries of an attribute",
          tensors.where(index),
          "as many as the shape, at most " + ReadLimits.MAX_ATTRIBUTE_ENTRIES,
          length);
    }
    int[] entries = new int[length];
    for (int i = 0; i < length; i++) {
      long entry = ElementDecoder.integerAt(bytes, data.position() + i * type.bytes(), type);
      entries[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, entry));
    }
    return entries;
  }

  private float[] floats(int index, DataType type, int count, ByteBuffer data) {
    long key = data.position() * 2L + (type == DataType.FLOAT16 ? 1 : 0);
    float[] shared = floatArrays.get(key);
    if (shared != null && shared.length == count) {
      return shared;
    }
    budget.take(4L * count, () -> tensors.where(index));
    float[] floats = new float[count];
    ElementDecoder.floats(bytes, data.position(), type, floats, 0, count);
    floatArrays.put(key, floats);
    return floats;
  }

  private int[] ints(int index, DataType type, int count, ByteBuffer data) {
    budget.take(4L * count, () -> tensors.where(index));
    int[] ints = new int[count];
    int position = data.position();
    for (int i = 0; i < count; i++) {
      long entry = ElementDecoder.integerAt(bytes, position, type);
      if (entry != (int) entry) {
        throw new ModelFormatException(
            "Element " + i, tensors.where(index), "a 32-bit number", entry);
      }
      ints[i] = (int) entry;
      position += type.bytes();
    }
    return ints;
  }

  private void requireBytes(int index, long expected, int found) {
    if (expected != found) {
      throw new ModelFormatException("Bytes of data", tensors.where(index), expected, found);
    }
  }
}
