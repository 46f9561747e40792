package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gossamer.SeededInput;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A translated network computes what the interpreter computes. */
class TorchNetworkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hand_landmark_full",
        "selfie_segmentation",
        "face_detection_full_range",
        "face_detection_short_range",
        "palm_detection_lite",
        "hand_landmark_sparse"
      })
  void computesWhatTheInterpreterComputes(String name) throws IOException {
    check(TrainableGraph.read(Files.readAllBytes(model(name))));
  }

  /** As at the end of a classifier, and over the channels of each pixel. */
  @ParameterizedTest
  @ValueSource(floats = {1, 0.5f})
  void computesSoftmax(float beta) {
    Graph.Builder builder = Graph.builder("softmax");
    Value x = builder.input("x", Shape.of(1, 2, 3, 4));
    Value pixels = builder.add("pixels", new Op.Softmax(beta), x);
    Value flat = builder.add("flat", new Op.Reshape(Shape.of(1, 24)), x);
    Value all = builder.add("all", new Op.Softmax(beta), flat);
    check(builder.output(pixels).output(all).build());
  }

  /** Of ranks 4 and 3; the picture is no square, so that axes cannot be taken for each other. */
  @Test
  void computesWhatOnlyMovesNumbers() {
    Graph.Builder builder = Graph.builder("moves");
    Value x = builder.input("x", Shape.of(1, 4, 6, 8));
    builder.output(builder.add("larger", new Op.DepthToSpace(2), x));
    builder.output(builder.add("smaller", new Op.SpaceToDepth(2), x));
    builder.output(builder.add("turned", new Op.Transpose(List.of(0, 3, 1, 2)), x));
    Op slice = new Op.StridedSlice(List.of(0, 1, 0, 2), List.of(1, 3, 2, 3), List.of(1, 1, 3, 2));
    builder.output(builder.add("part", slice, x));
    Value flat = builder.add("flat", new Op.Reshape(Shape.of(1, 24, 8)), x);
    builder.output(builder.add("swapped", new Op.Transpose(List.of(0, 2, 1)), flat));
    Op tail = new Op.StridedSlice(List.of(0, 20, 0), List.of(1, 4, 8), List.of(1, 1, 1));
    builder.output(builder.add("tail", tail, flat));
    check(builder.build());
  }

  @Test
  void whatMovesTheBatchIsRefused() {
    Graph.Builder builder = Graph.builder("batch");
    Value x = builder.input("x", Shape.of(1, 2, 3, 4));
    Graph graph =
        builder.output(builder.add("y", new Op.Transpose(List.of(1, 0, 2, 3)), x)).build();

    assertThatThrownBy(() -> check(graph))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("TRANSPOSE for training, which moves the batch");
  }

  private static void check(Graph graph) {
    float[] first = SeededInput.tensor(1, graph.inputs().get(0).shape()).data();
    float[] second = SeededInput.tensor(2, graph.inputs().get(0).shape()).data();
    float[] both = new float[2 * first.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, first.length);
    Interpreter interpreter = new Interpreter(graph);
    float[][] expectedFirst = interpreter.run(new float[][] {first});
    float[][] expectedSecond = interpreter.run(new float[][] {second});

    try (NDManager manager = Torch.newManager()) {
      TorchNetwork network = new TorchNetwork(graph, manager);
      Map<Integer, NDArray> results = network.forward(network.input(manager, both, 2), ids(graph));
      for (int i = 0; i < graph.outputs().size(); i++) {
        Value output = graph.outputs().get(i);
        float[] actual = Layouts.rowMajor(results.get(output.id()));
        Node last = graph.producer(output).orElseThrow();
        boolean isLogit = last.op().activation() == Activation.LOGISTIC;
        int size = expectedFirst[i].length;
        assertThat(actual).hasSize(2 * size);
        assertEqual(actual, 0, expectedFirst[i], isLogit);
        assertEqual(actual, size, expectedSecond[i], isLogit);
      }
    }
  }

  private static void assertEqual(float[] actual, int offset, float[] expected, boolean isLogit) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      float value = actual[offset + i];
      float result = isLogit ? (float) (1 / (1 + Math.exp(-value))) : value;
      assertThat(result).isCloseTo(expected[i], within(1e-4f * largest));
    }
  }

  private static Set<Integer> ids(Graph graph) {
    Set<Integer> ids = new HashSet<>();
    graph.outputs().forEach(output -> ids.add(output.id()));
    return ids;
  }

  private static java.nio.file.Path model(String name) {
    try {
      return Zoo.standard().fetch(name, ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort(name + " cannot be had here: " + missing.getMessage());
      throw missing;
    }
  }
}
