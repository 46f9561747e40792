package dev.gossamer.models.prune.obs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.gossamer.models.prune.calibrate.Patches;
import dev.gossamer.models.prune.calibrate.Segment;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondOrderTest {
  private static final SecondOrder.Options OPTIONS = new SecondOrder.Options(3, 2000, 1);

  private final Graph net = SmallNets.bottlenecks(5);
  private final List<float[][]> samples = samples(net, 1, 24);

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2x1", "2:4", "4x1", "4x4"})
  void outputsOfInputsNeverSeenAreCloserThanByMagnitudeAtTheSameSparsity(String pattern) {
    PruningPlan plan = plan(pattern, "?/*");

    Graph solved = SecondOrder.prune(plan, samples, OPTIONS, (layer, index, of) -> {});
    Graph magnitude = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);

    List<float[][]> others = samples(net, 1000, 8);
    assertThat(error(solved, others)).isLessThan(0.6 * error(magnitude, others));
    for (int i = 0; i < PrunableLayer.of(net).size(); i++) {
      assertThat(PrunableLayer.of(solved).get(i).statistics().zeros())
          .as(PrunableLayer.of(net).get(i).name())
          .isEqualTo(PrunableLayer.of(magnitude).get(i).statistics().zeros());
    }
  }

  @Test
  void everyKindOfLayerCanBePrunedAndTheFileHasTheSameZeros() {
    List<String> told = new ArrayList<>();
    PruningPlan plan = plan("unstructured", "*");
    Graph solved =
        SecondOrder.prune(
            plan,
            samples,
            OPTIONS,
            (layer, index, of) -> told.add(index + "/" + of + " " + layer.name()));

    assertThat(told)
        .containsExactly(
            "0/6 stem",
            "1/6 a/expand",
            "2/6 a/project",
            "3/6 b/expand",
            "4/6 b/project",
            "5/6 logits");
    Graph file = TfliteReader.read(TfliteWriter.write(solved));
    Graph read = RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(file).graph();
    for (PrunableLayer layer : PrunableLayer.of(read)) {
      if (!layer.isDepthwise()) {
        assertThat(layer.statistics().density()).as(layer.name()).isCloseTo(0.5, within(1e-9));
      }
    }
  }

  @Test
  void sameSeedSameResultWhateverTheThreads() {
    PruningPlan plan = plan("2x1", "?/*");

    Graph first = SecondOrder.prune(plan, samples, OPTIONS, (layer, index, of) -> {});
    Graph second = SecondOrder.prune(plan, samples, OPTIONS, (layer, index, of) -> {});

    for (int i = 0; i < PrunableLayer.of(first).size(); i++) {
      assertThat(PrunableLayer.of(first).get(i).weights())
          .isEqualTo(PrunableLayer.of(second).get(i).weights());
    }
  }

  /** Cut anywhere, the parts give what the whole gives. */
  @Test
  void segmentsOfAGraphComputeWhatTheGraphComputes() {
    int end = net.nodes().size();
    int last = end - 1;
    float[] expected = new Interpreter(net).run(samples.get(0))[1];
    for (int cut = 1; cut < last; cut++) {
      Map<Integer, float[]> state = new HashMap<>();
      state.put(net.inputs().get(0).id(), samples.get(0)[0]);
      new Segment(net, 0, cut, Map.of()).run(state);
      new Segment(net, cut, cut, Map.of()).run(state);
      long floats = state.values().stream().mapToLong(values -> values.length).sum();
      assertThat(floats).isEqualTo(Segment.liveFloats(net, cut));
      new Segment(net, cut, last, Map.of()).run(state);

      // What lives in front of the last layer: the second output, and its mean, the layer's input.
      assertThat(state).hasSize(2);
      assertThat(state.get(net.outputs().get(1).id())).containsExactly(expected);
      float[] pooled = state.get(net.nodes().get(last).input(0).id());
      for (int channel = 0; channel < pooled.length; channel++) {
        double mean = 0;
        for (int i = channel; i < expected.length; i += pooled.length) {
          mean += (double) expected[i] * pooled.length / expected.length;
        }
        assertThat(pooled[channel]).isCloseTo((float) mean, within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "3, 1, 1, 1", "3, 2, 1, 1", "5, 2, 1, 2", "3, 1, 2, 2", "2, 2, 1, 0"})
  void patchesTimesWeightsAreTheConvolution(int window, int stride, int dilation, int padding) {
    Graph.Builder builder = Graph.builder("patches");
    Value x = builder.input("x", Shape.of(2, 9, 8, 5));
    Shape shape = Shape.of(4, window, window, 5);
    float[] weights = SeededInput.tensor(3, shape).data();
    Value y =
        builder.add(
            "y",
            new Op.Conv2d(
                Stride.of(stride),
                Stride.of(dilation),
                new Padding(padding, padding, padding, padding),
                1,
                Activation.NONE),
            x,
            builder.constant("w", Constant.Floats.of(shape, weights)));
    Graph graph = builder.output(y).build();
    float[] input = SeededInput.tensor(4, x.shape()).data();
    float[] expected = new Interpreter(graph).run(new float[][] {input})[0];

    Patches patches = new Patches(graph.nodes().get(0));

    assertThat(patches.places() * 4).isEqualTo(expected.length);
    double[] columns = new double[patches.columns()];
    for (int place = 0; place < patches.places(); place++) {
      patches.gather(input, place, columns);
      for (int row = 0; row < 4; row++) {
        double sum = 0;
        for (int column = 0; column < columns.length; column++) {
          sum += columns[column] * weights[row * columns.length + column];
        }
        assertThat(expected[place * 4 + row]).isCloseTo((float) sum, within(1e-4f));
      }
    }
  }

  @Test
  void samplesThatDoNotFitAreRefused() {
    PruningPlan plan = plan("unstructured", "*");
    assertThatThrownBy(() -> SecondOrder.prune(plan, List.of(), OPTIONS, (layer, index, of) -> {}))
        .hasMessageContaining("at least one sample");
    assertThatThrownBy(
            () ->
                SecondOrder.prune(
                    plan,
                    List.<float[][]>of(new float[][] {new float[5]}),
                    OPTIONS,
                    (layer, index, of) -> {}))
        .hasMessageContaining("needs 768 floats, got 5");
    // In front of a/project: 24 filtered channels and the 8 of the shortcut, of 8x8 pixels.
    assertThat(SecondOrder.mostSamples(plan, 10 * 2 * 4 * 32 * 64)).isEqualTo(10);
  }

  private PruningPlan plan(String pattern, String layers) {
    return PruningPlan.of(
        net, Pattern.parse(pattern), 0.5, new Policy.Only(layers), Allocation.UNIFORM);
  }

  /** Squared error of all outputs against the dense network, relative to their squares. */
  private double error(Graph pruned, List<float[][]> inputs) {
    Interpreter reference = new Interpreter(net);
    Interpreter tested = new Interpreter(pruned);
    double error = 0;
    double square = 0;
    for (float[][] input : inputs) {
      float[][] expected = reference.run(input);
      float[][] found = tested.run(input);
      for (int output = 0; output < expected.length; output++) {
        for (int i = 0; i < expected[output].length; i++) {
          error += Math.pow(expected[output][i] - found[output][i], 2);
          square += Math.pow(expected[output][i], 2);
        }
      }
    }
    return error / square;
  }

  private static List<float[][]> samples(Graph graph, int seed, int count) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          new float[][] {SeededInput.tensor(seed + i, graph.inputs().get(0).shape()).data()});
    }
    return samples;
  }
}
