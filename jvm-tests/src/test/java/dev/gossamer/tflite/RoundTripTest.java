package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.OperatorCases;
import dev.gossamer.testing.RandomGraphs;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written means the same when it is read again. */
class RoundTripTest {
  private static final int RANDOM_GRAPHS = 300;

  private static final List<WriteOptions> OPTIONS =
      List.of(
          WriteOptions.AS_STORED,
          WriteOptions.DEFAULT,
          WriteOptions.DEFAULT.withSparsity(WriteOptions.Sparsity.OFF),
          WriteOptions.DEFAULT.withBlocks(2, 1).withWeights(WriteOptions.Weights.FLOAT32));

  @TestFactory
  Stream<DynamicTest> everyOperatorGivesTheSameResults() {
    return OperatorCases.all().stream()
        .filter(given -> !readsIndicesAtRunTime(given.graph()))
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> checkResults(given)));
  }

  @TestFactory
  Stream<DynamicTest> randomGraphsGiveTheSameResults() {
    return LongStream.range(0, RANDOM_GRAPHS)
        .mapToObj(RandomGraphs::of)
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> checkResults(given)));
  }

  /** The one thing that is written and not read: an index could leave the table. */
  private static boolean readsIndicesAtRunTime(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(node -> node.op() instanceof Op.Gather && !graph.isConstant(node.input(1)));
  }

  private static void checkResults(OperatorCase given) {
    Graph graph = given.graph();
    float[][] expected = new Interpreter(graph).run(given.inputs());
    for (WriteOptions options : OPTIONS) {
      Graph read = TfliteReader.read(TfliteWriter.write(graph, options));

      assertThat(read.name()).isEqualTo(graph.name());
      assertThat(names(read.inputs())).isEqualTo(names(graph.inputs()));
      assertThat(shapes(read.inputs())).isEqualTo(shapes(graph.inputs()));
      assertThat(shapes(read.outputs())).isEqualTo(shapes(graph.outputs()));
      float[][] actual = new Interpreter(read).run(given.inputs());
      for (int i = 0; i < expected.length; i++) {
        double[] wanted = widen(expected[i]);
        assertThat(Agreement.difference(actual[i], wanted, Agreement.tolerance(wanted)))
            .as("output %d with %s", i, options)
            .isNull();
      }
      Graph again = TfliteReader.read(TfliteWriter.write(read, WriteOptions.AS_STORED));
      assertThat(GraphEquality.difference(read, again)).as("read again, %s", options).isNull();
    }
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  private static List<Object> shapes(List<Value> values) {
    return values.stream().<Object>map(Value::shape).toList();
  }

  private static double[] widen(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hand_landmark_full",
        "hand_landmark_lite",
        "hand_landmark_v0.8.0",
        "palm_detection_full",
        "palm_detection_lite",
        "face_detection_full_range",
        "face_detection_full_range_sparse",
        "face_detection_short_range",
        "face_landmark",
        "pose_detection",
        "pose_landmark_lite",
        "pose_landmark_full",
        "selfie_segmentation",
        "selfie_segmentation_landscape"
      })
  void aPublishedModelComesBackNodeForNodeAndBitForBit(String name) throws IOException {
    checkModel(ZooFiles.require(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hand_landmark_sparse", "hand_landmark_sparse_fp16"})
  void aSharedSparseModelDoesToo(String name) throws IOException {
    checkModel(SharedData.require("models/" + name + ".tflite"));
  }

  /** Rewriting changes how weights are stored in the graph, and padding, and what is fused. */
  private static void checkModel(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Graph graph = TfliteReader.read(bytes);

    byte[] written = TfliteWriter.write(graph, WriteOptions.AS_STORED);

    assertThat(GraphEquality.difference(graph, TfliteReader.read(written))).isNull();
    assertThat(written.length).isLessThan(bytes.length + 256);

    Graph rewritten = RewriteOptions.ALL.rewriter().rewrite(graph).graph();
    Graph read = TfliteReader.read(TfliteWriter.write(rewritten, WriteOptions.AS_STORED));
    Graph again = RewriteOptions.ALL.rewriter().rewrite(read).graph();
    float[][] input = {SeededInput.floats(1, graph.inputs().get(0).shape().elements())};
    float[][] expected = new Interpreter(rewritten).run(input);
    float[][] actual = new Interpreter(again).run(input);
    for (int i = 0; i < expected.length; i++) {
      assertThat(GraphEquality.sameBits(actual[i], expected[i])).as("output %d", i).isTrue();
    }
  }
}
