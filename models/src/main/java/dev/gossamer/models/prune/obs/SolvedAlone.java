package dev.gossamer.models.prune.obs;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.calibrate.Samples;
import dev.gossamer.models.prune.calibrate.Sensitivity;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Prunes and solves a layer as {@link SecondOrder} does, but alone, in the dense network: so that a
 * sensitivity counts what is lost when the weights that stay have made good what they can.
 */
public final class SolvedAlone implements Sensitivity.Pruner {
  private final Graph graph;
  private final Pattern pattern;
  private final Activations activations;
  private int position;

  /**
   * @param samples one array per graph input each, row-major
   * @throws IllegalArgumentException if there is no sample or one does not fit
   */
  public SolvedAlone(
      Graph graph, Pattern pattern, List<float[][]> samples, SecondOrder.Options options) {
    Samples.requireSome(samples);
    this.graph = graph;
    this.pattern = pattern;
    activations = Activations.ofDense(graph, samples, options);
  }

  @Override
  public DoubleFunction<Map<Integer, Constant>> of(PrunableLayer layer, int index) {
    int next = graph.nodes().indexOf(layer.node());
    activations.advanceDense(graph, position, next);
    position = next;
    return SecondOrder.solver(graph, layer, pattern, activations, index);
  }
}
