package dev.gossamer.models.prune.rearrange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.CalibrationPictures;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.SmallNets;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RearrangementTest {

  @ParameterizedTest
  @CsvSource({"2x1, 1", "2x1, 2", "4x1, 3", "1x4, 4", "4x4, 5", "3x1, 6", "16x1, 7"})
  void theNetworkComputesTheSameAndMoreMagnitudeIsKept(String pattern, long seed) {
    Graph net = SmallNets.bottlenecks(seed);

    Graph rearranged = Rearrangement.of(plan(net, pattern));

    assertSameOutputs(net, rearranged);
    assertThat(kept(rearranged, pattern)).isGreaterThan(kept(net, pattern));
  }

  /** Squares in place of magnitudes: what is kept is counted in them. */
  @ParameterizedTest
  @CsvSource({"2x1, 1", "4x1, 3", "1x4, 4", "4x4, 5", "16x1, 7"})
  void anyImportanceCanBeRearrangedBy(String pattern, long seed) {
    Graph net = SmallNets.bottlenecks(seed);
    Map<Integer, float[]> squares = new HashMap<>();
    for (PrunableLayer layer : PrunableLayer.of(net)) {
      squares.put(layer.node().input(1).id(), Criterion.MAGNITUDE_L2.importance(layer.weights()));
    }

    Graph rearranged = Rearrangement.of(plan(net, pattern), squares);

    assertSameOutputs(net, rearranged);
    assertThat(kept(rearranged, pattern, Criterion.MAGNITUDE_L2))
        .isGreaterThan(kept(net, pattern, Criterion.MAGNITUDE_L2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hand_landmark_full",
        "selfie_segmentation",
        "face_landmark",
        "face_detection_short_range"
      })
  void realNetworksComputeTheSame(String model) throws IOException {
    Graph net = PruningPlan.prepare(TfliteReader.read(Files.readAllBytes(ZooFiles.require(model))));

    Graph rearranged = Rearrangement.of(plan(net, "4x1"));

    // Of noise, selfie_segmentation says 1e-10 everywhere: a photograph has a mask.
    CalibrationPictures pictures = new CalibrationPictures(net.inputs().get(0).shape(), 0, 1);
    assertThat(rearranged).isNotSameAs(net);
    assertThat(distance(net, rearranged, pictures.read(ZooFiles.require("people_1.jpg"))))
        .isLessThan(1e-5);
    assertThat(kept(rearranged, "4x1")).isGreaterThan(kept(net, "4x1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2:4", "1x1", "taps"})
  void withoutBlocksNothingMoves(String pattern) {
    Graph net = SmallNets.bottlenecks(1);

    assertThat(Rearrangement.of(plan(net, pattern))).isSameAs(net);
  }

  /**
   * The expansions are free, the stem is tied to a/project by the addition, what leaves the graph
   * is fixed.
   */
  @Test
  void residualAdditionsTieAndOutputsFix() {
    List<ChannelGroups.Group> groups = ChannelGroups.of(SmallNets.bottlenecks(1));

    assertThat(groups)
        .extracting(group -> names(group.producers()) + " " + names(group.consumers()))
        .containsExactly(
            "[stem, a/project] [a/expand, b/expand]",
            "[a/expand] [a/project]",
            "[b/expand] [b/project]");
  }

  /** 6 channels are padded to 10 for the shortcut: the first 6 stay among themselves. */
  @Test
  void paddedChannelsStayBehindTheOthers() {
    Graph.Builder builder = Graph.builder("padded");
    Value x = builder.input("x", Shape.of(1, 4, 4, 3));
    Value narrow = conv(builder, "narrow", x, 6, 1);
    Value wide =
        builder.add("pad", new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 4), 0.5f), narrow);
    Value other = conv(builder, "other", narrow, 10, 2);
    Value sum = builder.add("sum", new Op.Binary(Op.Binary.Kind.ADD, Activation.RELU), wide, other);
    Value slopes =
        builder.constant(
            "slopes",
            Constant.Floats.of(Shape.of(1, 1, 10), SeededInput.tensor(5, Shape.of(10)).data()));
    Value bent = builder.add("prelu", new Op.Prelu(), sum, slopes);
    Graph net = builder.output(conv(builder, "last", bent, 4, 3)).build();

    ChannelGroups.Group group = ChannelGroups.of(net).get(0);
    Graph rearranged = Rearrangement.of(plan(net, "2x1"));

    assertThat(group.bounds()).containsExactly(0, 6, 10);
    assertThat(names(group.producers())).isEqualTo("[narrow, other]");
    assertThat(rearranged).isNotSameAs(net);
    assertSameOutputs(net, rearranged);
  }

  /** Rows 0 and 3 are alike, 1 and 2 are: they become neighbours. */
  @Test
  void groupsAreOfChannelsThatKeepTheSame() {
    float[] excess = {
      1, 1, -1, -1,
      -1, -1, 2, 2,
      -1, -1, 1, 1,
      2, 2, -1, -1
    };

    assertThat(Grouping.order(List.of(excess), 4, 2, 0)).containsExactly(1, 2, 3, 0);
  }

  private static Value conv(Graph.Builder builder, String name, Value x, int channels, int seed) {
    Shape shape = Shape.of(channels, 1, 1, x.shape().dim(3));
    float[] weights = SeededInput.tensor(seed, shape).data();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= 0.5f;
    }
    return builder.add(
        name,
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
        x,
        builder.constant(name + "/weights", Constant.Floats.of(shape, weights)));
  }

  private static String names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList().toString();
  }

  private static PruningPlan plan(Graph graph, String pattern) {
    return PruningPlan.of(graph, Pattern.parse(pattern), 0.5, new Policy.All(), Allocation.UNIFORM);
  }

  /**
   * Largest distance of an output, relative to its length. Sums in another order are rounded
   * otherwise: one pixel of selfie_segmentation, at the edge of the mask, differs by 1.07e-5.
   */
  private static double distance(Graph expected, Graph found, float[] pixels) {
    float[][] wanted = new Interpreter(expected).run(new float[][] {pixels});
    float[][] got = new Interpreter(found).run(new float[][] {pixels});
    double largest = 0;
    for (int output = 0; output < wanted.length; output++) {
      double distance = 0;
      double length = 0;
      for (int i = 0; i < wanted[output].length; i++) {
        distance += Math.pow(wanted[output][i] - got[output][i], 2);
        length += Math.pow(wanted[output][i], 2);
      }
      largest = Math.max(largest, Math.sqrt(distance / length));
    }
    return largest;
  }

  private static void assertSameOutputs(Graph expected, Graph found) {
    float[][] input = {SeededInput.tensor(9, expected.inputs().get(0).shape()).data()};
    float[][] wanted = new Interpreter(expected).run(input);
    float[][] got = new Interpreter(found).run(input);
    for (int output = 0; output < wanted.length; output++) {
      float largest = 0;
      for (float value : wanted[output]) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < wanted[output].length; i++) {
        assertThat(got[output][i]).isCloseTo(wanted[output][i], within(1e-5f * largest));
      }
    }
  }

  /** Share of each layer's magnitude that stays, summed over layers. */
  private static double kept(Graph graph, String pattern) {
    return kept(graph, pattern, Criterion.MAGNITUDE_L1);
  }

  private static double kept(Graph graph, String pattern, Criterion criterion) {
    PruningPlan plan = plan(graph, pattern);
    Graph pruned = plan.pruneByMagnitude(criterion);
    double sum = 0;
    for (int i = 0; i < PrunableLayer.of(graph).size(); i++) {
      double all = sum(criterion, PrunableLayer.of(graph).get(i));
      sum += sum(criterion, PrunableLayer.of(pruned).get(i)) / all;
    }
    return sum;
  }

  private static double sum(Criterion criterion, PrunableLayer layer) {
    double sum = 0;
    for (float importance : criterion.importance(layer.weights())) {
      sum += importance;
    }
    return sum;
  }
}
