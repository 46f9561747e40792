package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.testing.Agreement;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RewritePropertyTest {
  private static final RewriteOptions ALL =
      RewriteOptions.ALL.withEvaluator(NodeEvaluator::evaluate);

  /** Rules that take sums in another order, so that results may differ in their last bits. */
  private static final Set<String> REORDERING = Set.of("pointwise-before-resize", "mean-of-sum");

  @Property(tries = 1000)
  void rewritingChangesNoResult(@ForAll long seed) {
    Graph graph = RandomNetwork.of(seed);
    float[][] inputs = {RandomNetwork.input(seed)};
    Rewriter.Result result = ALL.rewriter().rewrite(graph);
    Graph rewritten = result.graph();

    float[][] expected = new Interpreter(graph).run(inputs);
    float[][] actual = new Interpreter(rewritten).run(inputs);

    assertThat(rewritten.outputs())
        .extracting(value -> value.shape())
        .isEqualTo(graph.outputs().stream().map(value -> value.shape()).toList());
    boolean sumsReordered = !Collections.disjoint(result.report().counts().keySet(), REORDERING);
    for (int i = 0; i < expected.length; i++) {
      if (sumsReordered) {
        double[] wanted =
            IntStream.range(0, expected[i].length).mapToDouble(at(expected[i])).toArray();
        assertThat(Agreement.difference(actual[i], wanted, Agreement.tolerance(wanted))).isNull();
        continue;
      }
      assertThat(withoutNegativeZero(actual[i])).isEqualTo(withoutNegativeZero(expected[i]));
    }
  }

  @Property(tries = 300)
  void aRewrittenGraphHasNothingLeftToRewrite(@ForAll long seed) {
    Graph rewritten = ALL.rewriter().rewrite(RandomNetwork.of(seed)).graph();

    assertThat(ALL.rewriter().rewrite(rewritten).graph()).isSameAs(rewritten);
  }

  /** The property is worth nothing if the networks give the rules nothing to do. */
  @Test
  void theNetworksExerciseTheRules() {
    Map<String, Integer> networks = new TreeMap<>();
    for (long seed = 0; seed < 300; seed++) {
      RewriteReport report = ALL.rewriter().rewrite(RandomNetwork.of(seed)).report();
      report.counts().keySet().forEach(rule -> networks.merge(rule, 1, Integer::sum));
    }

    assertThat(networks.get("remove-dead-channels")).isGreaterThan(250);
    assertThat(networks.keySet())
        .contains("fold-padding", "fuse-activation", "global-pooling", "merge-padding");
  }

  private static IntToDoubleFunction at(float[] floats) {
    return i -> floats[i];
  }

  private static float[] withoutNegativeZero(float[] floats) {
    float[] copy = Arrays.copyOf(floats, floats.length);
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0f;
    }
    return copy;
  }
}
