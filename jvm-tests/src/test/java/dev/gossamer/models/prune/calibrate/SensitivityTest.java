package dev.gossamer.models.prune.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Allocator;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.SmallNets;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitivityTest {
  private static final Sensitivity.Pruner BY_MAGNITUDE =
      Sensitivity.Pruner.byMagnitude(new Unstructured());

  private final Graph net = SmallNets.bottlenecks(8);
  private final List<PrunableLayer> layers =
      PrunableLayer.of(net).stream().filter(layer -> !layer.isDepthwise()).toList();

  /** The layer alone pruned, the whole network run: no segments, no copies. */
  @Test
  void errorsAreThoseOfTheNetworkWithThatLayerAlonePruned() {
    List<float[][]> samples = samples(3, 0);
    List<String> told = new ArrayList<>();
    Sensitivity sensitivity =
        Sensitivity.measure(
            net, layers, BY_MAGNITUDE, samples, (layer, index, of) -> told.add(index + "/" + of));

    assertThat(told).hasSize(layers.size()).startsWith("0/6", "1/6");
    for (PrunableLayer layer : layers) {
      double[] errors = sensitivity.errors(layer);
      assertThat(errors[0]).isZero();
      assertThat(sensitivity.error(layer, 0.3)).isEqualTo(errors[1]);
      assertThat(sensitivity.error(layer, 0.1)).isCloseTo(errors[1] / 3, within(1e-9));
      assertThat(sensitivity.error(layer, 0.9))
          .isCloseTo((errors[4] + errors[5]) / 2, within(1e-9));
      for (int level = 1; level < errors.length; level++) {
        PruningPlan alone =
            PruningPlan.of(
                net,
                new Unstructured(),
                Sensitivity.LEVELS[level],
                new Policy.Only(layer.name()),
                Allocation.UNIFORM);
        Graph pruned = alone.pruneByMagnitude(Criterion.MAGNITUDE_L1);
        assertThat(errors[level])
            .as(layer.name() + " " + level)
            .isCloseTo(error(pruned, samples), within(1e-6));
      }
    }
  }

  /**
   * 100 weights each. A costs 1 up to 50 % and 9 up to 100 %, B costs 2 and 4: zeros go to A's
   * first half (slope 0.02), then B's first (0.04), then B's second (0.08), then A's (0.18).
   */
  @Test
  void theFlattestPiecesGoFirst() {
    double[] levels = {0, 0.5, 1};
    List<SensitivityHull.Curve> curves =
        List.of(
            new SensitivityHull.Curve(100, new double[] {0, 1, 10}),
            new SensitivityHull.Curve(100, new double[] {0, 2, 6}));

    assertThat(SensitivityHull.allocate(levels, curves, 0.2))
        .containsExactly(new double[] {0.4, 0}, within(1e-9));
    assertThat(SensitivityHull.allocate(levels, curves, 0.4))
        .containsExactly(new double[] {0.5, 0.3}, within(1e-9));
    assertThat(SensitivityHull.allocate(levels, curves, 0.7))
        .containsExactly(new double[] {0.5, 0.9}, within(1e-9));
    assertThat(SensitivityHull.allocate(levels, curves, 0.9))
        .containsExactly(new double[] {0.8, 1}, within(1e-9));
  }

  /** Up to 50 % at cost 5, but to 100 % at 6: straight to the end, at 0.06 a weight. */
  @Test
  void humpsOfACurveAreBridged() {
    double[] levels = {0, 0.5, 1};
    List<SensitivityHull.Curve> curves =
        List.of(
            new SensitivityHull.Curve(100, new double[] {0, 5, 6}),
            new SensitivityHull.Curve(100, new double[] {0, 3.5, 7}));

    assertThat(SensitivityHull.allocate(levels, curves, 0.4))
        .containsExactly(new double[] {0.8, 0}, within(1e-9));
    assertThat(SensitivityHull.allocate(levels, curves, 0.6))
        .containsExactly(new double[] {1, 0.2}, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.62, 0.9, 0.97, 1})
  void asManyZerosAsAskedFor(double sparsity) {
    Sensitivity sensitivity =
        Sensitivity.measure(net, layers, BY_MAGNITUDE, samples(3, 0), (layer, index, of) -> {});

    double[] shares = sensitivity.sparsities(layers, sparsity);

    double zeros = 0;
    double all = 0;
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i]).isBetween(0.0, 1.0);
      zeros += shares[i] * layers.get(i).weights().length;
      all += layers.get(i).weights().length;
    }
    assertThat(zeros).isCloseTo(sparsity * all, within(1e-6 * all));
  }

  @Test
  void prunedByItTheNetworkIsCloserOnSamplesNeverSeen() {
    Sensitivity sensitivity =
        Sensitivity.measure(net, layers, BY_MAGNITUDE, samples(8, 0), (layer, index, of) -> {});
    List<float[][]> others = samples(8, 500);

    double measured = error(pruned(0.4, sensitivity), others);
    double uniform = error(pruned(0.4, Allocation.UNIFORM), others);

    assertThat(measured).isLessThan(0.9 * uniform);
  }

  @Test
  void aLayerThatWasNotMeasuredIsRefused() {
    Sensitivity sensitivity =
        Sensitivity.measure(
            net, layers.subList(0, 1), BY_MAGNITUDE, samples(1, 0), (layer, i, of) -> {});
    assertThatThrownBy(() -> sensitivity.sparsities(layers, 0.5))
        .hasMessageContaining("a/expand was not measured");
  }

  private Graph pruned(double sparsity, Allocator allocator) {
    return PruningPlan.of(net, new Unstructured(), sparsity, new Policy.All(), allocator)
        .pruneByMagnitude(Criterion.MAGNITUDE_L1);
  }

  private double error(Graph pruned, List<float[][]> samples) {
    Interpreter reference = new Interpreter(net);
    Interpreter tested = new Interpreter(pruned);
    double[] error = new double[net.outputs().size()];
    double[] square = new double[net.outputs().size()];
    for (float[][] sample : samples) {
      float[][] expected = reference.run(sample);
      float[][] found = tested.run(sample);
      for (int output = 0; output < error.length; output++) {
        for (int i = 0; i < expected[output].length; i++) {
          error[output] += Math.pow(expected[output][i] - found[output][i], 2);
          square[output] += Math.pow(expected[output][i], 2);
        }
      }
    }
    double sum = 0;
    for (int output = 0; output < error.length; output++) {
      sum += error[output] / square[output];
    }
    return sum;
  }

  private List<float[][]> samples(int count, int seed) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new float[][] {SeededInput.tensor(seed + i, net.inputs().get(0).shape()).data()});
    }
    return samples;
  }
}
