package dev.gossamer.tflite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.SubGraph;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A verified file that describes a graph with TFLite's tables: a {@code .tflite} file, or another
 * one that keeps the data of constants in its own way.
 */
public interface GraphFile {

  /** The whole file; not to be written to. */
  byte[] bytes();

  SubGraph graph();

  int operatorCodes();

  /**
   * @param index 0..{@link #operatorCodes()} - 1
   */
  OperatorCode operatorCode(int index);

  /** Buffers that tensors may name. */
  int buffers();

  /**
   * Elements of a dense constant as they lie in the file, row-major and little-endian; null if the
   * buffer holds none or is {@link #isPacked}.
   *
   * @param buffer 0..{@link #buffers()} - 1
   * @param where for messages
   */
  ByteBuffer data(int buffer, Supplier<String> where);

  /** Whether {@link #unpack} gives the data of a buffer, rather than {@link #data}. */
  default boolean isPacked(int buffer) {
    return false;
  }

  /** Whether {@link #unpack} gives a sparse constant. */
  default boolean isSparse(int buffer) {
    return false;
  }

  /**
   * The data of a packed buffer as a constant of a tensor.
   *
   * @param budget asked for whatever is allocated
   * @throws dev.gossamer.ModelFormatException if the data do not fit type and shape
   */
  default Constant unpack(
      int buffer, DataType type, Shape shape, MemoryBudget budget, Supplier<String> where) {
    throw new IllegalStateException("buffer " + buffer + " is not packed");
  }
}
