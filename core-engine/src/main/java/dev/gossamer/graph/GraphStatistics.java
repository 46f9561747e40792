package dev.gossamer.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What a graph costs, layer by layer and in total. Constants behind DENSIFY or DEQUANTIZE are not
 * seen as weights: fold these first.
 *
 * @param layers one per node, in execution order
 * @param weights elements of all weights that are multiplied with, without biases; what two nodes
 *     share counts once
 * @param zeros those that are zero
 */
public record GraphStatistics(List<LayerStatistics> layers, long weights, long zeros) {
  public GraphStatistics {
    layers = List.copyOf(layers);
  }

  public static GraphStatistics of(Graph graph) {
    List<LayerStatistics> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      layers.add(layer(graph, node));
    }
    long weights = 0;
    long zeros = 0;
    boolean[] counted = new boolean[graph.values().size()];
    for (int i = 0; i < layers.size(); i++) {
      Node node = graph.nodes().get(i);
      LayerStatistics layer = layers.get(i);
      if (layer.kind() != LayerStatistics.Kind.NONE && !counted[node.input(1).id()]) {
        counted[node.input(1).id()] = true;
        weights += layer.weights();
        zeros += layer.zeros();
      }
    }
    return new GraphStatistics(layers, weights, zeros);
  }

  /** Multiply-adds of a graph if every weight is multiplied, without looking at the weights. */
  public static long macs(Graph graph) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      sum += macs(node);
    }
    return sum;
  }

  /** Multiply-adds if every weight is multiplied. */
  public long macs() {
    long sum = 0;
    for (LayerStatistics layer : layers) {
      sum += layer.macs();
    }
    return sum;
  }

  /** Multiply-adds if zero weights are skipped. */
  public long macsOnNonZeros() {
    long sum = 0;
    for (LayerStatistics layer : layers) {
      sum += layer.macsOnNonZeros();
    }
    return sum;
  }

  /** Share of all multiply-adds (zeros not skipped) in layers of a kind, 0..1. */
  public double share(LayerStatistics.Kind kind) {
    long sum = 0;
    for (LayerStatistics layer : layers) {
      sum += layer.kind() == kind ? layer.macs() : 0;
    }
    long all = macs();
    return all == 0 ? 0 : (double) sum / all;
  }

  private static LayerStatistics layer(Graph graph, Node node) {
    List<Shape> inputs = new ArrayList<>();
    List<Shape> outputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      if (!graph.isConstant(input)) {
        inputs.add(input.shape());
      }
    }
    for (Value output : node.outputs()) {
      outputs.add(output.shape());
    }
    LayerStatistics.Kind kind = kind(node);
    Shape weightsShape = kind == LayerStatistics.Kind.NONE ? null : node.input(1).shape();
    long weights = 0;
    long nonZeros = 0;
    long uses = 0;
    if (weightsShape != null) {
      Constant constant = graph.constant(node.input(1)).orElse(null);
      weights = weightsShape.elements();
      nonZeros = constant == null ? weights : nonZeros(constant);
      uses = usesOfEachWeight(node);
    }
    return new LayerStatistics(
        node.name(),
        node.op().label(),
        kind,
        inputs,
        outputs,
        weightsShape,
        weights,
        weights - nonZeros,
        weights == 0 ? 1 : (double) nonZeros / weights,
        weights * uses,
        nonZeros * uses);
  }

  private static long macs(Node node) {
    return kind(node) == LayerStatistics.Kind.NONE
        ? 0
        : node.input(1).shape().elements() * usesOfEachWeight(node);
  }

  private static LayerStatistics.Kind kind(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> {
        Shape weights = node.input(1).shape();
        boolean pointwise = weights.dim(1) == 1 && weights.dim(2) == 1 && conv.groups() == 1;
        yield pointwise ? LayerStatistics.Kind.POINTWISE : LayerStatistics.Kind.OTHER;
      }
      case Op.DepthwiseConv2d conv -> LayerStatistics.Kind.DEPTHWISE;
      case Op.TransposeConv2d conv -> LayerStatistics.Kind.OTHER;
      case Op.FullyConnected fc -> LayerStatistics.Kind.OTHER;
      default -> LayerStatistics.Kind.NONE;
    };
  }

  /** How many pixels (or rows) each weight is multiplied with. */
  private static long usesOfEachWeight(Node node) {
    Shape x = node.input(0).shape();
    Shape y = node.output().shape();
    return switch (node.op()) {
      case Op.TransposeConv2d conv -> (long) x.dim(0) * x.dim(1) * x.dim(2);
      case Op.FullyConnected fc -> x.elements() / node.input(1).shape().dim(1);
      default -> (long) y.dim(0) * y.dim(1) * y.dim(2);
    };
  }

  private static long nonZeros(Constant constant) {
    return switch (constant) {
      case Constant.Sparse sparse -> sparse.matrix().nonZeros();
      case Constant.Floats dense -> {
        long count = 0;
        for (float element : dense.floats()) {
          count += element == 0f ? 0 : 1;
        }
        yield count;
      }
      case Constant.Ints ints -> ints.ints().length;
    };
  }
}
