package dev.gossamer.interpret;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Dequantize;
import dev.gossamer.graph.Op.Quantize;
import dev.gossamer.graph.Shape;

/**
 * Between floats and integers (held as floats), as TFLite's reference_ops::AffineQuantize and
 * Dequantize.
 */
final class Quantization {
  private Quantization() {}

  static Kernel kernel(Quantize op, Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    int count = node.output().shape().elements();
    double lowest = lowest(op.type());
    double highest = highest(op.type());
    return memory -> {
      float[] from = memory[x];
      float[] to = memory[out];
      for (int i = 0; i < count; i++) {
        double level = roundHalfAwayFromZero(from[i] / op.scale()) + op.zeroPoint();
        to[i] = (float) Math.min(Math.max(level, lowest), highest);
      }
    };
  }

  /** Not Math.round, which takes -2.5 to -2. */
  private static double roundHalfAwayFromZero(double value) {
    return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
  }

  private static double lowest(DataType type) {
    return switch (type) {
      case INT8 -> -128;
      case INT16 -> Short.MIN_VALUE;
      case INT32, INT64 -> Integer.MIN_VALUE;
      default -> 0;
    };
  }

  private static double highest(DataType type) {
    return switch (type) {
      case INT8 -> 127;
      case UINT8 -> 255;
      case INT16 -> Short.MAX_VALUE;
      default -> Integer.MAX_VALUE;
    };
  }

  static Kernel kernel(Dequantize op, Node node, Preparation preparation) {
    if (op.scales().isEmpty()) {
      return Movement.identity(node, preparation);
    }
    int entries = op.scales().size();
    float[] scale = new float[entries];
    float[] zeroPoint = new float[entries];
    for (int i = 0; i < entries; i++) {
      scale[i] = op.scales().get(i);
      zeroPoint[i] = op.zeroPoints().get(i);
    }
    Shape shape = node.output().shape();
    int[] strides = Layout.strides(shape);
    int[] perAxis = new int[shape.rank()];
    if (entries > 1) {
      perAxis[op.axis()] = 1;
    }
    LoopNest loops = LoopNest.of(shape.dims(), strides, perAxis);
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    return memory -> dequantize(loops, memory[x], scale, zeroPoint, memory[out]);
  }

  private static void dequantize(
      LoopNest loops, float[] x, float[] scale, float[] zeroPoint, float[] out) {
    LoopNest.Cursor rows = loops.rows();
    do {
      int at = rows.offset(0);
      int entry = rows.offset(1);
      for (int i = 0; i < loops.innerExtent(); i++) {
        out[at] = (x[at] - zeroPoint[entry]) * scale[entry];
        at += loops.innerStride(0);
        entry += loops.innerStride(1);
      }
    } while (rows.next());
  }
}
