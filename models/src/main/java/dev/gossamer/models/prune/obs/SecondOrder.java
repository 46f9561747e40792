package dev.gossamer.models.prune.obs;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.ReplaceConstants;
import dev.gossamer.models.prune.calibrate.DepthwisePatches;
import dev.gossamer.models.prune.calibrate.Patches;
import dev.gossamer.models.prune.calibrate.Samples;
import dev.gossamer.models.prune.calibrate.Segment;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
  /** Of a channel's window only a few dozen numbers are solved for. */
  private static final int MOST_WINDOWS = 4096;

  private final PruningPlan plan;
  private final Graph graph;
  private final Options options;
  private final Map<Integer, Constant> replaced = new HashMap<>();
  private final List<Map<Integer, float[]>> dense = new ArrayList<>();
  private final List<Map<Integer, float[]>> pruned = new ArrayList<>();

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
    this.options = options;
    graph = plan.graph();
    for (float[][] sample : samples) {
      dense.add(Samples.inputs(graph, sample));
      pruned.add(Samples.inputs(graph, sample));
    }
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
      if (Patches.fits(layer.node()) || layer.isDepthwise()) {
        solve(layer, i);
      } else {
        Mask mask =
            plan.pattern()
                .of(false)
                .select(
                    Criterion.MAGNITUDE_L1.importance(layer.weights()),
                    layer.rows(),
                    layer.columns(),
                    plan.sparsity(layer));
        replaced.put(layer.node().input(1).id(), layer.constant(mask.apply(layer.weights())));
      }
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
              (asItWas ? dense : pruned).forEach(segment::run);
            });
  }

  private void solve(PrunableLayer layer, int index) {
    Node node = layer.node();
    Constant.Floats bias = ownBias(node);
    Pattern pattern = plan.pattern().of(layer.isDepthwise());
    float[] biases = bias == null ? null : bias.floats();
    LayerSolver.Result result =
        layer.isDepthwise()
            ? new DepthwiseSolver(windowMoments(node, bias != null, index), layer, biases)
                .prune(pattern, plan.sparsity(layer), options.steps())
            : new LayerSolver(moments(node, bias != null, index), layer, biases)
                .prune(pattern, plan.sparsity(layer), options.steps());
    replaced.put(node.input(1).id(), layer.constant(result.weights()));
    if (bias != null) {
      replaced.put(
          node.input(2).id(), PrunableLayer.constant(bias.type(), bias.shape(), result.bias()));
    }
  }

  /** The layer's bias if it is free to be changed, else null. */
  private Constant.Floats ownBias(Node node) {
    return node.inputs().size() > 2
            && graph.consumers(node.input(2)).size() == 1
            && graph.constant(node.input(2)).orElse(null) instanceof Constant.Floats floats
            && floats.floats().length == node.output().shape().dim(-1)
        ? floats
        : null;
  }

  private Moments moments(Node node, boolean bias, int index) {
    Patches patches = new Patches(node);
    int columns = patches.columns();
    Moments moments = new Moments(columns + (bias ? 1 : 0));
    double[] own = new double[columns + 1];
    double[] target = new double[columns + 1];
    own[columns] = 1;
    target[columns] = 1;
    int each = Math.min(patches.places(), (options.places() + dense.size() - 1) / dense.size());
    int input = node.input(0).id();
    for (int sample = 0; sample < dense.size(); sample++) {
      Random random = new Random(options.seed() + 1_000_003L * index + 7919L * sample);
      for (int place : Samples.places(patches.places(), each, random)) {
        patches.gather(pruned.get(sample).get(input), place, own);
        patches.gather(dense.get(sample).get(input), place, target);
        moments.add(own, target);
      }
    }
    moments.finish();
    return moments;
  }

  /** Those of each output channel's window. */
  private Moments[] windowMoments(Node node, boolean bias, int index) {
    DepthwisePatches patches = new DepthwisePatches(node);
    int taps = patches.taps();
    int channels = patches.channels();
    Moments[] moments = new Moments[channels];
    Arrays.setAll(moments, channel -> new Moments(taps + (bias ? 1 : 0)));
    double[] own = new double[taps * channels];
    double[] target = new double[taps * channels];
    double[] ownTaps = new double[taps + 1];
    double[] targetTaps = new double[taps + 1];
    ownTaps[taps] = 1;
    targetTaps[taps] = 1;
    int most = Math.min(options.places(), MOST_WINDOWS);
    int each = Math.min(patches.places(), (most + dense.size() - 1) / dense.size());
    int input = node.input(0).id();
    for (int sample = 0; sample < dense.size(); sample++) {
      Random random = new Random(options.seed() + 1_000_003L * index + 7919L * sample);
      for (int place : Samples.places(patches.places(), each, random)) {
        patches.gather(pruned.get(sample).get(input), place, own);
        patches.gather(dense.get(sample).get(input), place, target);
        for (int channel = 0; channel < channels; channel++) {
          for (int tap = 0; tap < taps; tap++) {
            ownTaps[tap] = own[tap * channels + channel];
            targetTaps[tap] = target[tap * channels + channel];
          }
          moments[channel].add(ownTaps, targetTaps);
        }
      }
    }
    for (Moments channel : moments) {
      channel.finish();
    }
    return moments;
  }
}
