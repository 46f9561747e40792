package dev.gossamer.models.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.NofM;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Taps;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruningPlanTest {
  private final Graph net = SmallNets.bottlenecks(1);

  @Test
  void policyAllTakesWhatThePatternFitsAndSaysWhyNot() {
    assertThat(pruned(new Unstructured(), new Policy.All()))
        .containsExactly("stem", "a/expand", "a/project", "b/expand", "b/project", "logits");
    assertThat(pruned(new Taps(4), new Policy.All())).containsExactly("a/depthwise", "b/depthwise");
    PruningPlan plan = plan(new Block(2, 4), new Policy.All(), 0.5);
    assertThat(plan.spared())
        .extracting(decision -> decision.layer().name() + ": " + decision.reason())
        .contains("stem: 3 input channels are no multiple of 4, as 2x4 needs for windows");
  }

  @Test
  void aPolicyCanBeAskedAboutASingleLayer() {
    PrunableLayer stem = PrunableLayer.of(net).get(0);
    Pattern quads = new Block(2, 4);

    assertThat(new Policy.All().allow(net, stem, new Unstructured(), 0.5)).isTrue();
    assertThat(new Policy.Only("a/*").allow(net, stem, new Unstructured(), 0.5)).isFalse();
    assertThat(new Policy.All().allow(net, stem, quads, 0.5)).isFalse();
    assertThatThrownBy(() -> Policy.ensureSupported(net, stem, quads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'stem' cannot be pruned: 3 input channels are no multiple of 4, as 2x4 needs for"
                + " windows");
    assertThatCode(() -> Policy.ensureSupported(net, stem, new Unstructured()))
        .doesNotThrowAnyException();
  }

  /** 16 output channels by one input channel in a/project's 8x24; 5 of 9 taps of each window. */
  @Test
  void groupsAreBlocksOfLayersThatMixChannelsAndTapsOfWindows() {
    Pattern groups = Pattern.parse("16x1+taps/2");
    PruningPlan plan = plan(groups, new Policy.All(), 4 / 9.0);
    Graph pruned = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);

    assertThat(plan.layers()).hasSize(8);
    for (PrunableLayer layer : PrunableLayer.of(pruned)) {
      int units = layer.isDepthwise() ? 9 : (layer.rows() + 15) / 16 * layer.columns();
      int gone = 0;
      for (int unit = 0; unit < units; unit++) {
        gone += isZero(layer, unit) ? 1 : 0;
      }
      if (layer.isDepthwise()) {
        assertThat(layer.statistics().density()).isCloseTo(5 / 9.0, within(1e-9));
      } else {
        assertThat(gone).as(layer.name()).isEqualTo((int) Math.round(units * 4 / 9.0));
      }
    }
    assertThatThrownBy(() -> groups.select(new float[9], 9, 1, 0.5))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Of a block of 16 rows in one column. */
  private static boolean isZero(PrunableLayer layer, int block) {
    int column = block % layer.columns();
    int top = block / layer.columns() * 16;
    for (int row = top; row < Math.min(layer.rows(), top + 16); row++) {
      if (layer.weights()[row * layer.columns() + column] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The policy weighs windows against their own kind of pattern. */
  @Test
  void latencyPolicyTakesWindowsForGroups() {
    Graph mobileNet = MobileNets.v2(0, 1, 3);
    PruningPlan groups =
        PruningPlan.of(
            mobileNet,
            Pattern.parse("16x1+taps/4"),
            0.7,
            PruneForLatency.STANDARD,
            Allocation.UNIFORM);
    assertThat(groups.layers().stream().filter(PrunableLayer::isDepthwise).count()).isPositive();
    assertThat(groups.layers().stream().filter(layer -> !layer.isDepthwise()).count()).isPositive();
  }

  @Test
  void policyOnlyMatchesNamesWithWildcards() {
    assertThat(pruned(new Unstructured(), new Policy.Only("*/expand")))
        .containsExactly("a/expand", "b/expand");
    assertThat(pruned(new Unstructured(), new Policy.Only("?/p*")))
        .containsExactly("a/project", "b/project");
    assertThat(pruned(new Unstructured(), new Policy.Only(List.of("b/*", "*/expand"))))
        .containsExactly("a/expand", "b/expand", "b/project");
    assertThat(pruned(new Unstructured(), new Policy.Only("logits"))).containsExactly("logits");
    assertThat(pruned(new Unstructured(), new Policy.Only("logit"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true", "*, abc, true", "'', '', true", "'', a, false", "a*c, abbc, true",
    "a*c, abcb, false", "**b, aab, true", "a?c, abc, true", "a?c, ac, false", "*a*b*, xaxxbx, true",
    "*.[, x.[, true"
  })
  void globsMatch(String glob, String name, boolean matches) {
    assertThat(Glob.matches(glob, name)).isEqualTo(matches);
  }

  /** At 1 % nothing is saved anywhere, at 70 % every large layer saves. */
  @Test
  void latencyPolicyTakesOnlyPointwiseLayersThatGetFaster() {
    Graph mobileNet = MobileNets.v2(0, 1, 3);

    PruningPlan much =
        PruningPlan.of(
            mobileNet, new Unstructured(), 0.7, PruneForLatency.STANDARD, Allocation.UNIFORM);
    PruningPlan little =
        PruningPlan.of(
            mobileNet, new Unstructured(), 0.001, PruneForLatency.STANDARD, Allocation.UNIFORM);

    assertThat(much.layers()).hasSizeGreaterThan(25);
    assertThat(much.layers())
        .allSatisfy(
            layer ->
                assertThat(layer.statistics().kind()).isEqualTo(LayerStatistics.Kind.POINTWISE));
    assertThat(much.decisions())
        .filteredOn(Decision::prune)
        .allSatisfy(decision -> assertThat(decision.reason()).startsWith("saves time: "));
    assertThat(little.layers()).hasSizeLessThan(much.layers().size() / 2);
    assertThat(PruningPlan.predict(much.pruneByMagnitude(Criterion.MAGNITUDE_L1)).orElseThrow())
        .extracting(LatencyEstimate::total)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
        .isLessThan(0.7 * LatencyEstimate.of(mobileNet).total());
  }

  @Test
  void latencyPolicySparesLayersThatAreAsSparseAlready() {
    Graph sparse = MobileNets.v2(0.8, 1, 3);

    PruningPlan plan =
        PruningPlan.of(
            sparse, new Unstructured(), 0.5, PruneForLatency.STANDARD, Allocation.UNIFORM);

    assertThat(plan.layers()).isEmpty();
    assertThat(plan.spared())
        .extracting(Decision::reason)
        .filteredOn(reason -> reason.startsWith("as sparse already: 8"))
        .hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.8, 0.95, 1})
  void erdosRenyiKernelReachesTheSparsityAskedFor(double sparsity) {
    List<PrunableLayer> layers = PrunableLayer.of(net);

    double[] shares = Allocation.ERK.sparsities(layers, sparsity);

    double zeros = 0;
    double weights = 0;
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i]).isBetween(-1e-12, 1 + 1e-12);
      zeros += shares[i] * layers.get(i).weights().length;
      weights += layers.get(i).weights().length;
    }
    assertThat(zeros / weights).isCloseTo(sparsity, within(1e-9));
  }

  /**
   * (sum of extents) / (product of extents): b/expand 32+1+1+8 of 256, a/expand 24+1+1+8 of 192.
   */
  @Test
  void erdosRenyiKernelDensitiesGoWithExtents() {
    List<PrunableLayer> layers = PrunableLayer.of(net);
    double[] shares = Allocation.ERK.sparsities(layers, 0.9);

    double a = 1 - shares[index(layers, "a/expand")];
    double b = 1 - shares[index(layers, "b/expand")];

    assertThat(a / b).isCloseTo((34 / 192.0) / (42 / 256.0), within(1e-9));
  }

  @Test
  void magnitudeKeepsTheLargestWeightsAsTheyAre() {
    PruningPlan plan = plan(new Unstructured(), new Policy.Only("b/project"), 0.75);
    Graph sparse = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);

    PrunableLayer before = layer(net, "b/project");
    PrunableLayer after = layer(sparse, "b/project");
    float largestGone = 0;
    float leastKept = Float.MAX_VALUE;
    int kept = 0;
    for (int i = 0; i < before.weights().length; i++) {
      float old = before.weights()[i];
      if (after.weights()[i] == 0f) {
        largestGone = Math.max(largestGone, Math.abs(old));
      } else {
        assertThat(after.weights()[i]).isEqualTo(old);
        leastKept = Math.min(leastKept, Math.abs(old));
        kept++;
      }
    }
    assertThat(kept).isEqualTo(96);
    assertThat(leastKept).isGreaterThan(largestGone);
    assertThat(layer(sparse, "b/expand").weights()).isEqualTo(layer(net, "b/expand").weights());
  }

  @Test
  void summariesCompareBeforeAndAfter() {
    PruningPlan plan = plan(new Unstructured(), new Policy.Only("b/*"), 0.5);
    Graph sparse = plan.pruneByMagnitude(Criterion.MAGNITUDE_L2);

    LayerSummary summary =
        LayerSummary.of(net, sparse).stream()
            .filter(layer -> layer.name().equals("b/expand"))
            .findFirst()
            .orElseThrow();

    assertThat(summary.weights()).isEqualTo(256);
    assertThat(summary.zeros()).isEqualTo(128);
    assertThat(summary.density()).isEqualTo(0.5);
    assertThat(summary.millisecondsBefore().orElseThrow())
        .isGreaterThan(summary.millisecondsAfter().orElseThrow())
        .isPositive();
  }

  @Test
  void latencyBudgetIsMetAndTakesWhatCostsLeastEnergy() {
    Graph mobileNet = MobileNets.v2(0, 1, 3);
    double dense = LatencyEstimate.of(mobileNet).total();

    PruningPlan plan =
        LatencyBudget.plan(
            mobileNet,
            new Unstructured(),
            PruneForLatency.STANDARD,
            0.6 * dense,
            new LatencyBudget.Energy(new Unstructured()));

    Graph sparse = plan.pruneByMagnitude(Criterion.MAGNITUDE_L1);
    double predicted = LatencyEstimate.of(sparse).total();
    assertThat(predicted).isBetween(0.55 * dense, 0.6 * dense);
    // A uniform sparsity that takes as long keeps less.
    double sparsity = 0;
    Graph uniform = mobileNet;
    while (LatencyEstimate.of(uniform).total() > predicted) {
      sparsity += 0.02;
      uniform =
          PruningPlan.of(
                  mobileNet,
                  new Unstructured(),
                  sparsity,
                  PruneForLatency.STANDARD,
                  Allocation.UNIFORM)
              .pruneByMagnitude(Criterion.MAGNITUDE_L1);
    }
    assertThat(energyLost(mobileNet, sparse)).isLessThan(energyLost(mobileNet, uniform));
  }

  @Test
  void latencyBudgetTakesWhatTheGivenLossSays() {
    Graph mobileNet = MobileNets.v2(0, 1, 3);
    double dense = LatencyEstimate.of(mobileNet).total();
    String dear =
        LatencyBudget.plan(
                mobileNet,
                new Unstructured(),
                PruneForLatency.STANDARD,
                0.7 * dense,
                new LatencyBudget.Energy(new Unstructured()))
            .layers()
            .get(0)
            .name();

    PruningPlan plan =
        LatencyBudget.plan(
            mobileNet,
            new Unstructured(),
            PruneForLatency.STANDARD,
            0.7 * dense,
            (layer, sparsity) -> sparsity * (layer.name().equals(dear) ? 1e6 : 1));

    assertThat(LatencyEstimate.of(plan.pruneByMagnitude(Criterion.MAGNITUDE_L1)).total())
        .isBetween(0.6 * dense, 0.7 * dense);
    for (Decision decision : plan.decisions()) {
      if (decision.layer().name().equals(dear)) {
        assertThat(decision.prune()).isFalse();
      } else if (decision.prune()) {
        assertThat(decision.reason()).contains("for a loss of ");
      }
    }
  }

  @Test
  void latencyBudgetThatCannotBeMetSaysWhatCan() {
    assertThatThrownBy(
            () ->
                LatencyBudget.plan(
                    net, new Unstructured(), new Policy.All(), 1e-6, (layer, sparsity) -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be met: expected at least 0.0");
    assertThatThrownBy(
            () ->
                LatencyBudget.plan(
                    net, new NofM(2, 4, 1), new Policy.All(), 1, (layer, sparsity) -> 0))
        .hasMessageContaining("2:4");
  }

  /** Share of each layer's sum of squares that goes, summed over layers. */
  private static double energyLost(Graph dense, Graph pruned) {
    double sum = 0;
    for (int i = 0; i < PrunableLayer.of(dense).size(); i++) {
      double before = energy(PrunableLayer.of(dense).get(i));
      sum += 1 - energy(PrunableLayer.of(pruned).get(i)) / before;
    }
    return sum;
  }

  private static double energy(PrunableLayer layer) {
    double sum = 0;
    for (float weight : layer.weights()) {
      sum += weight * weight;
    }
    return sum;
  }

  private List<String> pruned(Pattern pattern, Policy policy) {
    return plan(pattern, policy, 0.5).layers().stream().map(PrunableLayer::name).toList();
  }

  private PruningPlan plan(Pattern pattern, Policy policy, double sparsity) {
    return PruningPlan.of(net, pattern, sparsity, policy, Allocation.UNIFORM);
  }

  private static int index(List<PrunableLayer> layers, String name) {
    return layers.stream().map(PrunableLayer::name).toList().indexOf(name);
  }

  private static PrunableLayer layer(Graph graph, String name) {
    return PrunableLayer.of(graph).stream()
        .collect(Collectors.toMap(PrunableLayer::name, Function.identity()))
        .get(name);
  }
}
