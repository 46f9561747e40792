package dev.gossamer.finetune;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.models.report.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** The share of zeros in the weights of each 1x1 convolution. */
final class SparsityPlot {
  private SparsityPlot() {}

  /** The weights of each 1x1 convolution, in order. */
  private static List<float[]> weights(Graph graph) {
    List<float[]> all = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d
          && node.input(1).shape().dim(1) == 1
          && node.input(1).shape().dim(2) == 1) {
        graph.constant(node.input(1)).map(Parameters::dense).ifPresent(all::add);
      }
    }
    return all;
  }

  private static int zeros(float[] weights) {
    int zeros = 0;
    for (float weight : weights) {
      zeros += weight == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Per layer in order, 0 to 1. */
  static List<Double> layers(Graph graph) {
    return weights(graph).stream().map(layer -> (double) zeros(layer) / layer.length).toList();
  }

  /** As a percentage of all weights of 1x1 convolutions. */
  static double percent(Graph graph) {
    List<float[]> layers = weights(graph);
    long all = layers.stream().mapToLong(layer -> layer.length).sum();
    return all == 0 ? 0 : 100.0 * layers.stream().mapToLong(SparsityPlot::zeros).sum() / all;
  }

  /** A plot of {@link #layers}. */
  static String svg(Graph graph) {
    double[] zeros = layers(graph).stream().mapToDouble(share -> 100 * share).toArray();
    double[] index = new double[zeros.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = i + 1;
    }
    return new LinePlot("Sparsity of 1x1 convolutions", "layer", "zeros in %")
        .line("zeros", index, zeros)
        .svg();
  }
}
