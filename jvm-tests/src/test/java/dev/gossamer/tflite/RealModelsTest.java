package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every published model is read; weights, zeros and multiplications are counted here, from the raw
 * graph, and compared with counts made by an independent program.
 */
class RealModelsTest {

  /** Weights without biases; zeros in percent; millions of multiplications, all and non-zero. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hand_landmark_full               | 2696224 | 36.4 | 331.0 | 282.5
          hand_landmark_lite               | 1000160 | 12.4 | 145.6 | 139.1
          hand_landmark_v0.8.0             |  929952 |  0.0 | 112.8 | 112.8
          hand_landmark_sparse             | 2623648 | 72.2 | 330.9 |  98.9
          palm_detection_full              | 1122240 |  0.0 | 337.3 | 337.3
          palm_detection_lite              |  951264 |  0.0 | 283.2 | 283.2
          face_detection_full_range        |  506092 |  0.0 | 105.7 | 105.7
          face_detection_full_range_sparse |  500092 | 64.8 | 117.2 |  58.4
          face_landmark                    |  598240 |  0.0 |  35.0 |  35.0
          pose_detection                   | 2943256 | 69.4 | 429.9 | 141.9
          pose_landmark_lite               | 1348464 |  0.0 | 197.8 | 197.8
          pose_landmark_full               | 3145240 |  0.0 | 386.1 | 386.1
          selfie_segmentation              |  103480 |  0.0 |  59.2 |  59.2
          selfie_segmentation_landscape    |  103480 |  0.0 |  33.3 |  33.3
          """)
  void countsAgree(String name, long weights, double zeros, double products, double nonZero)
      throws IOException {
    Graph graph = TfliteReader.read(Files.readAllBytes(ZooFiles.require(name)));

    Counts counts = Counts.of(graph);

    assertThat(counts.weights).isEqualTo(weights);
    assertThat(100 - 100.0 * counts.nonZeros / counts.weights).isCloseTo(zeros, within(0.0501));
    assertThat(counts.products / 1e6).isCloseTo(products, within(0.0501));
    assertThat(counts.nonZeroProducts / 1e6).isCloseTo(nonZero, within(0.0501));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hand_landmark_full               | [1,224,224,3] | [1,63] [1,1] [1,1] [1,63]
          hand_landmark_sparse_fp16        | [1,224,224,3] | [1,63] [1,1] [1,1]
          palm_detection_lite              | [1,192,192,3] | [1,2016,18] [1,2016,1]
          face_detection_full_range_sparse | [1,192,192,3] | [1,2304,16] [1,2304,1]
          face_landmark                    | [1,192,192,3] | [1,1,1,1404] [1,1,1,1]
          pose_detection                   | [1,224,224,3] | [1,2254,12] [1,2254,1]
          pose_landmark_lite | [1,256,256,3] | [1,195] [1,1] [1,256,256,1] [1,64,64,39] [1,117]
          selfie_segmentation_landscape    | [1,144,256,3] | [1,144,256,1]
          """)
  void inputsAndOutputsAgree(String name, String input, String outputs) throws IOException {
    Graph graph = TfliteReader.read(Files.readAllBytes(ZooFiles.require(name)));

    assertThat(graph.inputs()).extracting(value -> value.shape().toString()).containsExactly(input);
    assertThat(graph.outputs())
        .extracting(value -> value.shape().toString())
        .containsExactlyElementsOf(List.of(outputs.split(" ")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "hand_landmark_sparse, 30",
    "hand_landmark_sparse_fp16, 37",
    "face_detection_full_range_sparse, 46",
    "pose_detection, 38",
    "hand_landmark_full, 0"
  })
  void sparseTensorsStaySparse(String name, long sparseTensors) throws IOException {
    Graph graph = TfliteReader.read(Files.readAllBytes(ZooFiles.require(name)));

    long found =
        graph.values().stream()
            .filter(value -> graph.constant(value).orElse(null) instanceof Constant.Sparse)
            .count();

    assertThat(found).isEqualTo(sparseTensors);
  }

  private static final class Counts {
    long weights;
    long nonZeros;
    long products;
    long nonZeroProducts;

    static Counts of(Graph graph) {
      Counts counts = new Counts();
      for (Node node : graph.nodes()) {
        long pixels = pixels(node);
        if (pixels > 0) {
          counts.add(graph, node.input(1), pixels);
        }
      }
      return counts;
    }

    /** How often each weight of a node is used; 0 if it has none. */
    private static long pixels(Node node) {
      return switch (node.op()) {
        case Op.Conv2d conv -> area(node.output().shape());
        case Op.DepthwiseConv2d conv -> area(node.output().shape());
        case Op.TransposeConv2d conv -> area(node.input(0).shape());
        case Op.FullyConnected connected ->
            node.input(0).shape().elements() / node.input(1).shape().dim(1);
        default -> 0;
      };
    }

    private static long area(Shape shape) {
      return (long) shape.dim(1) * shape.dim(2);
    }

    private void add(Graph graph, Value input, long pixels) {
      Value value = input;
      while (graph.producer(value).isPresent()) {
        value = graph.producer(value).get().input(0);
      }
      long nonZero =
          switch (graph.constant(value).orElseThrow()) {
            case Constant.Sparse sparse -> sparse.matrix().nonZeros();
            case Constant.Floats dense -> nonZeros(dense.floats());
            case Constant.Ints ints -> throw new AssertionError(ints);
          };
      weights += value.shape().elements();
      nonZeros += nonZero;
      products += pixels * value.shape().elements();
      nonZeroProducts += pixels * nonZero;
    }

    private static long nonZeros(float[] values) {
      long count = 0;
      for (float value : values) {
        count += value == 0 ? 0 : 1;
      }
      return count;
    }
  }
}
