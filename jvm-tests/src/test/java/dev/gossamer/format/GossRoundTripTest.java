package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.OperatorCases;
import dev.gossamer.testing.RandomGraphs;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import dev.gossamer.tflite.WriteOptions.Sparsity;
import dev.gossamer.tflite.WriteOptions.Weights;
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

/** A graph that goes through a .goss file is the graph that went in. */
class GossRoundTripTest {
  private static final int RANDOM_GRAPHS = 300;

  private static final List<WriteOptions> OPTIONS =
      List.of(
          WriteOptions.AS_STORED,
          WriteOptions.AS_STORED.withWeights(Weights.FLOAT16),
          WriteOptions.AS_STORED.withSparsity(Sparsity.OFF).withWeights(Weights.FLOAT32));

  @TestFactory
  Stream<DynamicTest> everyOperatorComesBack() {
    return OperatorCases.all().stream()
        .filter(given -> !readsIndicesAtRunTime(given.graph()))
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given)));
  }

  @TestFactory
  Stream<DynamicTest> randomGraphsComeBack() {
    return LongStream.range(0, RANDOM_GRAPHS)
        .mapToObj(RandomGraphs::of)
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given)));
  }

  /** The one thing that is written and not read: an index could leave the table. */
  private static boolean readsIndicesAtRunTime(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(node -> node.op() instanceof Op.Gather && !graph.isConstant(node.input(1)));
  }

  private static void check(OperatorCase given) {
    for (WriteOptions options : OPTIONS) {
      Graph tflite = TfliteReader.read(TfliteWriter.write(given.graph(), options));
      Graph goss = GossReader.read(GossWriter.write(given.graph(), options));
      // Empty sparse constants are written to .tflite with a zero in them, so it is .tflite that
      // both are compared in.
      assertThat(GraphEquality.difference(tflite, throughTflite(goss))).as("%s", options).isNull();

      Graph again = GossReader.read(GossWriter.write(tflite, WriteOptions.AS_STORED));
      assertThat(GraphEquality.difference(tflite, again)).as("again, %s", options).isNull();

      float[][] expected = new Interpreter(tflite).run(given.inputs());
      float[][] actual = new Interpreter(goss).run(given.inputs());
      for (int i = 0; i < expected.length; i++) {
        assertThat(GraphEquality.sameBits(actual[i], expected[i]))
            .as("output %d, %s", i, options)
            .isTrue();
      }
    }
  }

  private static Graph throughTflite(Graph graph) {
    return TfliteReader.read(TfliteWriter.write(graph, WriteOptions.AS_STORED));
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

  private static void checkModel(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Graph graph = TfliteReader.read(bytes);

    byte[] goss = GossWriter.write(graph, WriteOptions.AS_STORED);
    Graph read = GossReader.read(goss);

    assertThat(GraphEquality.difference(graph, read)).isNull();
    assertThat(TfliteWriter.write(read, WriteOptions.AS_STORED))
        .isEqualTo(TfliteWriter.write(graph, WriteOptions.AS_STORED));
    assertThat(goss.length).isLessThanOrEqualTo(bytes.length);
  }
}
