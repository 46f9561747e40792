package dev.gossamer.models.prune.obs;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.models.prune.calibrate.DepthwisePatches;
import dev.gossamer.models.prune.calibrate.Patches;
import dev.gossamer.models.prune.calibrate.Samples;
import dev.gossamer.models.prune.calibrate.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the layer that is being looked at is given, by the dense network and by the pruned one.
 *
 * @param dense per sample the live values by their ids
 * @param pruned the same list as dense where nothing is pruned
 */
record Activations(
    List<Map<Integer, float[]>> dense,
    List<Map<Integer, float[]>> pruned,
    SecondOrder.Options options) {
  /** Of a channel's window only a few dozen numbers are solved for. */
  private static final int MOST_WINDOWS = 4096;

  /** Before the first layer; each list with maps of its own. */
  static Activations of(Graph graph, List<float[][]> samples, SecondOrder.Options options) {
    List<Map<Integer, float[]>> dense = new ArrayList<>();
    List<Map<Integer, float[]>> pruned = new ArrayList<>();
    for (float[][] sample : samples) {
      dense.add(Samples.inputs(graph, sample));
      pruned.add(Samples.inputs(graph, sample));
    }
    return new Activations(dense, pruned, options);
  }

  /** Before the first layer, of a network of which nothing is pruned: one list, advanced once. */
  static Activations ofDense(Graph graph, List<float[][]> samples, SecondOrder.Options options) {
    List<Map<Integer, float[]>> dense = of(graph, samples, options).dense();
    return new Activations(dense, dense, options);
  }

  /** Runs the dense network from one node to another, half of the samples on a thread each. */
  void advanceDense(Graph graph, int from, int to) {
    IntStream.range(0, 2)
        .parallel()
        .forEach(
            half -> {
              Segment segment = new Segment(graph, from, to, Map.of());
              for (int i = half; i < dense.size(); i += 2) {
                segment.run(dense.get(i));
              }
            });
  }

  /**
   * Moments of a layer that mixes channels.
   *
   * @param index of the layer, which the choice of pixels depends on
   */
  Moments moments(Node node, boolean bias, int index) {
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

  /** Those of each output channel's window of a depthwise convolution. */
  Moments[] windowMoments(Node node, boolean bias, int index) {
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
