package dev.gossamer.graph;

import java.util.List;

/**
 * Operators with their attributes; semantics are TFLite's. Shapes are NHWC. Each record documents
 * the inputs of its {@link Node} in order; an input marked optional is trailing and left out when
 * absent.
 */
public sealed interface Op {

  /**
   * Name in upper case with underscores, as TFLite spells it where it has one; used in messages and
   * reports.
   */
  String label();

  /** The activation applied to the result; NONE for operators that have none. */
  default Activation activation() {
    return Activation.NONE;
  }

  /**
   * Two-dimensional convolution. Inputs: x [N,H,W,I], weights [O,KH,KW,I/groups], optional bias
   * [O]. Output [N,OH,OW,O], OH = (H + top + bottom - (KH - 1) * dilation - 1) / stride + 1.
   */
  record Conv2d(Stride stride, Stride dilation, Padding padding, int groups, Activation activation)
      implements Op {
    @Override
    public String label() {
      return "CONV_2D";
    }
  }

  /**
   * Depthwise convolution. Inputs: x [N,H,W,C], weights [1,KH,KW,C*multiplier], optional bias
   * [C*multiplier]. Output channel c * multiplier + m reads input channel c.
   */
  record DepthwiseConv2d(
      Stride stride, Stride dilation, Padding padding, int multiplier, Activation activation)
      implements Op {
    @Override
    public String label() {
      return "DEPTHWISE_CONV_2D";
    }
  }

  /**
   * Transposed convolution (the gradient of Conv2d with respect to its input). Inputs: x [N,H,W,I],
   * weights [O,KH,KW,I], optional bias [O]. Output pixel (y * stride - top + ky, x * stride - left
   * + kx) receives x * weight; what falls outside [outHeight, outWidth] is dropped.
   */
  record TransposeConv2d(
      Stride stride, int top, int left, int outHeight, int outWidth, Activation activation)
      implements Op {
    @Override
    public String label() {
      return "TRANSPOSE_CONV";
    }
  }

  /**
   * Fully connected layer. Inputs: x (elements a multiple of I), weights [O,I], optional bias [O].
   * Output [elements / I, O], or x's shape with the last extent replaced by O if keepDims.
   */
  record FullyConnected(boolean keepDims, Activation activation) implements Op {
    @Override
    public String label() {
      return "FULLY_CONNECTED";
    }
  }

  /** Elementwise operator of two inputs with numpy broadcasting. Inputs: a, b. */
  record Binary(Kind kind, Activation activation) implements Op {
    /** The function. */
    public enum Kind {
      ADD,
      SUB,
      MUL,
      DIV,
      MAXIMUM,
      MINIMUM,
      SQUARED_DIFFERENCE
    }

    @Override
    public String label() {
      return kind.name();
    }
  }

  /**
   * Elementwise function of one input.
   *
   * @param alpha slope of LEAKY_RELU for negative x; 0 for the others
   */
  record Unary(Kind kind, float alpha) implements Op {
    /** The function. */
    public enum Kind {
      RELU,
      RELU6,
      RELU_N1_TO_1,
      LEAKY_RELU,
      ELU,
      HARD_SWISH,
      LOGISTIC,
      TANH,
      ABS,
      EXP,
      NEG,
      SQRT,
      RSQRT,
      SQUARE
    }

    public Unary(Kind kind) {
      this(kind, 0f);
    }

    @Override
    public String label() {
      return kind.name();
    }
  }

  /**
   * x if x is positive, slope * x otherwise. Inputs: x, slope (broadcast to x, usually [1,1,C]).
   */
  record Prelu() implements Op {
    @Override
    public String label() {
      return "PRELU";
    }
  }

  /** Pooling over windows; padded pixels neither win nor count. Input: x [N,H,W,C]. */
  record Pool2d(
      Kind kind,
      int kernelHeight,
      int kernelWidth,
      Stride stride,
      Padding padding,
      Activation activation)
      implements Op {
    /** The function. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    @Override
    public String label() {
      return kind + "_POOL_2D";
    }
  }

  /** Reduction over axes (each in 0..rank-1, ascending). Input: x. */
  record Reduce(Kind kind, List<Integer> axes, boolean keepDims) implements Op {
    public Reduce {
      axes = List.copyOf(axes);
    }

    /** The function. */
    public enum Kind {
      MEAN,
      SUM,
      REDUCE_MAX
    }

    @Override
    public String label() {
      return kind.name();
    }
  }

  /** Bilinear or nearest-neighbour resize to [N,outHeight,outWidth,C]. Input: x [N,H,W,C]. */
  record Resize(
      Kind kind, int outHeight, int outWidth, boolean alignCorners, boolean halfPixelCenters)
      implements Op {
    /** The interpolation. */
    public enum Kind {
      BILINEAR,
      NEAREST_NEIGHBOR
    }

    @Override
    public String label() {
      return "RESIZE_" + kind;
    }
  }

  /** [N,H,W,C] to [N,H*block,W*block,C/(block*block)]. Input: x. */
  record DepthToSpace(int block) implements Op {
    @Override
    public String label() {
      return "DEPTH_TO_SPACE";
    }
  }

  /** [N,H,W,C] to [N,H/block,W/block,C*block*block]. Input: x. */
  record SpaceToDepth(int block) implements Op {
    @Override
    public String label() {
      return "SPACE_TO_DEPTH";
    }
  }

  /** Joins any number of inputs along an axis in 0..rank-1. */
  record Concatenation(int axis, Activation activation) implements Op {
    @Override
    public String label() {
      return "CONCATENATION";
    }
  }

  /** Cuts x along an axis into outputs of the given extents. Input: x. */
  record Split(int axis, List<Integer> sizes) implements Op {
    public Split {
      sizes = List.copyOf(sizes);
    }

    @Override
    public String label() {
      return "SPLIT";
    }
  }

  /** Same elements in NHWC order, new shape; SQUEEZE and EXPAND_DIMS are read as this. Input: x. */
  record Reshape(Shape shape) implements Op {
    @Override
    public String label() {
      return "RESHAPE";
    }
  }

  /** Adds constant elements around x; both lists have one entry per axis. Input: x. */
  record Pad(List<Integer> before, List<Integer> after, float value) implements Op {
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public String label() {
      return "PAD";
    }
  }

  /**
   * Takes elements begin + i * stride, i in 0..size-1, per axis (strides may be negative); SLICE
   * and STRIDED_SLICE are read as this, a shrunk axis as a Reshape behind it. Input: x.
   */
  record StridedSlice(List<Integer> begin, List<Integer> size, List<Integer> strides)
      implements Op {
    public StridedSlice {
      begin = List.copyOf(begin);
      size = List.copyOf(size);
      strides = List.copyOf(strides);
    }

    @Override
    public String label() {
      return "STRIDED_SLICE";
    }
  }

  /** Output axis i is input axis permutation[i]. Input: x. */
  record Transpose(List<Integer> permutation) implements Op {
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public String label() {
      return "TRANSPOSE";
    }
  }

  /**
   * Takes slices of x along an axis: output shape = x[0..axis) + indices shape + x(axis..]. Inputs:
   * x, indices (INT32 or INT64, each in 0..extent-1).
   */
  record Gather(int axis) implements Op {
    @Override
    public String label() {
      return "GATHER";
    }
  }

  /** exp(beta * x) normalised over the last axis. Input: x. */
  record Softmax(float beta) implements Op {
    @Override
    public String label() {
      return "SOFTMAX";
    }
  }

  /**
   * round(x / scale) + zeroPoint, half away from zero, saturated to the type (INT8 or UINT8).
   * Input: x FLOAT32.
   */
  record Quantize(float scale, int zeroPoint, DataType type) implements Op {
    @Override
    public String label() {
      return "QUANTIZE";
    }
  }

  /**
   * To FLOAT32. FLOAT16 input: exact widening, lists empty. INT8/UINT8/INT16/INT32: (x - zeroPoint)
   * * scale, one entry per tensor or one per index of the axis. Input: x.
   */
  record Dequantize(List<Float> scales, List<Integer> zeroPoints, int axis) implements Op {
    public Dequantize {
      scales = List.copyOf(scales);
      zeroPoints = List.copyOf(zeroPoints);
    }

    @Override
    public String label() {
      return "DEQUANTIZE";
    }
  }

  /**
   * A sparse constant as a dense tensor of the same type and shape. Input: x (a sparse constant).
   */
  record Densify() implements Op {
    @Override
    public String label() {
      return "DENSIFY";
    }
  }
}
