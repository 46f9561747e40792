package dev.gossamer.testing;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.Arrays;
import java.util.List;

/** Elementwise functions, reductions and quantisation, one output element at a time. */
final class NaiveElementwise {
  private NaiveElementwise() {}

  static NaiveTensor unary(Op.Unary op, NaiveTensor x, Node node) {
    return NaiveTensor.build(node.output().shape(), i -> unary(op, x.at(i)));
  }

  private static double unary(Op.Unary op, double x) {
    return switch (op.kind()) {
      case RELU -> NaiveReference.activate(Activation.RELU, x);
      case RELU6 -> NaiveReference.activate(Activation.RELU6, x);
      case RELU_N1_TO_1 -> NaiveReference.activate(Activation.RELU_N1_TO_1, x);
      case LEAKY_RELU -> x > 0 ? x : x * op.alpha();
      case ELU -> x >= 0 ? x : Math.exp(x) - 1;
      case HARD_SWISH -> NaiveReference.activate(Activation.HARD_SWISH, x);
      case LOGISTIC -> NaiveReference.activate(Activation.LOGISTIC, x);
      case TANH -> NaiveReference.activate(Activation.TANH, x);
      case ABS -> x < 0 ? -x : x;
      case EXP -> Math.exp(x);
      case NEG -> 0 - x;
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SQUARE -> x * x;
    };
  }

  static NaiveTensor binary(Op.Binary op, List<NaiveTensor> in, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double a = broadcast(in.get(0), i);
          double b = broadcast(in.get(1), i);
          return switch (op.kind()) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MAXIMUM -> a > b ? a : b;
            case MINIMUM -> a < b ? a : b;
            case SQUARED_DIFFERENCE -> (a - b) * (a - b);
          };
        });
  }

  static NaiveTensor prelu(List<NaiveTensor> in, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double x = in.get(0).at(i);
          return x > 0 ? x : x * broadcast(in.get(1), i);
        });
  }

  /** The element that numpy broadcasting pairs with an index of the result. */
  private static double broadcast(NaiveTensor x, int[] index) {
    int[] own = new int[x.rank()];
    int missing = index.length - x.rank();
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = x.dim(axis) == 1 ? 0 : index[missing + axis];
    }
    return x.at(own);
  }

  /** Visits every element of x and adds it to the result it belongs to. */
  static NaiveTensor reduce(Op.Reduce op, NaiveTensor x, Node node) {
    int[] dims = new int[x.rank()];
    int[] kept = new int[x.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = x.dim(axis);
      kept[axis] = op.axes().contains(axis) ? 1 : x.dim(axis);
    }
    boolean max = op.kind() == Op.Reduce.Kind.REDUCE_MAX;
    double[] out = new double[node.output().shape().elements()];
    Arrays.fill(out, max ? Double.NEGATIVE_INFINITY : 0);
    for (int place = 0; place < x.elements(); place++) {
      int[] index = NaiveTensor.indexOf(place, dims);
      int target = 0;
      for (int axis = 0; axis < dims.length; axis++) {
        target = target * kept[axis] + (kept[axis] == 1 ? 0 : index[axis]);
      }
      out[target] = max ? Math.max(out[target], x.flat(place)) : out[target] + x.flat(place);
    }
    if (op.kind() == Op.Reduce.Kind.MEAN) {
      for (int i = 0; i < out.length; i++) {
        out[i] = out[i] * out.length / x.elements();
      }
    }
    return new NaiveTensor(node.output().shape().dims(), out);
  }

  static NaiveTensor softmax(Op.Softmax op, NaiveTensor x, Node node) {
    int last = x.rank() - 1;
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double sum = 0;
          int[] other = i.clone();
          for (int k = 0; k < x.dim(last); k++) {
            other[last] = k;
            sum += Math.exp(op.beta() * (x.at(other) - x.at(i)));
          }
          return 1 / sum;
        });
  }

  static NaiveTensor quantize(Op.Quantize op, NaiveTensor x, Node node) {
    int low = op.type() == DataType.INT8 ? -128 : 0;
    int high = low + 255;
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          float ratio = (float) x.at(i) / op.scale();
          int whole = (int) ratio;
          float rest = ratio - whole;
          int level = whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0) + op.zeroPoint();
          return level < low ? low : level > high ? high : level;
        });
  }

  static NaiveTensor dequantize(Op.Dequantize op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          if (op.scales().isEmpty()) {
            return x.at(i);
          }
          int entry = op.scales().size() == 1 ? 0 : i[op.axis()];
          return (x.at(i) - op.zeroPoints().get(entry)) * op.scales().get(entry);
        });
  }
}
