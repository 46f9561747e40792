package dev.gossamer.format;

import static dev.gossamer.format.GossSizes.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.testing.SharedData;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.WriteOptions.Weights;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sparse .goss file in halves is at most half of the dense .tflite file in halves. */
class GossSizeTest {

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2x1"})
  void mobileNetV1(String pattern) {
    checkPruned(MobileNets.v1(0, 1, 1), pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2x1"})
  void mobileNetV2(String pattern) {
    checkPruned(MobileNets.v2(0, 1, 1), pattern);
  }

  private static void checkPruned(Graph network, String pattern) {
    Graph dense = PruningPlan.prepare(network);
    check(dense, GossSizes.prune(dense, pattern, 0.8));
  }

  @Test
  void handLandmarks() throws IOException {
    Graph hand =
        TfliteReader.read(
            Files.readAllBytes(SharedData.require("models/hand_landmark_sparse.tflite")));
    check(hand, hand);
  }

  private static void check(Graph dense, Graph sparse) {
    int goss = write(sparse, true, true, Weights.FLOAT16).length;
    int denseTflite = write(dense, false, false, Weights.FLOAT16).length;
    int sparseTflite = write(sparse, false, true, Weights.FLOAT16).length;

    assertThat(goss).as("beside the sparse .tflite").isLessThan(sparseTflite);
    assertThat((double) goss / denseTflite).as("of the dense .tflite").isLessThanOrEqualTo(0.5);
  }
}
