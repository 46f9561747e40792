package dev.gossamer.graph;

import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Concatenation;
import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.Densify;
import dev.gossamer.graph.Op.DepthToSpace;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Op.Dequantize;
import dev.gossamer.graph.Op.FullyConnected;
import dev.gossamer.graph.Op.Gather;
import dev.gossamer.graph.Op.Pad;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Op.Prelu;
import dev.gossamer.graph.Op.Quantize;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Op.Reshape;
import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Op.Softmax;
import dev.gossamer.graph.Op.SpaceToDepth;
import dev.gossamer.graph.Op.Split;
import dev.gossamer.graph.Op.StridedSlice;
import dev.gossamer.graph.Op.Transpose;
import dev.gossamer.graph.Op.TransposeConv2d;
import dev.gossamer.graph.Op.Unary;
import java.util.ArrayList;
import java.util.List;

/**
 * Types and shapes of a node's outputs from its operator and inputs; throws
 * IllegalArgumentException saying what does not fit. All products are taken in 64 bits: attributes
 * may come from an untrusted file.
 */
public final class ShapeInference {
  private ShapeInference() {}

  /** Type and shape of one output. */
  public record Inferred(DataType type, Shape shape) {}

  /** One entry per output of the node. */
  public static List<Inferred> infer(Op op, List<Value> inputs) {
    requireInputs(op, inputs);
    Value x = inputs.get(0);
    if (op instanceof Split split) {
      return split(split, x);
    }
    DataType type =
        switch (op) {
          case Quantize quantize -> quantize.type();
          case Dequantize dequantize -> DataType.FLOAT32;
          case Densify densify -> x.type();
          // Only constants are stored as halves; whatever is computed is FLOAT32.
          default -> x.type() == DataType.FLOAT16 ? DataType.FLOAT32 : x.type();
        };
    return List.of(new Inferred(type, outputShape(op, inputs)));
  }

  private static Shape outputShape(Op op, List<Value> inputs) {
    Shape x = inputs.get(0).shape();
    return switch (op) {
      case Conv2d conv -> conv2d(conv, x, inputs);
      case DepthwiseConv2d conv -> depthwise(conv, x, inputs);
      case TransposeConv2d conv -> transposeConv(conv, x, inputs);
      case FullyConnected fc -> fullyConnected(fc, x, inputs);
      case Binary binary -> broadcast(x, inputs.get(1).shape());
      case Prelu prelu -> prelu(x, inputs.get(1).shape());
      case Pool2d pool -> pool(pool, x);
      case Reduce reduce -> reduce(reduce, x);
      case Resize resize -> {
        rank4("input", x);
        yield shape(x.dim(0), resize.outHeight(), resize.outWidth(), x.dim(3));
      }
      case DepthToSpace d2s -> depthToSpace(d2s.block(), x);
      case SpaceToDepth s2d -> spaceToDepth(s2d.block(), x);
      case Concatenation concat -> concatenation(concat, inputs);
      case Reshape reshape -> {
        if (reshape.shape().elements() != x.elements()) {
          throw new IllegalArgumentException(
              "reshape of " + x + " to " + reshape.shape() + " changes the number of elements");
        }
        yield reshape.shape();
      }
      case Pad pad -> pad(pad, x);
      case StridedSlice slice -> slice(slice, x);
      case Transpose transpose -> transpose(transpose, x);
      case Gather gather -> gather(gather, x, inputs.get(1).shape());
      case Softmax softmax -> {
        if (x.rank() < 1) {
          throw new IllegalArgumentException("softmax needs rank 1 or more");
        }
        yield x;
      }
      case Unary unary -> x;
      case Quantize quantize -> x;
      case Dequantize dequantize -> dequantize(dequantize, x);
      case Densify densify -> x;
      case Split split -> throw new IllegalStateException();
    };
  }

  private static void requireInputs(Op op, List<Value> inputs) {
    int least =
        switch (op) {
          case Conv2d c -> 2;
          case DepthwiseConv2d c -> 2;
          case TransposeConv2d c -> 2;
          case FullyConnected f -> 2;
          case Binary b -> 2;
          case Prelu p -> 2;
          case Gather g -> 2;
          default -> 1;
        };
    int most =
        switch (op) {
          case Conv2d c -> 3;
          case DepthwiseConv2d c -> 3;
          case TransposeConv2d c -> 3;
          case FullyConnected f -> 3;
          case Concatenation c -> Integer.MAX_VALUE;
          default -> least;
        };
    if (inputs.size() < least || inputs.size() > most) {
      throw new IllegalArgumentException(
          op.label()
              + " takes "
              + least
              + (most == least ? "" : " or more")
              + " inputs, got "
              + inputs.size());
    }
  }

  private static Shape conv2d(Conv2d conv, Shape x, List<Value> inputs) {
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

  private static Shape depthwise(DepthwiseConv2d conv, Shape x, List<Value> inputs) {
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

  private static Shape transposeConv(TransposeConv2d conv, Shape x, List<Value> inputs) {
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

  private static Shape fullyConnected(FullyConnected fc, Shape x, List<Value> inputs) {
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

  /** Numpy broadcasting: extents aligned from the innermost, 1 stretching to the other. */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.rank() ? a.dim(-i) : 1;
      int q = i <= b.rank() ? b.dim(-i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[rank - i] = Math.max(p, q);
    }
    return shape(dims);
  }

  private static Shape prelu(Shape x, Shape slope) {
    if (!broadcast(x, slope).equals(x)) {
      throw new IllegalArgumentException("slope " + slope + " does not broadcast to " + x);
    }
    return x;
  }

  private static Shape pool(Pool2d pool, Shape x) {
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

  private static Shape reduce(Reduce reduce, Shape x) {
    boolean[] gone = new boolean[x.rank()];
    for (int axis : reduce.axes()) {
      axis(axis, x);
      gone[axis] = true;
    }
    int[] dims = new int[x.rank()];
    int rank = 0;
    for (int i = 0; i < x.rank(); i++) {
      if (!gone[i]) {
        dims[rank++] = x.dim(i);
      } else if (reduce.keepDims()) {
        dims[rank++] = 1;
      }
    }
    return shape(java.util.Arrays.copyOf(dims, rank));
  }

  private static Shape depthToSpace(int block, Shape x) {
    rank4("input", x);
    if (block < 1 || x.dim(3) % ((long) block * block) != 0) {
      throw new IllegalArgumentException(
          "channels of " + x + " are not a multiple of block " + block + " squared");
    }
    return shape(
        x.dim(0), (long) x.dim(1) * block, (long) x.dim(2) * block, x.dim(3) / (block * block));
  }

  private static Shape spaceToDepth(int block, Shape x) {
    rank4("input", x);
    if (block < 1 || x.dim(1) % block != 0 || x.dim(2) % block != 0) {
      throw new IllegalArgumentException(
          "height and width of " + x + " are not multiples of block " + block);
    }
    return shape(x.dim(0), x.dim(1) / block, x.dim(2) / block, (long) x.dim(3) * block * block);
  }

  private static Shape concatenation(Concatenation concat, List<Value> inputs) {
    Shape first = inputs.get(0).shape();
    axis(concat.axis(), first);
    long total = 0;
    for (Value input : inputs) {
      Shape shape = input.shape();
      if (!joins(first, shape, concat.axis())) {
        throw new IllegalArgumentException(
            "cannot concatenate " + first + " and " + shape + " along axis " + concat.axis());
      }
      total += shape.dim(concat.axis());
    }
    return with(first, concat.axis(), total);
  }

  private static boolean joins(Shape first, Shape shape, int axis) {
    boolean same = shape.rank() == first.rank();
    for (int i = 0; same && i < first.rank(); i++) {
      same = i == axis || shape.dim(i) == first.dim(i);
    }
    return same;
  }

  private static List<Inferred> split(Split split, Value x) {
    axis(split.axis(), x.shape());
    List<Inferred> results = new ArrayList<>();
    long total = 0;
    for (int size : split.sizes()) {
      results.add(new Inferred(x.type(), with(x.shape(), split.axis(), size)));
      total += size;
    }
    if (total != x.shape().dim(split.axis()) || results.isEmpty()) {
      throw new IllegalArgumentException(
          "split sizes "
              + split.sizes()
              + " do not add up to axis "
              + split.axis()
              + " of "
              + x.shape());
    }
    return results;
  }

  private static Shape pad(Pad pad, Shape x) {
    if (pad.before().size() != x.rank() || pad.after().size() != x.rank()) {
      throw new IllegalArgumentException("padding needs one entry per axis of " + x);
    }
    long[] dims = new long[x.rank()];
    for (int i = 0; i < dims.length; i++) {
      if (pad.before().get(i) < 0 || pad.after().get(i) < 0) {
        throw new IllegalArgumentException("padding must not be negative");
      }
      dims[i] = (long) x.dim(i) + pad.before().get(i) + pad.after().get(i);
    }
    return shape(dims);
  }

  private static Shape slice(StridedSlice slice, Shape x) {
    int rank = x.rank();
    if (slice.begin().size() != rank
        || slice.size().size() != rank
        || slice.strides().size() != rank) {
      throw new IllegalArgumentException("slice needs one entry per axis of " + x);
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      long begin = slice.begin().get(i);
      long last = begin + (slice.size().get(i) - 1L) * slice.strides().get(i);
      if (slice.strides().get(i) == 0
          || slice.size().get(i) < 1
          || begin < 0
          || begin >= x.dim(i)
          || last < 0
          || last >= x.dim(i)) {
        throw new IllegalArgumentException("slice leaves axis " + i + " of " + x);
      }
      dims[i] = slice.size().get(i);
    }
    return shape(dims);
  }

  private static Shape transpose(Transpose transpose, Shape x) {
    int rank = x.rank();
    if (transpose.permutation().size() != rank) {
      throw new IllegalArgumentException("permutation needs one entry per axis of " + x);
    }
    int[] dims = new int[rank];
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      int from = transpose.permutation().get(i);
      axis(from, x);
      if (seen[from]) {
        throw new IllegalArgumentException(
            "permutation " + transpose.permutation() + " repeats an axis");
      }
      seen[from] = true;
      dims[i] = x.dim(from);
    }
    return shape(dims);
  }

  private static Shape gather(Gather gather, Shape x, Shape indices) {
    axis(gather.axis(), x);
    int[] dims = new int[x.rank() - 1 + indices.rank()];
    int rank = 0;
    for (int i = 0; i < gather.axis(); i++) {
      dims[rank++] = x.dim(i);
    }
    for (int i = 0; i < indices.rank(); i++) {
      dims[rank++] = indices.dim(i);
    }
    for (int i = gather.axis() + 1; i < x.rank(); i++) {
      dims[rank++] = x.dim(i);
    }
    return shape(dims);
  }

  private static Shape dequantize(Dequantize dequantize, Shape x) {
    int count = dequantize.scales().size();
    if (count != dequantize.zeroPoints().size()
        || (count > 1
            && (dequantize.axis() < 0
                || dequantize.axis() >= x.rank()
                || count != x.dim(dequantize.axis())))) {
      throw new IllegalArgumentException(
          count + " scales do not fit axis " + dequantize.axis() + " of " + x);
    }
    return x;
  }

  private static void bias(List<Value> inputs, int channels) {
    if (inputs.size() > 2) {
      Shape bias = inputs.get(2).shape();
      if (bias.elements() != channels) {
        throw new IllegalArgumentException("bias " + bias + " needs " + channels + " elements");
      }
    }
  }

  private static Shape with(Shape shape, int axis, long extent) {
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? extent : shape.dim(i);
    }
    return shape(dims);
  }

  private static void axis(int axis, Shape x) {
    if (axis < 0 || axis >= x.rank()) {
      throw new IllegalArgumentException("axis " + axis + " is outside " + x);
    }
  }

  private static void rank4(String what, Shape shape) {
    if (shape.rank() != 4) {
      throw new IllegalArgumentException(what + " must have four dimensions, got " + shape);
    }
  }

  private static Shape shape(int... dims) {
    return Shape.of(dims);
  }

  private static Shape shape(long... dims) {
    int[] narrow = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 1 || dims[i] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("extent " + dims[i] + " is out of range");
      }
      narrow[i] = (int) dims[i];
    }
    return Shape.of(narrow);
  }
}
