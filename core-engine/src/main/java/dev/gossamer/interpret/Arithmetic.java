package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Prelu;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;

/** Elementwise operators of two inputs with numpy broadcasting, in stored layout. */
final class Arithmetic {
  private Arithmetic() {}

  static Kernel kernel(Binary op, Node node, Preparation preparation) {
    int a = preparation.operand(node.input(0));
    int b = preparation.operand(node.input(1));
    int out = node.output().id();
    int count = node.output().shape().elements();
    LoopNest loops = loops(node);
    return memory -> {
      binary(op.kind(), loops, memory[a], memory[b], memory[out]);
      Activations.apply(op.activation(), memory[out], count);
    };
  }

  static Kernel kernel(Prelu op, Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int slope = preparation.operand(node.input(1));
    int out = node.output().id();
    LoopNest loops = loops(node);
    return memory -> prelu(loops, memory[x], memory[slope], memory[out]);
  }

  private static LoopNest loops(Node node) {
    Shape out = node.output().shape();
    return LoopNest.of(
        out.dims(),
        Layout.strides(out),
        broadcast(node.input(0), out),
        broadcast(node.input(1), out));
  }

  /** Strides of an operand along the axes of the result: 0 where it is stretched. */
  private static int[] broadcast(Value operand, Shape out) {
    Shape shape = operand.shape();
    int[] own = Layout.strides(shape);
    int[] strides = new int[out.rank()];
    int missing = out.rank() - shape.rank();
    for (int axis = 0; axis < shape.rank(); axis++) {
      strides[missing + axis] = shape.dim(axis) == 1 ? 0 : own[axis];
    }
    return strides;
  }

  private static void binary(Binary.Kind kind, LoopNest loops, float[] a, float[] b, float[] out) {
    int count = loops.innerExtent();
    int stepOut = loops.innerStride(0);
    int stepA = loops.innerStride(1);
    int stepB = loops.innerStride(2);
    LoopNest.Cursor rows = loops.rows();
    do {
      int o = rows.offset(0);
      int p = rows.offset(1);
      int q = rows.offset(2);
      row(kind, count, out, o, stepOut, a, p, stepA, b, q, stepB);
    } while (rows.next());
  }

  private static void row(
      Binary.Kind kind,
      int count,
      float[] out,
      int o,
      int stepOut,
      float[] a,
      int p,
      int stepA,
      float[] b,
      int q,
      int stepB) {
    switch (kind) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = a[p + i * stepA] + b[q + i * stepB];
        }
      }
      case SUB -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = a[p + i * stepA] - b[q + i * stepB];
        }
      }
      case MUL -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = a[p + i * stepA] * b[q + i * stepB];
        }
      }
      case DIV -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = a[p + i * stepA] / b[q + i * stepB];
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = Math.max(a[p + i * stepA], b[q + i * stepB]);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < count; i++) {
          out[o + i * stepOut] = Math.min(a[p + i * stepA], b[q + i * stepB]);
        }
      }
      case SQUARED_DIFFERENCE -> {
        for (int i = 0; i < count; i++) {
          float difference = a[p + i * stepA] - b[q + i * stepB];
          out[o + i * stepOut] = difference * difference;
        }
      }
    }
  }

  private static void prelu(LoopNest loops, float[] x, float[] slope, float[] out) {
    int count = loops.innerExtent();
    int stepOut = loops.innerStride(0);
    int stepX = loops.innerStride(1);
    int stepSlope = loops.innerStride(2);
    LoopNest.Cursor rows = loops.rows();
    do {
      int o = rows.offset(0);
      int p = rows.offset(1);
      int q = rows.offset(2);
      for (int i = 0; i < count; i++) {
        float value = x[p + i * stepX];
        out[o + i * stepOut] = value > 0f ? value : value * slope[q + i * stepSlope];
      }
    } while (rows.next());
  }
}
