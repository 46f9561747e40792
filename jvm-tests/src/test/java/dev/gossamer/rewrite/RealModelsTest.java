package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealModelsTest {
  private static final RewriteOptions ALL =
      RewriteOptions.ALL.withEvaluator(NodeEvaluator::evaluate);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "face_detection_full_range",
        "face_detection_full_range_sparse",
        "face_detection_short_range",
        "face_landmark",
        "hand_landmark_full",
        "hand_landmark_lite",
        "hand_landmark_sparse",
        "hand_landmark_sparse_fp16",
        "palm_detection_lite",
        "pose_detection",
        "selfie_segmentation"
      })
  void rewritingKeepsTheKnownAnswers(String name) throws IOException {
    Path oracle = SharedData.require("oracles/" + name + ".json");
    Graph graph = read(name);

    check(ALL.withDeadChannels(false).rewriter().rewrite(graph).graph(), oracle);
    check(ALL.rewriter().rewrite(graph).graph(), oracle);
  }

  private static void check(Graph graph, Path oracle) throws IOException {
    JsonNode known = new ObjectMapper().readTree(oracle.toFile());
    float[] input =
        SeededInput.floats(
            known.get("input").get("seed").asInt(), graph.inputs().get(0).shape().elements());
    float[][] outputs = new Interpreter(graph).run(new float[][] {input});
    for (int i = 0; i < outputs.length; i++) {
      JsonNode output = known.get("outputs").get(i);
      double[] expected = floats(oracle.resolveSibling(output.get("file").asText()));
      // Nearly all of the mask saturates at 0, so the largest magnitude says nothing.
      double tolerance =
          known.get("model").asText().startsWith("selfie") ? 1e-5 : Agreement.tolerance(expected);

      assertThat(graph.outputs().get(i).name()).isEqualTo(output.get("name").asText());
      assertThat(Agreement.difference(outputs[i], expected, tolerance)).isNull();
    }
  }

  /**
   * Sizes counted by an independent reader: weights, zeros (%), million multiply-adds dense and on
   * non-zeros, share (%) of 1x1 and depthwise, and the rounding of these shares: whole per cents
   * where the count was given for a family of models.
   */
  @ParameterizedTest
  @CsvSource({
    "hand_landmark_full, 2696224, 36.4, 331.0, 282.5, 87.6, 9.9, 0.06",
    "hand_landmark_lite, 1000160, 12.4, 145.6, 139.1, 79.5, 14.8, 0.06",
    "hand_landmark_v0.8.0, 929952, 0, 112.8, 112.8, 75.4, 17.2, 0.06",
    "hand_landmark_sparse, 2623648, 72.2, 330.9, 98.9, 87.6, 9.9, 0.06",
    "face_detection_full_range, 506092, 0, 105.7, 105.7, 77.5, 15, 1",
    "face_detection_full_range_sparse, 500092, 64.8, 117.2, 58.4, 77.5, 15, 1",
    "pose_detection, 2943256, 69.4, 429.9, 141.9, 89.7, 8.4, 0.06",
    "palm_detection_full, 1122240, 0, 337.3, 337.3, 74, 19, 1",
    "palm_detection_lite, 951264, 0, 283.2, 283.2, 74, 19, 1",
    "selfie_segmentation, 103480, 0, 59.2, 59.2, 71.6, 14.7, 0.06",
    "selfie_segmentation_landscape, 103480, 0, 33.3, 33.3, 71.6, 14.7, 1",
    "face_landmark, 598240, 0, 35.0, 35.0, 71, 16, 1",
    "pose_landmark_lite, 1348464, 0, 197.8, 197.8, 71, 21, 1",
    "pose_landmark_full, 3145240, 0, 386.1, 386.1, 82, 14, 1"
  })
  void statisticsAreThoseOfAnIndependentCount(
      String name,
      long weights,
      double zeros,
      double macs,
      double onNonZeros,
      double pointwise,
      double depthwise,
      double rounding)
      throws IOException {
    Graph graph = RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(read(name)).graph();
    GraphStatistics statistics = GraphStatistics.of(graph);

    assertThat(statistics.weights()).isEqualTo(weights);
    assertThat(100.0 * statistics.zeros() / weights).isCloseTo(zeros, within(0.06));
    assertThat(statistics.macs() / 1e6).isCloseTo(macs, within(0.06));
    assertThat(statistics.macsOnNonZeros() / 1e6).isCloseTo(onNonZeros, within(0.06));
    assertThat(100 * statistics.share(LayerStatistics.Kind.POINTWISE))
        .isCloseTo(pointwise, within(rounding));
    assertThat(100 * statistics.share(LayerStatistics.Kind.DEPTHWISE))
        .isCloseTo(depthwise, within(rounding));
  }

  /**
   * An independent count of empty rows found 565, 653, 742 and 649 of 1152; of the last, one is
   * read: its constant is not zero, and a padded depthwise convolution lies behind it.
   */
  @Test
  void deadChannelsOfTheLastExpansionsGo() throws IOException {
    Rewriter.Result result = ALL.rewriter().rewrite(read("hand_landmark_full"));
    List<String> details =
        result.report().firings().stream()
            .map(RewriteReport.Firing::detail)
            .filter(detail -> detail.endsWith(" of 1152 channels removed"))
            .toList();

    // Each expansion and the depthwise convolution behind it.
    assertThat(details)
        .extracting(detail -> Integer.parseInt(detail.substring(0, detail.indexOf(' '))))
        .containsExactly(565, 565, 653, 653, 742, 742, 648, 648);
    assertThat(GraphStatistics.of(result.graph()).macs()).isEqualTo(330_968_800 - 51_943_907);
  }

  private static Graph read(String name) throws IOException {
    return TfliteReader.read(Files.readAllBytes(ZooFiles.require(name)));
  }

  private static double[] floats(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] floats = new double[bytes.remaining() / 4];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes.getFloat();
    }
    return floats;
  }
}
