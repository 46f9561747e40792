package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import dev.gossamer.models.prune.Allocator;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Spreads zeros by how much the outputs of the whole network suffer when a layer alone is pruned,
 * measured on calibration samples at a few sparsities. The sum of these errors becomes the least
 * there is for the zeros asked for.
 *
 * <pre>{@code
 * Pruner pruner = Pruner.byMagnitude(pattern);
 * Sensitivity sensitivity = Sensitivity.measure(graph, layers, pruner, samples, listener);
 * PruningPlan plan = PruningPlan.of(graph, pattern, 0.7, policy, sensitivity);
 * }</pre>
 */
public final class Sensitivity implements Allocator {
  /** Between them errors are taken as straight lines; no layer gets sparser than the last. */
  static final double[] LEVELS = {0, 0.3, 0.5, 0.7, 0.85, 0.95};

  /** By the id of a layer's weights, one per level. */
  private final Map<Integer, double[]> errors;

  private Sensitivity(Map<Integer, double[]> errors) {
    this.errors = errors;
  }

  /** Told of every layer before it is measured. */
  @FunctionalInterface
  public interface Listener {
    void measuring(PrunableLayer layer, int index, int of);
  }

  /** How a layer is pruned alone, for {@link #measure}. */
  @FunctionalInterface
  public interface Pruner {
    /**
     * Asked for every layer once, in execution order.
     *
     * @return what comes in place of the graph's constants, by the ids of their values, for a share
     *     of zeros; several threads ask it
     */
    DoubleFunction<Map<Integer, Constant>> of(PrunableLayer layer, int index);

    /** The least weights go, the others stay as they are. */
    static Pruner byMagnitude(Pattern pattern) {
      return (layer, index) ->
          sparsity -> {
            float[] importance = Criterion.MAGNITUDE_L1.importance(layer.weights());
            Mask mask =
                pattern
                    .of(layer.isDepthwise())
                    .select(importance, layer.rows(), layer.columns(), sparsity);
            float[] weights = mask.apply(layer.weights());
            return Map.of(layer.node().input(1).id(), layer.constant(weights));
          };
    }
  }

  /**
   * Runs the rest of the network behind each layer once per level and sample: a handful of samples
   * is enough, and 8 take hand_landmark_full 28 s on two cores (AMD Zen 4).
   *
   * @param graph prepared
   * @param layers of the graph, in execution order
   * @param pruner such as {@link Pruner#byMagnitude}
   * @param samples one array per graph input each, row-major
   * @throws IllegalArgumentException if there is no sample or one does not fit
   */
  public static Sensitivity measure(
      Graph graph,
      List<PrunableLayer> layers,
      Pruner pruner,
      List<float[][]> samples,
      Listener listener) {
    Samples.requireSome(samples);
    List<Map<Integer, float[]>> states = new ArrayList<>();
    samples.forEach(sample -> states.add(Samples.inputs(graph, sample)));
    List<Map<Integer, float[]>> expected = ends(graph, 0, Map.of(), states);
    Map<Integer, double[]> errors = new HashMap<>();
    int position = 0;
    for (int i = 0; i < layers.size(); i++) {
      PrunableLayer layer = layers.get(i);
      listener.measuring(layer, i, layers.size());
      int next = graph.nodes().indexOf(layer.node());
      states.forEach(new Segment(graph, position, next, Map.of())::run);
      position = next;
      DoubleFunction<Map<Integer, Constant>> pruned = pruner.of(layer, i);
      double[] levels = new double[LEVELS.length];
      IntStream.range(1, LEVELS.length)
          .parallel()
          .forEach(
              level -> {
                Map<Integer, Constant> replaced = pruned.apply(LEVELS[level]);
                levels[level] = error(graph, ends(graph, next, replaced, states), expected);
              });
      errors.put(layer.node().input(1).id(), levels);
    }
    return new Sensitivity(errors);
  }

  private static List<Map<Integer, float[]>> ends(
      Graph graph, int from, Map<Integer, Constant> replaced, List<Map<Integer, float[]>> states) {
    Segment segment = new Segment(graph, from, graph.nodes().size(), replaced);
    List<Map<Integer, float[]>> ends = new ArrayList<>();
    for (Map<Integer, float[]> state : states) {
      Map<Integer, float[]> copy = new HashMap<>(state);
      segment.run(copy);
      ends.add(copy);
    }
    return ends;
  }

  /** Squared error over the square of what was expected, summed over the graph's outputs. */
  private static double error(
      Graph graph, List<Map<Integer, float[]>> found, List<Map<Integer, float[]>> expected) {
    double total = 0;
    for (Value output : graph.outputs()) {
      double error = 0;
      double square = 0;
      for (int sample = 0; sample < expected.size(); sample++) {
        float[] wanted = expected.get(sample).get(output.id());
        float[] got = found.get(sample).get(output.id());
        for (int i = 0; i < wanted.length; i++) {
          error += (double) (got[i] - wanted[i]) * (got[i] - wanted[i]);
          square += (double) wanted[i] * wanted[i];
        }
      }
      total += square == 0 ? error : error / square;
    }
    return total;
  }

  /**
   * What was measured of a layer, relative squared error of the outputs per level of sparsity.
   *
   * @throws IllegalArgumentException if it was not
   */
  public double[] errors(PrunableLayer layer) {
    double[] measured = errors.get(layer.node().input(1).id());
    if (measured == null) {
      throw new IllegalArgumentException(layer.name() + " was not measured");
    }
    return measured.clone();
  }

  /**
   * The error of a layer at any sparsity: straight lines between levels, and on beyond the last.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double error(PrunableLayer layer, double sparsity) {
    double[] measured = errors(layer);
    int level = 1;
    while (level < LEVELS.length - 1 && LEVELS[level] < sparsity) {
      level++;
    }
    double from = LEVELS[level - 1];
    double share = (sparsity - from) / (LEVELS[level] - from);
    return measured[level - 1] + share * (measured[level] - measured[level - 1]);
  }

  /** The layer whose next zeros cost least gets them, until there are as many as asked for. */
  @Override
  public double[] sparsities(List<PrunableLayer> layers, double sparsity) {
    List<SensitivityHull.Curve> curves = new ArrayList<>();
    for (PrunableLayer layer : layers) {
      curves.add(new SensitivityHull.Curve(layer.weights().length, errors(layer)));
    }
    return SensitivityHull.allocate(LEVELS, curves, sparsity);
  }
}
