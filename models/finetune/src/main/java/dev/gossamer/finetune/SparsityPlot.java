package dev.gossamer.finetune;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.models.report.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** The share of zeros in the weights of each 1x1 convolution. */
final class SparsityPlot {
  private SparsityPlot() {}

  /** Per layer in order, 0 to 1. */
  static List<Double> layers(Graph graph) {
    List<Double> shares = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d
          && node.input(1).shape().dim(1) == 1
          && node.input(1).shape().dim(2) == 1) {
        Constant constant = graph.constant(node.input(1)).orElse(null);
        if (constant != null) {
          float[] weights = Parameters.dense(constant);
          int zeros = 0;
          for (float weight : weights) {
            zeros += weight == 0 ? 1 : 0;
          }
          shares.add((double) zeros / weights.length);
        }
      }
    }
    return shares;
  }

  /** As a percentage of all weights of 1x1 convolutions. */
  static double percent(Graph graph) {
    long zeros = 0;
    long all = 0;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d
          && node.input(1).shape().dim(1) == 1
          && node.input(1).shape().dim(2) == 1) {
        Constant constant = graph.constant(node.input(1)).orElse(null);
        if (constant != null) {
          for (float weight : Parameters.dense(constant)) {
            zeros += weight == 0 ? 1 : 0;
            all++;
          }
        }
      }
    }
    return all == 0 ? 0 : 100.0 * zeros / all;
  }

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
