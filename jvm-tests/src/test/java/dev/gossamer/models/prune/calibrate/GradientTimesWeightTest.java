package dev.gossamer.models.prune.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.SmallNets;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientTimesWeightTest {
  private static final GradientTimesWeight.Options ONE_BATCH =
      new GradientTimesWeight.Options(1, 0.5, 1_000_000, 1);

  /** y = 2 a - b with (a, b) = (1, 3): y = -1, dL/dw = y x = (-1, -3), |w dL/dw| = (2, 3). */
  @Test
  void importanceOfTwoWeightsByHand() {
    Graph graph = connected(2, -1);

    float[] importance = importance(graph, List.<float[][]>of(sample(1, 3)), ONE_BATCH);

    assertThat(importance).containsExactly(2, 3);
  }

  /** The second sample is (2, 1): y = 3, |w y x| = (12, 3); of the first one half remains. */
  @Test
  void momentumKeepsAShareOfWhatEarlierBatchesSaid() {
    Graph graph = connected(2, -1);
    List<float[][]> samples = List.of(sample(1, 3), sample(2, 1));

    float[] twoBatches =
        importance(graph, samples, new GradientTimesWeight.Options(2, 0.5, 1_000, 1));
    float[] oneBatch = importance(graph, samples, ONE_BATCH);

    assertThat(twoBatches).containsExactly(0.5f * 2 + 12, 0.5f * 3 + 3);
    // One gradient of both: (-1 * 1 + 3 * 2) / 2 = 2.5 and (-1 * 3 + 3 * 1) / 2 = 0.
    assertThat(oneBatch).containsExactly(5, 0);
  }

  /** Central differences of half the mean square of what a layer computes, without its bias. */
  @Test
  void gradientsAreThoseOfTheLayersOwnEnergy() {
    Graph net = SmallNets.bottlenecks(3);
    List<float[][]> samples = samples(net, 4);
    List<PrunableLayer> layers = PrunableLayer.of(net);

    Map<Integer, float[]> importance =
        GradientTimesWeight.importance(net, layers, samples, ONE_BATCH);

    for (PrunableLayer layer : layers) {
      float[] found = importance.get(layer.node().input(1).id());
      for (int i = 0; i < found.length; i += 13) {
        double expected = Math.abs(layer.weights()[i] * slope(net, layer, i, samples));
        assertThat(found[i])
            .as(layer.name() + " " + i)
            .isCloseTo((float) expected, within((float) (1e-3 * expected + 1e-4)));
      }
    }
  }

  @Test
  void masksByImportanceHaveTheSparsityAskedForAndLeaveTheOthersAsTheyAre() {
    Graph net = SmallNets.bottlenecks(3);
    PruningPlan plan =
        PruningPlan.of(net, new Unstructured(), 0.5, new Policy.All(), Allocation.UNIFORM);

    Graph pruned =
        plan.pruneBy(
            GradientTimesWeight.importance(
                net, plan.layers(), samples(net, 4), GradientTimesWeight.Options.STANDARD));

    for (int i = 0; i < PrunableLayer.of(net).size(); i++) {
      PrunableLayer before = PrunableLayer.of(net).get(i);
      PrunableLayer after = PrunableLayer.of(pruned).get(i);
      int zeros = 0;
      for (int j = 0; j < after.weights().length; j++) {
        zeros += after.weights()[j] == 0 ? 1 : 0;
        assertThat(after.weights()[j]).isIn(0f, before.weights()[j]);
      }
      assertThat(zeros).isEqualTo(before.isDepthwise() ? 0 : before.weights().length / 2);
    }
  }

  @Test
  void withoutSamplesThereIsNoGradient() {
    Graph graph = connected(1, 1);
    assertThatThrownBy(() -> importance(graph, List.of(), ONE_BATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one sample");
  }

  private static double slope(Graph net, PrunableLayer layer, int index, List<float[][]> samples) {
    // The energy is a parabola along each weight: the difference has no error of its own.
    float step = 0.25f;
    return (energy(net, layer, index, step, samples) - energy(net, layer, index, -step, samples))
        / (2 * step);
  }

  /** Of the layer alone, without bias and activation, on what the network gives it. */
  private static double energy(
      Graph net, PrunableLayer layer, int index, float step, List<float[][]> samples) {
    Graph.Builder builder = Graph.builder("layer");
    Value input = layer.node().input(0);
    float[] weights = layer.weights().clone();
    weights[index] += step;
    Op op =
        switch (layer.node().op()) {
          case Op.Conv2d conv ->
              new Op.Conv2d(
                  conv.stride(), conv.dilation(), conv.padding(), conv.groups(), Activation.NONE);
          case Op.DepthwiseConv2d conv ->
              new Op.DepthwiseConv2d(
                  conv.stride(),
                  conv.dilation(),
                  conv.padding(),
                  conv.multiplier(),
                  Activation.NONE);
          default -> new Op.FullyConnected(false, Activation.NONE);
        };
    Value y =
        builder.add(
            "y",
            op,
            builder.input("x", input.shape()),
            builder.constant("w", Constant.Floats.of(layer.node().input(1).shape(), weights)));
    Interpreter interpreter = new Interpreter(builder.output(y).build());
    double sum = 0;
    double places = 0;
    for (float[][] sample : samples) {
      Map<Integer, float[]> state = Samples.inputs(net, sample);
      new Segment(net, 0, net.nodes().indexOf(layer.node()), Map.of()).run(state);
      for (float value : interpreter.run(new float[][] {state.get(input.id())})[0]) {
        sum += (double) value * value / 2;
      }
      places += (double) y.shape().elements() / y.shape().dim(-1);
    }
    return sum / places;
  }

  private static float[] importance(
      Graph graph, List<float[][]> samples, GradientTimesWeight.Options options) {
    List<PrunableLayer> layers = PrunableLayer.of(graph);
    return GradientTimesWeight.importance(graph, layers, samples, options)
        .get(layers.get(0).node().input(1).id());
  }

  private static Graph connected(float... weights) {
    Graph.Builder builder = Graph.builder("connected");
    Value x = builder.input("x", Shape.of(1, weights.length));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(1, weights.length), weights));
    Value b = builder.constant("b", Constant.Floats.of(Shape.of(1), new float[] {7}));
    return builder
        .output(builder.add("y", new Op.FullyConnected(false, Activation.NONE), x, w, b))
        .build();
  }

  private static float[][] sample(float... values) {
    return new float[][] {values};
  }

  private static List<float[][]> samples(Graph graph, int count) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new float[][] {SeededInput.tensor(i, graph.inputs().get(0).shape()).data()});
    }
    return samples;
  }
}
