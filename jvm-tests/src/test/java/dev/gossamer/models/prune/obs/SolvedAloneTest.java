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
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.SmallNets;
import dev.gossamer.models.prune.calibrate.Sensitivity;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SolvedAloneTest {
  /** Of the levels that sensitivity is measured at, the one of 50 %. */
  private static final int HALF = 2;

  private final Graph net = SmallNets.bottlenecks(8);
  private final List<PrunableLayer> layers = PrunableLayer.of(net);

  static Stream<Pattern> patterns() {
    return Stream.of(new Unstructured(), new Block(2, 1));
  }

  /** So few pixels that all are looked at: then what SecondOrder makes of a plan of one layer. */
  @ParameterizedTest
  @MethodSource("patterns")
  void aLayerBecomesWhatItDoesWhenNoOtherIsPruned(Pattern pattern) {
    List<float[][]> samples = samples(6, 0);
    SolvedAlone alone = new SolvedAlone(net, pattern, samples, SecondOrder.Options.STANDARD);

    for (int i = 0; i < layers.size(); i++) {
      PrunableLayer layer = layers.get(i);
      Map<Integer, Constant> made = alone.of(layer, i).apply(0.5);
      if (layer.isDepthwise()) {
        assertThat(made).isNotEmpty();
        continue;
      }

      PruningPlan plan =
          PruningPlan.of(net, pattern, 0.5, new Policy.Only(layer.name()), Allocation.UNIFORM);
      Graph expected =
          SecondOrder.prune(plan, samples, SecondOrder.Options.STANDARD, (one, at, of) -> {});

      assertThat(((Constant.Floats) made.get(layer.node().input(1).id())).floats())
          .as(layer.name())
          .containsExactly(PrunableLayer.of(expected).get(i).weights(), within(1e-5f));
    }
  }

  /**
   * y = 0.6 x + 0.5 x: without the second weight 5 / 11 of y are missing, unless the first one
   * becomes 1.1. The ridge of a hundredth keeps it at 1.106 / 1.01.
   */
  @Test
  void whatOtherWeightsMakeGoodIsNotCounted() {
    Graph twice = twice();
    List<PrunableLayer> last = PrunableLayer.of(twice).subList(1, 2);
    List<float[][]> samples = List.<float[][]>of(new float[][] {{1, 2, -3, 4}});

    double byMagnitude =
        errorOfHalf(twice, last, samples, Sensitivity.Pruner.byMagnitude(new Unstructured()));
    double solved =
        errorOfHalf(
            twice,
            last,
            samples,
            new SolvedAlone(twice, new Unstructured(), samples, SecondOrder.Options.STANDARD));

    assertThat(byMagnitude).isCloseTo(Math.pow(0.5 / 1.1, 2), within(1e-6));
    assertThat(solved).isCloseTo(Math.pow(1 - 1.106 / 1.01 / 1.1, 2), within(1e-6));
  }

  private static double errorOfHalf(
      Graph graph, List<PrunableLayer> layers, List<float[][]> samples, Sensitivity.Pruner pruner) {
    return Sensitivity.measure(graph, layers, pruner, samples, (layer, index, of) -> {})
        .errors(layers.get(0))[HALF];
  }

  private static Graph twice() {
    Graph.Builder builder = Graph.builder("twice");
    Value x = builder.input("x", Shape.of(1, 2, 2, 1));
    Value both = pointwise(builder, "both", x, 2, 1, 1);
    return builder.output(pointwise(builder, "sum", both, 1, 0.6f, 0.5f)).build();
  }

  private static Value pointwise(
      Graph.Builder builder, String name, Value x, int outputs, float... weights) {
    Shape shape = Shape.of(outputs, 1, 1, weights.length / outputs);
    return builder.add(
        name,
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
        x,
        builder.constant(name + "/weights", Constant.Floats.of(shape, weights)));
  }

  @Test
  void withoutSamplesThereIsNothingToSolve() {
    assertThatThrownBy(
            () -> new SolvedAlone(net, new Unstructured(), List.of(), SecondOrder.Options.STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one sample");
  }

  private List<float[][]> samples(int count, int seed) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new float[][] {SeededInput.tensor(seed + i, net.inputs().get(0).shape()).data()});
    }
    return samples;
  }
}
