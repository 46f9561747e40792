package dev.gossamer.testing;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test of a file format sends through its writer and its reader. */
public abstract class RoundTrips {
  private static final int RANDOM_GRAPHS = 300;

  /** Writes and reads the graph in all forms of the format. */
  protected abstract void check(OperatorCase given);

  /** Writes and reads a {@code .tflite} file. */
  protected abstract void checkModel(Path file) throws IOException;

  @TestFactory
  Stream<DynamicTest> everyOperatorComesBack() {
    return tests(OperatorCases.all().stream());
  }

  @TestFactory
  Stream<DynamicTest> randomGraphsComeBack() {
    return tests(LongStream.range(0, RANDOM_GRAPHS).mapToObj(RandomGraphs::of));
  }

  private Stream<DynamicTest> tests(Stream<OperatorCase> cases) {
    return cases
        .filter(given -> !readsIndicesAtRunTime(given.graph()))
        .map(given -> DynamicTest.dynamicTest(given.name(), () -> check(given)));
  }

  /** The one thing that is written and not read: an index could leave the table. */
  private static boolean readsIndicesAtRunTime(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(node -> node.op() instanceof Op.Gather && !graph.isConstant(node.input(1)));
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
}
