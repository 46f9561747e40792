package dev.gossamer.testing;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates any graph in double precision, one element at a time, straight from the definitions of
 * TFLite's operators. It shares no code with the engine but the graph itself, and is only fast
 * enough for tiny shapes. Plain Java: it also runs in a browser.
 */
public final class NaiveReference {
  private NaiveReference() {}

  /**
   * The graph's outputs in its order, row-major.
   *
   * @param inputs one array per graph input, row-major
   */
  public static double[][] run(Graph graph, float[][] inputs) {
    NaiveTensor[] values = values(graph, inputs);
    double[][] results = new double[graph.outputs().size()][];
    for (int i = 0; i < results.length; i++) {
      results[i] = values[graph.outputs().get(i).id()].data();
    }
    return results;
  }

  /** Every value of the graph, by value id. */
  public static NaiveTensor[] values(Graph graph, float[][] inputs) {
    NaiveTensor[] values = new NaiveTensor[graph.values().size()];
    for (int i = 0; i < inputs.length; i++) {
      Value input = graph.inputs().get(i);
      values[input.id()] = NaiveTensor.of(input.shape(), inputs[i]);
    }
    for (Value value : graph.values()) {
      graph.constant(value).ifPresent(data -> values[value.id()] = constant(data));
    }
    for (Node node : graph.nodes()) {
      List<NaiveTensor> operands = new ArrayList<>();
      for (Value input : node.inputs()) {
        operands.add(values[input.id()]);
      }
      List<NaiveTensor> results = evaluate(node, operands);
      for (int i = 0; i < results.size(); i++) {
        values[node.outputs().get(i).id()] = results.get(i);
      }
    }
    return values;
  }

  private static NaiveTensor constant(Constant constant) {
    int[] dims = constant.shape().dims();
    double[] data = new double[constant.shape().elements()];
    switch (constant) {
      case Constant.Floats floats -> {
        for (int i = 0; i < data.length; i++) {
          data[i] = floats.floats()[i];
        }
      }
      case Constant.Ints ints -> {
        for (int i = 0; i < data.length; i++) {
          data[i] = ints.ints()[i];
        }
      }
      case Constant.Sparse sparse -> {
        for (int row = 0; row < sparse.matrix().rows(); row++) {
          for (int e = sparse.matrix().rowStart(row); e < sparse.matrix().rowStart(row + 1); e++) {
            data[row * sparse.matrix().columns() + sparse.matrix().column(e)] =
                sparse.matrix().value(e);
          }
        }
      }
    }
    return new NaiveTensor(dims, data);
  }

  private static List<NaiveTensor> evaluate(Node node, List<NaiveTensor> in) {
    NaiveTensor x = in.get(0);
    if (node.op() instanceof Op.Split split) {
      return NaiveMovement.split(split, x, node);
    }
    NaiveTensor result =
        switch (node.op()) {
          case Op.Conv2d op -> NaiveConvolution.conv2d(op, in, node);
          case Op.DepthwiseConv2d op -> NaiveConvolution.depthwise(op, in, node);
          case Op.TransposeConv2d op -> NaiveConvolution.transpose(op, in, node);
          case Op.FullyConnected op -> NaiveConvolution.fullyConnected(in, node);
          case Op.Pool2d op -> NaiveResampling.pool(op, x, node);
          case Op.Resize op -> NaiveResampling.resize(op, x, node);
          case Op.Binary op -> NaiveElementwise.binary(op, in, node);
          case Op.Unary op -> NaiveElementwise.unary(op, x, node);
          case Op.Prelu op -> NaiveElementwise.prelu(in, node);
          case Op.Reduce op -> NaiveElementwise.reduce(op, x, node);
          case Op.Softmax op -> NaiveElementwise.softmax(op, x, node);
          case Op.Quantize op -> NaiveElementwise.quantize(op, x, node);
          case Op.Dequantize op -> NaiveElementwise.dequantize(op, x, node);
          case Op.Densify op -> x;
          case Op.DepthToSpace op -> NaiveMovement.depthToSpace(op, x, node);
          case Op.SpaceToDepth op -> NaiveMovement.spaceToDepth(op, x, node);
          case Op.Concatenation op -> NaiveMovement.concatenation(op, in, node);
          case Op.Reshape op -> new NaiveTensor(op.shape().dims(), x.data());
          case Op.Pad op -> NaiveMovement.pad(op, x, node);
          case Op.StridedSlice op -> NaiveMovement.stridedSlice(op, x, node);
          case Op.Transpose op -> NaiveMovement.transpose(op, x, node);
          case Op.Gather op -> NaiveMovement.gather(op, in, node);
          case Op.Split op -> throw new IllegalStateException();
        };
    return List.of(activate(node.op().activation(), result));
  }

  private static NaiveTensor activate(Activation activation, NaiveTensor x) {
    if (activation == Activation.NONE) {
      return x;
    }
    double[] data = x.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = activate(activation, data[i]);
    }
    int[] dims = new int[x.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = x.dim(axis);
    }
    return new NaiveTensor(dims, data);
  }

  static double activate(Activation activation, double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> x < 0 ? 0 : x;
      case RELU6 -> x < 0 ? 0 : x > 6 ? 6 : x;
      case RELU_N1_TO_1 -> x < -1 ? -1 : x > 1 ? 1 : x;
      case TANH -> Math.tanh(x);
      case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
      case LOGISTIC -> 1 / (1 + Math.exp(-x));
    };
  }
}
