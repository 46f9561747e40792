package dev.gossamer.models.cli;

import dev.gossamer.format.GossFile;
import dev.gossamer.format.GossReader;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.graph.Node;
import dev.gossamer.rewrite.RewriteOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code inspect} found out about a model.
 *
 * @param model where it came from
 * @param graph as in the file, except that DENSIFY and DEQUANTIZE of weights are folded, so that
 *     every layer shows its own weights
 * @param operators how often each operator occurs in the file, most frequent first
 * @param statistics of {@code graph}
 * @param goss what a {@code .goss} file tells beside the graph
 */
record Inspection(
    ModelArgument model,
    Graph graph,
    List<OperatorCount> operators,
    GraphStatistics statistics,
    Optional<GossFile> goss) {

  /** How often an operator occurs. */
  record OperatorCount(String op, int count) {}

  /** A node of the graph and what it costs. */
  record Layer(int index, Node node, LayerStatistics statistics) {}

  /**
   * @throws dev.gossamer.GossamerException if the model cannot be read
   */
  static Inspection of(ModelArgument model) {
    Optional<GossFile> goss =
        GossReader.isGoss(model.bytes())
            ? Optional.of(GossReader.readFile(model.bytes()))
            : Optional.empty();
    Graph file = goss.map(GossFile::graph).orElseGet(() -> ModelReader.read(model.bytes()));
    Graph folded = RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(file).graph();
    return new Inspection(model, folded, count(file), GraphStatistics.of(folded), goss);
  }

  /** In execution order. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      layers.add(new Layer(i, graph.nodes().get(i), statistics.layers().get(i)));
    }
    return layers;
  }

  private static List<OperatorCount> count(Graph graph) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Node node : graph.nodes()) {
      counts.merge(node.op().label(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> new OperatorCount(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(OperatorCount::count).reversed())
        .toList();
  }
}
