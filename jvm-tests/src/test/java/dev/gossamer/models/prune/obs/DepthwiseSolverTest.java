package dev.gossamer.models.prune.obs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.SmallNets;
import dev.gossamer.models.prune.calibrate.DepthwisePatches;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Taps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Depthwise windows of three by three taps and two channels of input. */
class DepthwiseSolverTest {
  private static final int TAPS = 9;

  @ParameterizedTest
  @CsvSource({"3, 1, 1, 1, 1", "3, 2, 1, 1, 1", "5, 2, 1, 2, 1", "3, 1, 2, 2, 2", "2, 2, 1, 0, 3"})
  void patchesTimesWeightsAreTheConvolution(
      int window, int stride, int dilation, int padding, int multiplier) {
    Graph graph = depthwise(window, stride, dilation, padding, multiplier);
    float[] input = SeededInput.tensor(4, graph.inputs().get(0).shape()).data();
    float[] expected = new Interpreter(graph).run(new float[][] {input})[0];
    float[] weights = PrunableLayer.of(graph).get(0).weights();

    DepthwisePatches patches = new DepthwisePatches(graph.nodes().get(0));

    int channels = 2 * multiplier;
    assertThat(patches.places() * channels).isEqualTo(expected.length);
    double[] elements = new double[window * window * channels];
    for (int place = 0; place < patches.places(); place++) {
      patches.gather(input, place, elements);
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        for (int i = channel; i < elements.length; i += channels) {
          sum += elements[i] * weights[i];
        }
        assertThat(expected[place * channels + channel]).isCloseTo((float) sum, within(1e-4f));
      }
    }
  }

  /** At the least squares solution no tap that stays, nor the bias, can lower the error. */
  @Test
  void refitIsTheSolutionOfTheNormalEquations() {
    PrunableLayer layer = PrunableLayer.of(depthwise(3, 1, 1, 1, 1)).get(0);
    float[] bias = {0.5f, -2};
    Moments[] moments = {moments(11), moments(12)};
    boolean[] keep = new boolean[2 * TAPS];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = i % 3 != 0;
    }
    Mask mask = new Mask(TAPS, 2, keep);

    LayerSolver.Result result = new DepthwiseSolver(moments, layer, bias).refit(mask);

    for (int channel = 0; channel < 2; channel++) {
      double[] old = new double[TAPS + 1];
      double[] now = new double[TAPS + 1];
      double ridge = 0;
      for (int tap = 0; tap < TAPS; tap++) {
        old[tap] = layer.weights()[tap * 2 + channel];
        now[tap] = result.weights()[tap * 2 + channel];
        ridge += LayerSolver.RIDGE * moments[channel].own(tap, tap) / TAPS;
      }
      old[TAPS] = bias[channel];
      now[TAPS] = result.bias()[channel];
      for (int i = 0; i <= TAPS; i++) {
        if (i < TAPS && !mask.keeps(i, channel)) {
          assertThat(now[i]).isZero();
          continue;
        }
        double gradient = -moments[channel].target(i, old);
        for (int j = 0; j <= TAPS; j++) {
          gradient += moments[channel].own(i, j) * now[j];
        }
        gradient += (i < TAPS ? ridge : LayerSolver.BIAS_RIDGE) * (now[i] - old[i]);
        assertThat(gradient).as("channel %d, %d", channel, i).isCloseTo(0, within(1e-5));
      }
    }
  }

  @Test
  void aTapThatAnotherOneRepeatsGoesFirstAndTheOtherTakesOver() {
    Graph graph = depthwise(3, 1, 1, 1, 1);
    PrunableLayer layer = PrunableLayer.of(graph).get(0);
    Random random = new Random(5);
    Moments[] moments = new Moments[2];
    for (int channel = 0; channel < 2; channel++) {
      moments[channel] = new Moments(TAPS);
      for (int place = 0; place < 400; place++) {
        double[] x = new double[TAPS];
        for (int tap = 0; tap < TAPS; tap++) {
          x[tap] = random.nextGaussian();
        }
        x[7] = x[2];
        moments[channel].add(x, x);
      }
      moments[channel].finish();
    }

    LayerSolver.Result result =
        new DepthwiseSolver(moments, layer, null).prune(new Taps(4), 1 / 9.0, 1);

    for (int channel = 0; channel < 2; channel++) {
      float second = result.weights()[2 * 2 + channel];
      float seventh = result.weights()[7 * 2 + channel];
      float sum = layer.weights()[2 * 2 + channel] + layer.weights()[7 * 2 + channel];
      assertThat(result.mask().keeps(2, channel) ^ result.mask().keeps(7, channel)).isTrue();
      assertThat(second + seventh).isCloseTo(sum, within(0.03f));
    }
  }

  /** Of inputs that are smooth, as pictures are: then taps can stand for each other. */
  @Test
  void windowsOfANetworkAreCloserThanByMagnitude() {
    Graph net = SmallNets.bottlenecks(5);
    PruningPlan plan =
        PruningPlan.of(net, new Taps(4), 4 / 9.0, new Policy.All(), Allocation.UNIFORM);

    Graph solved =
        SecondOrder.prune(
            plan, samples(net, 1), new SecondOrder.Options(3, 2000, 1), (l, i, of) -> {});
    Graph magnitude = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);

    assertThat(error(net, solved)).isLessThan(0.6 * error(net, magnitude));
    for (PrunableLayer layer : PrunableLayer.of(solved)) {
      if (layer.isDepthwise()) {
        assertThat(layer.statistics().density()).as(layer.name()).isCloseTo(5 / 9.0, within(1e-9));
      }
    }
  }

  /** Blocks and taps together: all layers of the network in one go. */
  @Test
  void groupsAreSolvedInEveryLayer() {
    Graph net = SmallNets.bottlenecks(5);
    PruningPlan plan =
        PruningPlan.of(
            net, Pattern.parse("2x1+taps/4"), 1 / 3.0, new Policy.All(), Allocation.UNIFORM);

    Graph solved =
        SecondOrder.prune(
            plan, samples(net, 1), new SecondOrder.Options(2, 2000, 1), (l, i, of) -> {});

    Graph magnitude = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
    assertThat(error(net, solved)).isLessThan(0.6 * error(net, magnitude));
    for (int i = 0; i < PrunableLayer.of(net).size(); i++) {
      assertThat(PrunableLayer.of(solved).get(i).statistics().zeros())
          .isEqualTo(PrunableLayer.of(magnitude).get(i).statistics().zeros())
          .isPositive();
    }
  }

  private static double error(Graph net, Graph pruned) {
    Interpreter reference = new Interpreter(net);
    Interpreter tested = new Interpreter(pruned);
    double error = 0;
    for (float[][] sample : samples(net, 900)) {
      float[][] expected = reference.run(sample);
      float[][] found = tested.run(sample);
      for (int i = 0; i < expected[1].length; i++) {
        error += Math.pow(expected[1][i] - found[1][i], 2);
      }
    }
    return error;
  }

  private static List<float[][]> samples(Graph net, int seed) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      samples.add(new float[][] {SeededInput.tensor(seed + i, net.inputs().get(0).shape()).data()});
    }
    return samples;
  }

  /** Of taps that depend on each other; the dense network's are a little different. */
  private static Moments moments(long seed) {
    Random random = new Random(seed);
    Moments moments = new Moments(TAPS + 1);
    double[] own = new double[TAPS + 1];
    double[] dense = new double[TAPS + 1];
    for (int place = 0; place < 200; place++) {
      double common = random.nextGaussian();
      for (int tap = 0; tap < TAPS; tap++) {
        dense[tap] = common + random.nextGaussian();
        own[tap] = dense[tap] + 0.1 * random.nextGaussian();
      }
      own[TAPS] = 1;
      dense[TAPS] = 1;
      moments.add(own, dense);
    }
    moments.finish();
    return moments;
  }

  private static Graph depthwise(
      int window, int stride, int dilation, int padding, int multiplier) {
    Graph.Builder builder = Graph.builder("depthwise");
    Value x = builder.input("x", Shape.of(2, 9, 8, 2));
    Shape shape = Shape.of(1, window, window, 2 * multiplier);
    Op op =
        new Op.DepthwiseConv2d(
            Stride.of(stride),
            Stride.of(dilation),
            new Padding(padding, padding, padding, padding),
            multiplier,
            Activation.NONE);
    float[] floats = SeededInput.tensor(3, shape).data().clone();
    for (int i = 0; i < floats.length; i++) {
      // None so small that it would be the first to go.
      floats[i] += floats[i] < 0 ? -0.5f : 0.5f;
    }
    Constant weights = Constant.Floats.of(shape, floats);
    return builder.output(builder.add("y", op, x, builder.constant("w", weights))).build();
  }
}
