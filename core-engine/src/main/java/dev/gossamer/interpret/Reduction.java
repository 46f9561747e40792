package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Op.Softmax;
import dev.gossamer.graph.Shape;
import java.util.Arrays;

/** Operators that combine elements along axes. */
final class Reduction {
  private Reduction() {}

  static Kernel kernel(Reduce op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Shape outShape = node.output().shape();
    int[] outStrides = keptStrides(op, in, outShape);
    LoopNest loops = LoopNest.of(in.dims(), Layout.strides(in), outStrides);
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    int count = outShape.elements();
    float share = in.elements() / (float) count;
    return memory -> {
      float[] result = memory[out];
      if (op.kind() == Reduce.Kind.REDUCE_MAX) {
        Arrays.fill(result, 0, count, Float.NEGATIVE_INFINITY);
        maximum(loops, memory[x], result);
        return;
      }
      Arrays.fill(result, 0, count, 0f);
      sum(loops, memory[x], result);
      if (op.kind() == Reduce.Kind.MEAN) {
        for (int i = 0; i < count; i++) {
          result[i] /= share;
        }
      }
    };
  }

  /** Strides of the result along the axes of x: 0 along those that are reduced. */
  private static int[] keptStrides(Reduce op, Shape in, Shape out) {
    int[] own = Layout.strides(out);
    int[] strides = new int[in.rank()];
    int outAxis = 0;
    for (int axis = 0; axis < in.rank(); axis++) {
      if (!op.axes().contains(axis)) {
        strides[axis] = own[outAxis++];
      } else if (op.keepDims()) {
        outAxis++;
      }
    }
    return strides;
  }

  private static void sum(LoopNest loops, float[] x, float[] out) {
    int count = loops.innerExtent();
    int stepX = loops.innerStride(0);
    int stepOut = loops.innerStride(1);
    LoopNest.Cursor rows = loops.rows();
    do {
      int p = rows.offset(0);
      int o = rows.offset(1);
      if (stepOut == 0) {
        float total = 0f;
        for (int i = 0; i < count; i++) {
          total += x[p + i * stepX];
        }
        out[o] += total;
      } else {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] += x[p + i * stepX];
        }
      }
    } while (rows.next());
  }

  private static void maximum(LoopNest loops, float[] x, float[] out) {
    int count = loops.innerExtent();
    int stepX = loops.innerStride(0);
    int stepOut = loops.innerStride(1);
    LoopNest.Cursor rows = loops.rows();
    do {
      int p = rows.offset(0);
      int o = rows.offset(1);
      for (int i = 0; i < count; i++) {
        out[o + i * stepOut] = Math.max(out[o + i * stepOut], x[p + i * stepX]);
      }
    } while (rows.next());
  }

  /** exp(beta * (x - max)) over its sum along the last axis. */
  static Kernel softmax(Softmax op, Node node, Preparation preparation) {
    Shape shape = node.output().shape();
    int[] strides = Layout.strides(shape);
    int classes = shape.dim(-1);
    int step = strides[shape.rank() - 1];
    int[] starts = Arrays.copyOf(shape.dims(), shape.rank() - 1);
    LoopNest places = LoopNest.of(starts, Arrays.copyOf(strides, shape.rank() - 1));
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    return memory -> {
      LoopNest.Cursor rows = places.rows();
      do {
        for (int i = 0; i < places.innerExtent(); i++) {
          int at = rows.offset(0) + i * places.innerStride(0);
          softmax(op.beta(), memory[x], memory[out], at, step, classes);
        }
      } while (rows.next());
    };
  }

  private static void softmax(float beta, float[] x, float[] out, int at, int step, int classes) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      largest = Math.max(largest, x[at + i * step]);
    }
    float sum = 0f;
    for (int i = 0; i < classes; i++) {
      float power = (float) Math.exp((x[at + i * step] - largest) * beta);
      out[at + i * step] = power;
      sum += power;
    }
    for (int i = 0; i < classes; i++) {
      out[at + i * step] /= sum;
    }
  }
}
