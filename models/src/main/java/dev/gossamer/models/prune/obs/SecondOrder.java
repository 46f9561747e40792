package dev.gossamer.models.prune.obs;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.ReplaceConstants;
import dev.gossamer.models.prune.calibrate.Patches;
import dev.gossamer.models.prune.calibrate.Samples;
import dev.gossamer.models.prune.calibrate.Segment;
import dev.gossamer.models.prune.calibrate.Sensitivity;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Prunes the layers of a plan in execution order. Each sees what the already pruned network gives
 * it and is solved to give what the dense network gave: errors of earlier layers are made good as
 * far as that goes.
 *
 * <pre>{@code
 * Graph sparse = SecondOrder.prune(plan, calibration, SecondOrder.Options.STANDARD,
 *     (layer, index, of) -> System.out.println(layer.name()));
 * }</pre>
 */
public final class SecondOrder {
  private final PruningPlan plan;
  private final Graph graph;
  private final Map<Integer, Constant> replaced = new HashMap<>();
  private final Activations activations;

  /**
   * @param steps how often weights are judged anew on the way to a layer's sparsity
   * @param places how many output pixels of a layer are looked at, over all samples together
   * @param seed of the choice of pixels
   */
  public record Options(int steps, int places, long seed) {
    /** What gave 1.1 to 3 % of palm size on hand_landmark_full. */
    public static final Options STANDARD = new Options(3, 16_384, 1);

    public Options {
      if (steps < 1 || places < 1) {
        throw new IllegalArgumentException(
            "steps and places must be at least 1, got " + steps + " and " + places);
      }
    }
  }

  /** Told of every layer before it is pruned. */
  @FunctionalInterface
  public interface Listener {
    void pruning(PrunableLayer layer, int index, int of);
  }

  private SecondOrder(PruningPlan plan, List<float[][]> samples, Options options) {
    this.plan = plan;
    graph = plan.graph();
    activations = Activations.of(graph, samples, options);
  }

  /**
   * Weights and biases of the plan's layers, solved; the masks have exactly the plan's sparsities.
   * Convolutions of several groups that are not depthwise are pruned by magnitude and keep their
   * weights. The same plan, samples and options give the same result.
   *
   * @param samples each one array per graph input, row-major; the more varied, the better: 200
   *     pictures are plenty, see {@link #mostSamples}
   * @throws IllegalArgumentException if there is no sample or one does not fit
   */
  public static Graph prune(
      PruningPlan plan, List<float[][]> samples, Options options, Listener listener) {
    Samples.requireSome(samples);
    return new SecondOrder(plan, samples, options).prune(listener);
  }

  /**
   * How many samples fit into a number of bytes: the activations of all are held at once, of the
   * dense and of the pruned network.
   */
  public static int mostSamples(PruningPlan plan, long bytes) {
    Graph graph = plan.graph();
    long floats = 1;
    for (PrunableLayer layer : plan.layers()) {
      int position = graph.nodes().indexOf(layer.node());
      floats = Math.max(floats, Segment.liveFloats(graph, position));
    }
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / (2 * 4 * floats)));
  }

  private Graph prune(Listener listener) {
    int position = 0;
    List<PrunableLayer> layers = plan.layers();
    for (int i = 0; i < layers.size(); i++) {
      PrunableLayer layer = layers.get(i);
      listener.pruning(layer, i, layers.size());
      int next = graph.nodes().indexOf(layer.node());
      advance(position, next);
      position = next;
      replaced.putAll(
          solver(graph, layer, plan.pattern(), activations, i).apply(plan.sparsity(layer)));
    }
    return ReplaceConstants.in(graph, replaced);
  }

  /** Both networks run up to a node, each on a thread of its own. */
  private void advance(int from, int to) {
    Stream.of(true, false)
        .parallel()
        .forEach(
            asItWas -> {
              Segment segment = new Segment(graph, from, to, asItWas ? Map.of() : replaced);
              (asItWas ? activations.dense() : activations.pruned()).forEach(segment::run);
            });
  }

  /**
   * What becomes of a layer's weights and bias, by the ids of their values, for a share of zeros;
   * several threads may ask.
   *
   * @param activations in front of the layer
   * @param index of the layer, which the choice of pixels depends on
   */
  static DoubleFunction<Map<Integer, Constant>> solver(
      Graph graph, PrunableLayer layer, Pattern pattern, Activations activations, int index) {
    Node node = layer.node();
    Pattern shape = pattern.of(layer.isDepthwise());
    int steps = activations.options().steps();
    Constant.Floats bias = ownBias(graph, node);
    float[] biases = bias == null ? null : bias.floats();
    if (layer.isDepthwise()) {
      DepthwiseSolver solver =
          new DepthwiseSolver(activations.windowMoments(node, bias != null, index), layer, biases);
      return sparsity -> constants(layer, bias, solver.prune(shape, sparsity, steps));
    }
    if (Patches.fits(node)) {
      LayerSolver solver =
          new LayerSolver(activations.moments(node, bias != null, index), layer, biases);
      return sparsity -> constants(layer, bias, solver.prune(shape, sparsity, steps));
    }
    return Sensitivity.Pruner.byMagnitude(pattern).of(layer, index);
  }

  private static Map<Integer, Constant> constants(
      PrunableLayer layer, Constant.Floats bias, LayerSolver.Result result) {
    Map<Integer, Constant> constants = new HashMap<>();
    Node node = layer.node();
    constants.put(node.input(1).id(), layer.constant(result.weights()));
    if (bias != null) {
      constants.put(
          node.input(2).id(), PrunableLayer.constant(bias.type(), bias.shape(), result.bias()));
    }
    return constants;
  }

  /** The layer's bias if it is free to be changed, else null. */
  static Constant.Floats ownBias(Graph graph, Node node) {
    return node.inputs().size() > 2
            && graph.consumers(node.input(2)).size() == 1
            && graph.constant(node.input(2)).orElse(null) instanceof Constant.Floats floats
            && floats.floats().length == node.output().shape().dim(-1)
        ? floats
        : null;
  }
}
