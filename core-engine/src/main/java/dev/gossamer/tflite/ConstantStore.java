package dev.gossamer.tflite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.sparse.TacoTensor;

/** Where a file that is being written keeps the data of constants. */
public interface ConstantStore {

  /** What a constant is for. */
  enum Use {
    /** A convolution or fully connected layer multiplies with it. */
    WEIGHTS,
    /** It leaves the graph, whose outputs keep their type whatever the options. */
    OUTPUT,
    OTHER
  }

  /**
   * A constant as a tensor refers to it.
   *
   * @param type in the file
   * @param buffer for {@code Tensor.buffer}
   * @param sparse whether an operator has to make it dense
   * @param sparsity for {@code Tensor.sparsity}; null if dense or if the file tells it elsewhere
   */
  record Stored(DataType type, int buffer, boolean sparse, TacoTensor sparsity) {}

  /** The buffer that holds these bytes, at least one; equal ones share it. */
  int raw(byte[] bytes);

  Stored store(Constant constant, Use use);
}
