package dev.gossamer.interpret;

import dev.gossamer.GossamerException;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements and compute nothing: each is one or a few {@link StridedCopy}s. */
final class Movement {
  private Movement() {}

  /** One copy from a value to a value, both starting where they say. */
  private record Move(StridedCopy copy, int from, int fromStart, int to, int toStart)
      implements Kernel {
    @Override
    public void run(float[][] memory) {
      copy.run(memory[from], fromStart, memory[to], toStart);
    }
  }

  static Kernel identity(Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    int count = node.output().shape().elements();
    return memory -> System.arraycopy(memory[x], 0, memory[out], 0, count);
  }

  /** Elements keep their row-major order. */
  static Kernel reshape(Node node, Preparation preparation) {
    Shape from = node.input(0).shape();
    Shape to = node.output().shape();
    if (from.equals(to)) {
      return identity(node, preparation);
    }
    Preparation.RowMajor x = preparation.rowMajor(node.input(0));
    StridedCopy store = Layout.fromRowMajor(to);
    int out = node.output().id();
    return memory -> store.run(x.get(memory), 0, memory[out], 0);
  }

  static Kernel concatenation(Op.Concatenation op, Node node, Preparation preparation) {
    Shape whole = node.output().shape();
    int[] strides = Layout.strides(whole);
    int out = node.output().id();
    List<Move> moves = new ArrayList<>();
    int start = 0;
    for (Value part : node.inputs()) {
      StridedCopy copy = StridedCopy.of(part.shape().dims(), Layout.strides(part.shape()), strides);
      int toStart = start * strides[op.axis()];
      moves.add(new Move(copy, preparation.operand(part), 0, out, toStart));
      start += part.shape().dim(op.axis());
    }
    return memory -> {
      for (Move move : moves) {
        move.run(memory);
      }
      Activations.apply(op.activation(), memory[out], whole.elements());
    };
  }

  static Kernel split(Op.Split op, Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int[] strides = Layout.strides(node.input(0).shape());
    List<Move> moves = new ArrayList<>();
    int start = 0;
    for (Value part : node.outputs()) {
      StridedCopy copy = StridedCopy.of(part.shape().dims(), strides, Layout.strides(part.shape()));
      moves.add(new Move(copy, x, start * strides[op.axis()], part.id(), 0));
      start += part.shape().dim(op.axis());
    }
    return memory -> {
      for (Move move : moves) {
        move.run(memory);
      }
    };
  }

  static Kernel pad(Op.Pad op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Shape padded = node.output().shape();
    int[] strides = Layout.strides(padded);
    int start = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      start += op.before().get(axis) * strides[axis];
    }
    StridedCopy copy = StridedCopy.of(in.dims(), Layout.strides(in), strides);
    int out = node.output().id();
    Move move = new Move(copy, preparation.operand(node.input(0)), 0, out, start);
    return memory -> {
      Arrays.fill(memory[out], 0, padded.elements(), op.value());
      move.run(memory);
    };
  }

  static Kernel stridedSlice(Op.StridedSlice op, Node node, Preparation preparation) {
    int[] strides = Layout.strides(node.input(0).shape());
    int start = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      start += op.begin().get(axis) * strides[axis];
      strides[axis] *= op.strides().get(axis);
    }
    Shape out = node.output().shape();
    StridedCopy copy = StridedCopy.of(out.dims(), strides, Layout.strides(out));
    return new Move(copy, preparation.operand(node.input(0)), start, node.output().id(), 0);
  }

  static Kernel transpose(Op.Transpose op, Node node, Preparation preparation) {
    int[] strides = Layout.strides(node.input(0).shape());
    Shape out = node.output().shape();
    int[] permuted = new int[strides.length];
    for (int axis = 0; axis < permuted.length; axis++) {
      permuted[axis] = strides[op.permutation().get(axis)];
    }
    StridedCopy copy = StridedCopy.of(out.dims(), permuted, Layout.strides(out));
    return new Move(copy, preparation.operand(node.input(0)), 0, node.output().id(), 0);
  }

  /**
   * Input channel (dy * block + dx) * C + c goes to pixel (y * block + dy, x * block + dx), channel
   * c.
   */
  static Kernel depthToSpace(int block, Node node, Preparation preparation) {
    return blocks(block, node, preparation, node.output().shape(), node.input(0).shape(), false);
  }

  /**
   * Pixel (y * block + dy, x * block + dx), channel c goes to output channel (dy * block + dx) * C
   * + c.
   */
  static Kernel spaceToDepth(int block, Node node, Preparation preparation) {
    return blocks(block, node, preparation, node.input(0).shape(), node.output().shape(), true);
  }

  private static Kernel blocks(
      int block, Node node, Preparation preparation, Shape space, Shape depth, boolean toDepth) {
    int channels = space.dim(3);
    int[] extents = {depth.dim(0), depth.dim(1), block, depth.dim(2), block, channels};
    int[] s = Layout.strides(space);
    int[] d = Layout.strides(depth);
    int[] inSpace = {s[0], s[1] * block, s[1], s[2] * block, s[2], s[3]};
    int[] inDepth = {d[0], d[1], d[3] * block * channels, d[2], d[3] * channels, d[3]};
    StridedCopy copy =
        toDepth
            ? StridedCopy.of(extents, inSpace, inDepth)
            : StridedCopy.of(extents, inDepth, inSpace);
    return new Move(copy, preparation.operand(node.input(0)), 0, node.output().id(), 0);
  }

  /** The copy of one slice is the same for all indices; where it starts depends on the index. */
  static Kernel gather(Op.Gather op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Shape indexShape = node.input(1).shape();
    Shape outShape = node.output().shape();
    int[] inStrides = Layout.strides(in);
    int[] outStrides = Layout.strides(outShape);
    int[] extents = in.dims();
    extents[op.axis()] = 1;
    int[] sliceStrides = new int[in.rank()];
    for (int axis = 0; axis < in.rank(); axis++) {
      int outAxis = axis < op.axis() ? axis : axis - 1 + indexShape.rank();
      sliceStrides[axis] = axis == op.axis() ? 0 : outStrides[outAxis];
    }
    StridedCopy slice = StridedCopy.of(extents, inStrides, sliceStrides);
    int[] starts = starts(indexShape, outStrides, op.axis());
    int x = preparation.operand(node.input(0));
    Preparation.RowMajor indices = preparation.rowMajor(node.input(1));
    int out = node.output().id();
    return memory -> {
      float[] index = indices.get(memory);
      for (int i = 0; i < starts.length; i++) {
        int place = (int) index[i];
        checkIndex(place, in.dim(op.axis()), node);
        slice.run(memory[x], place * inStrides[op.axis()], memory[out], starts[i]);
      }
    };
  }

  private static void checkIndex(int index, int extent, Node node) {
    if (index < 0 || index >= extent) {
      throw new GossamerException(
          "INDEX_RANGE",
          node + ": index " + index + " is outside 0.." + (extent - 1) + " of the gathered axis");
    }
  }

  /** Per index, in row-major order, where its slice starts in the output. */
  private static int[] starts(Shape indexShape, int[] outStrides, int axis) {
    int[] starts = new int[indexShape.elements()];
    int[] rowMajor = Layout.rowMajorStrides(indexShape);
    for (int i = 0; i < starts.length; i++) {
      for (int k = 0; k < rowMajor.length; k++) {
        starts[i] += i / rowMajor[k] % indexShape.dim(k) * outStrides[axis + k];
      }
    }
    return starts;
  }
}
