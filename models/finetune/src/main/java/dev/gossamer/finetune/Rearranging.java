package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.gossamer.graph.Op;

/** Operators that only move numbers, as PyTorch operations on logical NHWC. */
final class Rearranging {
  private Rearranging() {}

  /** [N,H,W,b*b*C] to [N,H*b,W*b,C]. */
  static NDArray depthToSpace(Op.DepthToSpace op, NDArray x) {
    NDArray last = Layouts.channelsLast(x);
    long b = op.block();
    Shape in = last.getShape();
    long channels = in.get(3) / (b * b);
    NDArray apart = last.reshape(in.get(0), in.get(1), in.get(2), b, b, channels);
    NDArray pixels = apart.transpose(0, 1, 3, 2, 4, 5);
    return Layouts.channelsFirst(pixels.reshape(in.get(0), in.get(1) * b, in.get(2) * b, channels));
  }

  /** [N,H*b,W*b,C] to [N,H,W,b*b*C]. */
  static NDArray spaceToDepth(Op.SpaceToDepth op, NDArray x) {
    NDArray last = Layouts.channelsLast(x);
    long b = op.block();
    Shape in = last.getShape();
    long height = in.get(1) / b;
    long width = in.get(2) / b;
    NDArray apart = last.reshape(in.get(0), height, b, width, b, in.get(3));
    NDArray pixels = apart.transpose(0, 1, 3, 2, 4, 5);
    return Layouts.channelsFirst(pixels.reshape(in.get(0), height, width, b * b * in.get(3)));
  }

  /**
   * @return null if it moves the batch
   */
  static NDArray transpose(Op.Transpose op, NDArray x) {
    if (op.permutation().get(0) != 0) {
      return null;
    }
    int[] axes = op.permutation().stream().mapToInt(axis -> axis).toArray();
    return Layouts.channelsFirst(Layouts.channelsLast(x).transpose(axes));
  }

  /**
   * @return null if it cuts the batch or goes backwards
   */
  static NDArray slice(Op.StridedSlice op, NDArray x) {
    if (op.begin().get(0) != 0 || op.size().get(0) != 1) {
      return null;
    }
    NDIndex index = new NDIndex().addAllDim();
    for (int axis = 1; axis < op.begin().size(); axis++) {
      int begin = op.begin().get(axis);
      int stride = op.strides().get(axis);
      if (stride < 1) {
        return null;
      }
      index.addSliceDim(begin, begin + (op.size().get(axis) - 1) * stride + 1, stride);
    }
    return Layouts.channelsFirst(Layouts.channelsLast(x).get(index));
  }
}
