package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The float constants of a graph as PyTorch tensors. A weight that has zeros in the graph keeps
 * them: its mask is 1 where the graph has a number and 0 elsewhere.
 */
final class Parameters {
  /**
   * One constant.
   *
   * @param array its tensor in PyTorch's axes
   * @param mask null if it has no zeros
   * @param isPointwise whether it is the weights of a 1x1 convolution
   */
  record Parameter(Value value, NDArray array, NDArray mask, boolean isPointwise) {}

  private final Map<Integer, Parameter> byValue = new LinkedHashMap<>();

  Parameters(Graph graph, NDManager manager) {
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        Value value = node.input(i);
        Constant constant = graph.constant(value).orElse(null);
        if (constant != null && !byValue.containsKey(value.id()) && value.type().isFloat()) {
          byValue.put(value.id(), parameter(manager, node, i, constant));
        }
      }
    }
  }

  private static Parameter parameter(NDManager manager, Node node, int input, Constant constant) {
    float[] numbers = dense(constant);
    NDArray array = tensor(manager, node, input, constant, numbers);
    float[] kept = new float[numbers.length];
    int zeros = 0;
    for (int i = 0; i < numbers.length; i++) {
      kept[i] = numbers[i] == 0 ? 0 : 1;
      zeros += numbers[i] == 0 ? 1 : 0;
    }
    boolean isWeight = input == 1 && isConvolution(node.op());
    NDArray mask = isWeight && zeros > 0 ? tensor(manager, node, input, constant, kept) : null;
    boolean isPointwise =
        input == 1
            && node.op() instanceof Op.Conv2d convolution
            && convolution.groups() == 1
            && constant.shape().dim(1) == 1
            && constant.shape().dim(2) == 1;
    return new Parameter(node.input(input), array, mask, isPointwise);
  }

  private static NDArray tensor(
      NDManager manager, Node node, int input, Constant constant, float[] numbers) {
    int[] dims = constant.shape().dims();
    if (input == 1 && node.op() instanceof Op.DepthwiseConv2d) {
      // [1,KH,KW,C] to [C,1,KH,KW].
      try (NDArray stored = Layouts.create(manager, numbers, Layouts.longs(dims))) {
        return stored.transpose(1, 0, 2, 3);
      }
    }
    boolean elementwise = node.op() instanceof Op.Binary || node.op() instanceof Op.Prelu;
    if (elementwise && node.output().shape().rank() == 4) {
      return Layouts.createRank4(manager, numbers, dims);
    }
    return Layouts.create(manager, numbers, Layouts.longs(dims));
  }

  private static boolean isConvolution(Op op) {
    return op instanceof Op.Conv2d
        || op instanceof Op.DepthwiseConv2d
        || op instanceof Op.TransposeConv2d
        || op instanceof Op.FullyConnected;
  }

  /** Row-major numbers of a float constant, zeros written out. */
  static float[] dense(Constant constant) {
    return switch (constant) {
      case Constant.Floats floats -> floats.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints ->
          throw new IllegalArgumentException("not a float constant: " + ints.type());
    };
  }

  NDArray get(Value value) {
    return byValue.get(value.id()).array();
  }

  boolean has(Value value) {
    return byValue.containsKey(value.id());
  }

  List<Parameter> all() {
    return new ArrayList<>(byValue.values());
  }

  /** The numbers of a constant now, in the order of its shape in the graph. */
  float[] rowMajor(Graph graph, Value value) {
    NDArray array = get(value);
    boolean depthwise =
        graph.consumers(value).stream()
            .anyMatch(n -> n.op() instanceof Op.DepthwiseConv2d && n.input(1) == value);
    if (depthwise) {
      try (NDArray stored = array.transpose(1, 0, 2, 3)) {
        return Layouts.rowMajor(stored);
      }
    }
    return Layouts.rowMajor(array);
  }
}
