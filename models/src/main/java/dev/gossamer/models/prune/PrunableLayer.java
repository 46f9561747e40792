package dev.gossamer.models.prune;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer with constant float weights, seen as a matrix.
 *
 * @param node a convolution, depthwise convolution or fully connected layer
 * @param statistics what the layer costs as it is
 * @param rows output channels; of a depthwise convolution, taps of the window
 * @param columns taps x input channels of a group; of a depthwise convolution, output channels
 * @param weights rows x columns, row-major; not to be written to
 * @param type of the weights in the file
 */
public record PrunableLayer(
    Node node, LayerStatistics statistics, int rows, int columns, float[] weights, DataType type) {

  /** All such layers of a graph, in execution order; DENSIFY and DEQUANTIZE must be folded. */
  public static List<PrunableLayer> of(Graph graph) {
    List<PrunableLayer> layers = new ArrayList<>();
    List<LayerStatistics> statistics = GraphStatistics.of(graph).layers();
    for (int i = 0; i < statistics.size(); i++) {
      Node node = graph.nodes().get(i);
      if (statistics.get(i).kind() == LayerStatistics.Kind.NONE) {
        continue;
      }
      Constant constant = graph.constant(node.input(1)).orElse(null);
      float[] weights =
          switch (constant) {
            case Constant.Floats floats -> floats.floats();
            case Constant.Sparse sparse when sparse.type().isFloat() -> sparse.matrix().toDense();
            case null, default -> null;
          };
      if (weights != null) {
        int rows = rows(node);
        layers.add(
            new PrunableLayer(
                node, statistics.get(i), rows, weights.length / rows, weights, constant.type()));
      }
    }
    return layers;
  }

  private static int rows(Node node) {
    Shape shape = node.input(1).shape();
    return node.op() instanceof Op.DepthwiseConv2d ? shape.dim(1) * shape.dim(2) : shape.dim(0);
  }

  public String name() {
    return node.name();
  }

  public boolean isDepthwise() {
    return node.op() instanceof Op.DepthwiseConv2d;
  }

  /** Columns of one tap; all columns of a 1x1 window or a fully connected layer. */
  public int inputChannels() {
    return node.input(1).shape().dim(-1);
  }

  /** Weights in place of the layer's, in the type of the file: halves are rounded to halves. */
  public Constant constant(float[] newWeights) {
    return constant(type, node.input(1).shape(), newWeights);
  }

  /** Floats as a constant of a type: halves are rounded to halves. */
  public static Constant constant(DataType type, Shape shape, float[] floats) {
    float[] stored = floats.clone();
    for (int i = 0; type == DataType.FLOAT16 && i < stored.length; i++) {
      stored[i] = HalfFloat.toFloat(HalfFloat.fromFloat(stored[i]));
    }
    return new Constant.Floats(type, shape, stored);
  }
}
