package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.models.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Importance |w x gradient|, gathered over calibration batches with momentum as SNIP-momentum does
 * (Lee et al., SNIP, 2019).
 *
 * <p>A trained network without labels has no loss whose gradient says anything: against itself it
 * is zero everywhere. As in Memory Aware Synapses (Aljundi et al., 2018) the loss is therefore how
 * much is said at all, here of each layer by itself: L = E[y y'] / 2, y = W x without its bias. Its
 * gradient has a closed form, dL/dW = E[y x'], and needs no backward pass. What a weight multiplies
 * counts as much as the weight, and a weight that works against the others counts little.
 */
public final class GradientTimesWeight {
  private final Graph graph;
  private final Options options;
  private final List<Map<Integer, float[]>> states = new ArrayList<>();

  /**
   * @param batches so many runs of neighbouring samples have a gradient each
   * @param momentum what remains of the importance when the next batch is added, 0..1
   * @param places how many output pixels of a layer are looked at, over all samples together
   * @param seed of the choice of pixels
   */
  public record Options(int batches, double momentum, int places, long seed) {
    public static final Options STANDARD = new Options(8, 0.9, 4096, 1);

    public Options {
      if (batches < 1 || places < 1 || !(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException(
            "batches and places must be at least 1 and momentum 0..1, got "
                + batches
                + ", "
                + places
                + " and "
                + momentum);
      }
    }
  }

  private GradientTimesWeight(Graph graph, List<float[][]> samples, Options options) {
    this.graph = graph;
    this.options = options;
    samples.forEach(sample -> states.add(Samples.inputs(graph, sample)));
  }

  /**
   * One array per layer, of its weights' importance, by the id of the value that holds them.
   *
   * @param layers in execution order; grouped convolutions that are not depthwise get |w|
   * @param samples one array per graph input each, row-major
   * @throws IllegalArgumentException if there is no sample or one does not fit
   */
  public static Map<Integer, float[]> importance(
      Graph graph, List<PrunableLayer> layers, List<float[][]> samples, Options options) {
    Samples.requireSome(samples);
    return new GradientTimesWeight(graph, samples, options).importance(layers);
  }

  private Map<Integer, float[]> importance(List<PrunableLayer> layers) {
    Map<Integer, float[]> result = new HashMap<>();
    int position = 0;
    for (int i = 0; i < layers.size(); i++) {
      PrunableLayer layer = layers.get(i);
      int next = graph.nodes().indexOf(layer.node());
      Segment segment = new Segment(graph, position, next, Map.of());
      states.forEach(segment::run);
      position = next;
      result.put(layer.node().input(1).id(), importance(layer, i));
    }
    return result;
  }

  private float[] importance(PrunableLayer layer, int index) {
    float[] weights = layer.weights();
    double[] sums = new double[weights.length];
    int batches = Math.min(options.batches(), states.size());
    for (int batch = 0; batch < batches; batch++) {
      int from = (int) ((long) batch * states.size() / batches);
      int to = (int) ((long) (batch + 1) * states.size() / batches);
      double[] gradient = gradient(layer, from, to, index);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = options.momentum() * sums[i] + Math.abs(weights[i] * gradient[i]);
      }
    }
    float[] importance = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      importance[i] = (float) sums[i];
    }
    return importance;
  }

  private double[] gradient(PrunableLayer layer, int from, int to, int index) {
    Node node = layer.node();
    if (layer.isDepthwise()) {
      DepthwisePatches patches = new DepthwisePatches(node);
      return mean(layer, from, to, index, patches.places(), patches::gather, this::depthwise);
    }
    if (Patches.fits(node)) {
      Patches patches = new Patches(node);
      return mean(layer, from, to, index, patches.places(), patches::gather, this::dense);
    }
    double[] signs = new double[layer.weights().length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = 1;
    }
    return signs;
  }

  private interface Gather {
    void gather(float[] x, int place, double[] columns);
  }

  private interface Accumulate {
    void add(PrunableLayer layer, double[] columns, double[] gradient);
  }

  private double[] mean(
      PrunableLayer layer,
      int from,
      int to,
      int index,
      int places,
      Gather gather,
      Accumulate accumulate) {
    double[] gradient = new double[layer.weights().length];
    double[] columns = new double[layer.isDepthwise() ? layer.weights().length : layer.columns()];
    int each = Math.min(places, (options.places() + states.size() - 1) / states.size());
    for (int sample = from; sample < to; sample++) {
      Random random = new Random(options.seed() + 1_000_003L * index + 7919L * sample);
      float[] x = states.get(sample).get(layer.node().input(0).id());
      for (int place : Samples.places(places, each, random)) {
        gather.gather(x, place, columns);
        accumulate.add(layer, columns, gradient);
      }
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= (double) each * (to - from);
    }
    return gradient;
  }

  private void dense(PrunableLayer layer, double[] x, double[] gradient) {
    int columns = layer.columns();
    float[] weights = layer.weights();
    for (int row = 0; row < layer.rows(); row++) {
      int start = row * columns;
      double y = 0;
      for (int column = 0; column < columns; column++) {
        y += weights[start + column] * x[column];
      }
      for (int column = 0; column < columns; column++) {
        gradient[start + column] += y * x[column];
      }
    }
  }

  private void depthwise(PrunableLayer layer, double[] x, double[] gradient) {
    int channels = layer.columns();
    float[] weights = layer.weights();
    for (int channel = 0; channel < channels; channel++) {
      double y = 0;
      for (int i = channel; i < weights.length; i += channels) {
        y += weights[i] * x[i];
      }
      for (int i = channel; i < weights.length; i += channels) {
        gradient[i] += y * x[i];
      }
    }
  }
}
