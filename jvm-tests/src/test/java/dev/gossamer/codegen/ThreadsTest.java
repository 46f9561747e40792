package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.plan.Step;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.RandomGraphs;
import dev.gossamer.testing.ThreadedGraph;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules for threads give bit for bit what modules for one thread give. */
class ThreadsTest {
  static Stream<Integer> seeds() {
    return IntStream.range(0, 100).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomGraphsAgreeWithTheDefinitionAndWithOneThread(int seed) throws Exception {
    OperatorCase given = RandomGraphs.of(seed);
    Graph graph =
        RewriteOptions.ALL
            .withEvaluator(NodeEvaluator::evaluate)
            .rewriter()
            .rewrite(given.graph())
            .graph();
    boolean relaxed = seed % 2 == 0;
    float[][] single =
        CompiledGraph.of(graph, relaxed ? CodegenOptions.RELAXED : CodegenOptions.SIMD)
            .run(given.inputs());
    try (ThreadedGraph threaded = new ThreadedGraph(graph, relaxed, 20, 1 + seed % 3)) {
      float[][] shared = threaded.run("lead", given.inputs());
      assertThat(shared).isEqualTo(single);
      assertThat(threaded.run("run", given.inputs())).isEqualTo(single);
      assertThat(threaded.run("lead", given.inputs())).isEqualTo(single);
      double[][] expected = NaiveReference.run(given.graph(), given.inputs());
      assertThat(Agreement.difference(shared, expected)).as("%s", graph.nodes()).isNull();
    }
  }

  /** Sizes that are cut by pixels, by channels and by both; with rests, blocks and residuals. */
  @ParameterizedTest
  @CsvSource({
    // size, inputs, outputs, sparsity, macs of a part, threads
    "28, 16, 24, 0.5, 5000, 2",
    "28, 16, 24, 0.0, 5000, 2",
    "14, 32, 40, 0.8, 2000, 2",
    "14, 32, 7, 0.3, 1000, 3",
    "7, 64, 33, 0.0, 1000, 2",
    "7, 900, 9, 0.5, 1000, 2",
    // blocks, and tiles of different sizes
    "14, 700, 24, 0.9, 1000, 3",
    "13, 20, 20, 0.7, 1000, 2",
    "40, 5, 6, 0.2, 500, 3",
    "56, 4, 6, 0.2, 2000, 2",
    "5, 12, 2, 0.4, 10, 2",
  })
  void convolutionsAreCut(int size, int inputs, int outputs, double sparsity, int macs, int threads)
      throws Exception {
    Random random = new Random(size * 31 + inputs);
    Graph graph = block(random, size, inputs, outputs, sparsity);
    float[] input = floats(random, size * size * inputs, 0);
    float[][] single = CompiledGraph.of(graph, CodegenOptions.RELAXED).run(input);
    try (ThreadedGraph threaded = new ThreadedGraph(graph, true, macs, threads)) {
      long cut = threaded.plan().steps().stream().filter(step -> !step.parts().isEmpty()).count();
      assertThat(cut).as("steps cut").isGreaterThanOrEqualTo(2);
      for (Step step : threaded.plan().steps()) {
        assertThat(step.parts().size()).isNotEqualTo(1).isLessThanOrEqualTo(32);
      }
      for (int run = 0; run < 3; run++) {
        assertThat(threaded.run("lead", input)).isEqualTo(single);
      }
      assertThat(threaded.run("run", input)).isEqualTo(single);
    }
  }

  /** The leader gets its thread back, sees that nothing is done any more, and can start anew. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aThreadThatEndsWithinAChunkHoldsNobodyForEver(int threads) throws Exception {
    Random random = new Random(threads);
    Graph graph = block(random, 28, 16, 24, 0.5);
    float[] input = floats(random, 28 * 28 * 16, 0);
    float[][] single = CompiledGraph.of(graph, CodegenOptions.RELAXED).run(input);
    try (ThreadedGraph threaded = new ThreadedGraph(graph, true, 5000, threads)) {
      assertThat(threaded.run("lead", input)).isEqualTo(single);
      Thread thief = threaded.startOneThatDies();
      while (thief.isAlive()) {
        threaded.setInputs(input);
        int account = threaded.lead();
        while (account != 0 && thief.isAlive()) {
          account = threaded.resume();
        }
      }
      int account = 0;
      for (int same = 0; same < 10; same++) {
        int next = threaded.resume();
        assertThat(next).as("account of an unfinished run").isNotZero();
        // The others may have been in the middle of theirs.
        same = next == account ? same : 0;
        account = next;
      }
      threaded.stop();
      assertThat(threaded.run("run", input)).isEqualTo(single);
    }
  }

  /** Convolution 1x1, depthwise 3x3 with taps missing, 1x1 with the first one's result added. */
  private static Graph block(Random random, int size, int inputs, int outputs, double sparsity) {
    Graph.Builder builder = Graph.builder("block");
    Value x = builder.input("x", Shape.of(1, size, size, inputs));
    Value first =
        pointwise(builder, "first", x, outputs, floats(random, outputs * inputs, sparsity));
    Value depthwise =
        builder.add(
            "depthwise",
            new Op.DepthwiseConv2d(
                Stride.ONE,
                Stride.ONE,
                Padding.same(size, size, 3, 3, Stride.ONE, Stride.ONE),
                1,
                Activation.RELU6),
            first,
            builder.constant(
                "taps",
                Constant.Floats.of(
                    Shape.of(1, 3, 3, outputs), floats(random, 9 * outputs, sparsity / 2))),
            builder.constant(
                "dbias", Constant.Floats.of(Shape.of(outputs), floats(random, outputs, 0))));
    Value last =
        pointwise(builder, "last", depthwise, outputs, floats(random, outputs * outputs, sparsity));
    Value sum = builder.add("sum", new Op.Binary(Op.Binary.Kind.ADD, Activation.RELU), first, last);
    return builder.output(sum).build();
  }

  private static Value pointwise(
      Graph.Builder builder, String name, Value x, int outputs, float[] weights) {
    int inputs = x.shape().dim(3);
    return builder.add(
        name,
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
        x,
        builder.constant(name + "w", Constant.Floats.of(Shape.of(outputs, 1, 1, inputs), weights)),
        builder.constant(name + "b", Constant.Floats.of(Shape.of(outputs), new float[outputs])));
  }

  private static float[] floats(Random random, int count, double zeros) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextDouble() < zeros ? 0f : random.nextFloat() - 0.5f;
    }
    return values;
  }
}
