package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Between TFLite's order of axes and PyTorch's. Tensors of rank 4 are NCHW for PyTorch, but lie in
 * memory as NHWC ("channels last"): training is almost twice as fast as with NCHW memory (34.7
 * against 18.8 pictures per second for hand_landmark_full).
 */
final class Layouts {
  private static final int[] TO_CHANNELS_FIRST = {0, 3, 1, 2};
  private static final int[] TO_CHANNELS_LAST = {0, 2, 3, 1};

  private Layouts() {}

  /** Row-major data of TFLite's axes; rank 4 becomes NCHW over NHWC memory. */
  static NDArray create(NDManager manager, float[] rowMajor, long... dims) {
    try (NDArray borrowed = manager.create(rowMajor, new Shape(dims))) {
      // DJL lends PyTorch a Java buffer, which a view does not keep alive: what is made here is a
      // copy, which PyTorch owns and which keeps the order in memory.
      if (dims.length != 4) {
        return borrowed.duplicate();
      }
      try (NDArray view = borrowed.transpose(TO_CHANNELS_FIRST)) {
        return view.duplicate();
      }
    }
  }

  /** As {@link #create}, for operands broadcast against rank 4: leading axes of 1 are added. */
  static NDArray createRank4(NDManager manager, float[] rowMajor, int[] dims) {
    long[] padded = {1, 1, 1, 1};
    for (int i = 0; i < dims.length; i++) {
      padded[4 - dims.length + i] = dims[i];
    }
    return create(manager, rowMajor, padded);
  }

  /** The inverse of {@link #create}: data in the order of TFLite's axes. */
  static float[] rowMajor(NDArray array) {
    if (array.getShape().dimension() != 4) {
      return array.toFloatArray();
    }
    try (NDArray last = array.transpose(TO_CHANNELS_LAST)) {
      return last.toFloatArray();
    }
  }

  /** NCHW to logical NHWC, for what depends on the order of elements. */
  static NDArray channelsLast(NDArray array) {
    return array.getShape().dimension() == 4 ? array.transpose(TO_CHANNELS_LAST) : array;
  }

  /** Logical NHWC to NCHW. */
  static NDArray channelsFirst(NDArray array) {
    return array.getShape().dimension() == 4 ? array.transpose(TO_CHANNELS_FIRST) : array;
  }

  static long[] longs(int[] dims) {
    return Arrays.stream(dims).asLongStream().toArray();
  }
}
