package dev.gossamer.graph;

import static dev.gossamer.graph.ShapeChecks.rank4;
import static dev.gossamer.graph.ShapeChecks.shape;

import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Op.FullyConnected;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Op.TransposeConv2d;
import java.util.List;

/** Shapes of what multiplies by weights or pools, {@link ShapeInference}'s part. */
final class WindowShapes {
  private WindowShapes() {}

  static Shape conv2d(Conv2d conv, Shape x, List<Value> inputs) {
    Shape w = inputs.get(1).shape();
    rank4("input", x);
    rank4("weights", w);
    if (conv.groups() < 1) {
      throw new IllegalArgumentException("groups must be at least 1, got " + conv.groups());
    }
    if ((long) w.dim(3) * conv.groups() != x.dim(3)) {
      throw new IllegalArgumentException(
          "weights " + w + " with " + conv.groups() + " groups do not fit input " + x);
    }
    if (w.dim(0) % conv.groups() != 0) {
      throw new IllegalArgumentException(
          "output channels " + w.dim(0) + " are not a multiple of groups " + conv.groups());
    }
    bias(inputs, w.dim(0));
    return window(x, w.dim(1), w.dim(2), conv.stride(), conv.dilation(), conv.padding(), w.dim(0));
  }

  static Shape depthwise(DepthwiseConv2d conv, Shape x, List<Value> inputs) {
    Shape w = inputs.get(1).shape();
    rank4("input", x);
    rank4("weights", w);
    if (w.dim(0) != 1 || (long) x.dim(3) * conv.multiplier() != w.dim(3)) {
      throw new IllegalArgumentException(
          "depthwise weights " + w + " with multiplier " + conv.multiplier() + " do not fit " + x);
    }
    bias(inputs, w.dim(3));
    return window(x, w.dim(1), w.dim(2), conv.stride(), conv.dilation(), conv.padding(), w.dim(3));
  }

  static Shape transposeConv(TransposeConv2d conv, Shape x, List<Value> inputs) {
    Shape w = inputs.get(1).shape();
    rank4("input", x);
    rank4("weights", w);
    if (w.dim(3) != x.dim(3)) {
      throw new IllegalArgumentException("weights " + w + " do not fit input " + x);
    }
    if (conv.top() < 0 || conv.left() < 0) {
      throw new IllegalArgumentException("padding must not be negative");
    }
    bias(inputs, w.dim(0));
    return shape(x.dim(0), conv.outHeight(), conv.outWidth(), w.dim(0));
  }

  static Shape fullyConnected(FullyConnected fc, Shape x, List<Value> inputs) {
    Shape w = inputs.get(1).shape();
    if (w.rank() != 2) {
      throw new IllegalArgumentException("fully connected weights must be [O,I], got " + w);
    }
    if (x.elements() % w.dim(1) != 0) {
      throw new IllegalArgumentException("weights " + w + " do not fit input " + x);
    }
    bias(inputs, w.dim(0));
    if (!fc.keepDims()) {
      return shape(x.elements() / w.dim(1), w.dim(0));
    }
    if (x.rank() < 1 || x.dim(-1) != w.dim(1)) {
      throw new IllegalArgumentException("weights " + w + " do not fit input " + x);
    }
    int[] dims = x.dims();
    dims[dims.length - 1] = w.dim(0);
    return shape(dims);
  }

  static Shape pool(Pool2d pool, Shape x) {
    rank4("input", x);
    if (pool.kernelHeight() < 1 || pool.kernelWidth() < 1) {
      throw new IllegalArgumentException("pooling window must be at least 1");
    }
    Padding padding = pool.padding();
    if (padding.top() >= pool.kernelHeight()
        || padding.bottom() >= pool.kernelHeight()
        || padding.left() >= pool.kernelWidth()
        || padding.right() >= pool.kernelWidth()) {
      throw new IllegalArgumentException("pooling padding must be smaller than the window");
    }
    return window(
        x, pool.kernelHeight(), pool.kernelWidth(), pool.stride(), Stride.ONE, padding, x.dim(3));
  }

  private static Shape window(
      Shape x, int kh, int kw, Stride stride, Stride dilation, Padding padding, int channels) {
    int h =
        extent(x.dim(1), kh, stride.height(), dilation.height(), padding.top(), padding.bottom());
    int w = extent(x.dim(2), kw, stride.width(), dilation.width(), padding.left(), padding.right());
    return shape(x.dim(0), h, w, channels);
  }

  private static int extent(int in, int kernel, int stride, int dilation, int before, int after) {
    long span = (kernel - 1L) * dilation + 1;
    long out = ((long) in + before + after - span) / stride + 1;
    if ((long) in + before + after < span || out > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a window of "
              + span
              + " does not fit "
              + in
              + " pixels with padding "
              + before
              + " + "
              + after);
    }
    return (int) out;
  }

  private static void bias(List<Value> inputs, int channels) {
    if (inputs.size() > 2) {
      Shape bias = inputs.get(2).shape();
      if (bias.elements() != channels) {
        throw new IllegalArgumentException("bias " + bias + " needs " + channels + " elements");
      }
    }
  }
}
