package dev.gossamer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveDeadChannelsTest {
  private static final Padding ONE = new Padding(1, 1, 1, 1);
  private static final Op RELU_CONV = Graphs.conv(Padding.NONE, Activation.RELU);

  private final Graph.Builder builder = Graph.builder("g");
  private final Value x = builder.input("x", Shape.of(1, 4, 4, 2));

  @Test
  void anEmptyRowGoesIntoTheBiasOfTheNextLayer() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0), row(3, 4)), 10, 5, -1);
    Graph result = remove(conv("y", Graphs.CONV, a, rows(row(2, 7, 3)), 0.5f));

    assertThat(weights(result, 0)).containsExactly(1, 2, 3, 4);
    assertThat(floats(result, 0, 2)).containsExactly(10, -1);
    assertThat(weights(result, 1)).containsExactly(2, 3);
    assertThat(floats(result, 1, 2)).containsExactly(0.5f + 7 * 5);
  }

  @Test
  void theConstantPassesItsActivationFirst() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0)), 10, -5);
    Graph result = remove(conv("y", Graphs.CONV, a, rows(row(2, 7)), 0.5f));

    assertThat(floats(result, 1, 2)).containsExactly(0.5f);
  }

  @Test
  void aLayerWithoutBiasGetsOne() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0)), 10, 5);
    Value y = builder.add("y", Graphs.CONV, a, constant("w", rows(row(2, 7), row(1, 0))));
    Graph result = remove(y);

    assertThat(floats(result, 1, 2)).containsExactly(35, 0);
  }

  @Test
  void aChannelThatNobodyReadsGoesWithItsDepthwise() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(3, 4), row(5, 6)), 1, 2, 3);
    Value d = depthwise("d", a, ONE, 1, 2, 3);
    Graph result = remove(conv("y", Graphs.CONV, d, rows(row(1, 0, 1), row(2, 0, 0)), 0, 0));

    assertThat(weights(result, 0)).containsExactly(1, 2, 5, 6);
    assertThat(result.nodes().get(1).input(1).shape()).isEqualTo(Shape.of(1, 3, 3, 2));
    assertThat(weights(result, 2)).containsExactly(1, 1, 2, 0);
  }

  @Test
  void zeroPassesAPaddedDepthwiseButOtherConstantsDoNot() {
    assertThat(channelsAfterDepthwise(-1, ONE)).isEqualTo(1);
    assertThat(channelsAfterDepthwise(5, ONE)).isEqualTo(2);
    assertThat(channelsAfterDepthwise(5, Padding.NONE)).isEqualTo(1);
  }

  private static int channelsAfterDepthwise(float bias, Padding padding) {
    RemoveDeadChannelsTest t = new RemoveDeadChannelsTest();
    Value a = t.conv("a", RELU_CONV, t.x, rows(row(1, 2), row(0, 0)), 1, bias);
    Value d = t.depthwise("d", a, padding, 1, 2);
    Graph result = t.remove(t.conv("y", Graphs.CONV, d, rows(row(1, 1)), 0));
    return result.nodes().get(1).output().shape().dim(3);
  }

  @Test
  void aConstantThroughAnUnpaddedDepthwiseIsTheSumOfItsTaps() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0)), 1, 5);
    Value d = depthwise("d", a, Padding.NONE, 1, 2);
    Graph result = remove(conv("y", Graphs.CONV, d, rows(row(1, 3)), 0.25f));

    // 9 taps of 2 over the constant 5, plus the depthwise bias of channel 1, times weight 3.
    assertThat(floats(result, 2, 2)).containsExactly(0.25f + 3 * (9 * 2 * 5 + 1));
  }

  @Test
  void residualsKeepAChannelThatAnyReaderNeeds() {
    Value a = conv("a", Graphs.CONV, x, rows(row(1, 2), row(3, 4), row(5, 6)), 0, 0, 0);
    Value b = conv("b", Graphs.CONV, a, rows(row(1, 1, 1), row(1, 1, 1), row(0, 0, 0)), 0, 0, 0);
    Value sum = builder.add("sum", Graphs.binary(Op.Binary.Kind.ADD), a, b);
    Graph result = remove(conv("y", Graphs.CONV, sum, rows(row(1, 0, 0)), 0));

    // Channels 1 and 2 of the sum are read by nobody, but b reads them from a.
    assertThat(channels(result)).containsExactly(3, 3, 3, 1);
  }

  @Test
  void aResidualChannelThatNobodyNeedsGoesEverywhere() {
    Value a = conv("a", Graphs.CONV, x, rows(row(1, 2), row(3, 4), row(5, 6)), 0, 0, 0);
    Value b = conv("b", Graphs.CONV, a, rows(row(1, 0, 1), row(1, 0, 1), row(1, 0, 1)), 0, 0, 0);
    Value sum = builder.add("sum", Graphs.binary(Op.Binary.Kind.ADD), a, b);
    Graph result = remove(conv("y", Graphs.CONV, sum, rows(row(1, 0, 2)), 0));

    assertThat(channels(result)).containsExactly(2, 2, 2, 1);
    assertThat(weights(result, 1)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void concatenationsPaddingAndElementwiseOperandsShrinkToo() {
    Value a = conv("a", Graphs.CONV, x, rows(row(1, 2), row(3, 4)), 0, 0);
    Value b = conv("b", Graphs.CONV, x, rows(row(5, 6), row(7, 8)), 0, 0);
    Value joined = builder.add("joined", new Op.Concatenation(3, Activation.NONE), a, b);
    Value padded =
        builder.add("padded", new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 2), 0f), joined);
    Value slopes = builder.constant("s", Constant.Floats.of(Shape.of(1, 1, 6), 1, 2, 3, 4, 5, 6));
    Value bent = builder.add("bent", new Op.Prelu(), padded, slopes);
    Graph result = remove(conv("y", Graphs.CONV, bent, rows(row(1, 0, 0, 1, 1, 1)), 0));

    assertThat(channels(result)).containsExactly(1, 1, 2, 2, 2, 1);
    assertThat(floats(result, 4, 1)).containsExactly(1, 4);
    assertThat(result.nodes().get(3).op())
        .isEqualTo(new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 0), 0f));
  }

  @Test
  void aFlatteningLayerLosesTheColumnsOfEveryPixel() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0)), 1, 5);
    float[] columns = new float[32];
    Arrays.fill(columns, 2);
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(1, 32), columns));
    Value y = builder.add("y", new Op.FullyConnected(false, Activation.NONE), a, w);
    Graph result = remove(y);

    assertThat(result.nodes().get(1).input(1).shape()).isEqualTo(Shape.of(1, 16));
    assertThat(floats(result, 1, 2)).containsExactly(16 * 5 * 2);
  }

  @Test
  void paddedWindowsReadConstantsButNotZeros() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0), row(0, 0)), 1, 5, -5);
    Value w = Graphs.counting(builder, "w", 1, 3, 3, 3);
    Graph result = remove(builder.add("y", Graphs.conv(ONE, Activation.NONE), a, w));

    assertThat(channels(result)).containsExactly(2, 1);
    assertThat(result.nodes().get(1).inputs()).hasSize(2);
  }

  @Test
  void whatTheGraphHandsOutOrReshapesAwayStaysWhole() {
    Value a = conv("a", RELU_CONV, x, rows(row(0, 0), row(1, 1)), 1, 2);
    Value b = conv("b", RELU_CONV, x, rows(row(0, 0), row(1, 1)), 1, 2);
    Value flat = builder.add("flat", Graphs.reshape(1, 32), b);
    Graph graph = builder.output(a, flat).build();

    assertThat(Graphs.apply(new RemoveDeadChannels(), graph)).isSameAs(graph);
  }

  @Test
  void aLayerThatNobodyReadsKeepsOneChannel() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(3, 4)), 1, 2);
    Graph result = remove(conv("y", Graphs.CONV, a, rows(row(0, 0), row(0, 0)), 7, 8));

    assertThat(channels(result)).containsExactly(1, 2);
    assertThat(floats(result, 1, 2)).containsExactly(7, 8);
  }

  @Test
  void sparseHalvesStaySparseHalves() {
    Constant first = Graphs.sparse(DataType.FLOAT16, Shape.of(3, 1, 1, 2), 1, 0, 0, 0, 0, 2);
    Constant second = Graphs.sparse(DataType.FLOAT16, Shape.of(1, 1, 1, 3), 4, 5, 6);
    Value a = builder.add("a", RELU_CONV, x, builder.constant("w1", first));
    Graph result = remove(builder.add("y", Graphs.CONV, a, builder.constant("w2", second)));

    assertThat(Graphs.constant(result, result.nodes().get(0), 1))
        .isEqualTo(Graphs.sparse(DataType.FLOAT16, Shape.of(2, 1, 1, 2), 1, 0, 0, 2));
    assertThat(Graphs.constant(result, result.nodes().get(1), 1))
        .isEqualTo(Graphs.sparse(DataType.FLOAT16, Shape.of(1, 1, 1, 2), 4, 6));
  }

  @Test
  void transposedConvolutionsFoldOnlyZeros() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0), row(0, 0)), 1, 5, -5);
    Value w = Graphs.counting(builder, "w", 2, 2, 2, 3);
    Op up = new Op.TransposeConv2d(Stride.of(2), 0, 0, 8, 8, Activation.NONE);
    Graph result = remove(builder.add("y", up, a, w));

    assertThat(channels(result)).containsExactly(2, 2);
  }

  @Test
  void theReportSaysWhatWasRemovedWhereAndWhatItSaves() {
    Value a = conv("a", RELU_CONV, x, rows(row(1, 2), row(0, 0), row(3, 4)), 10, 5, -1);
    Graph graph = builder.output(conv("y", Graphs.CONV, a, rows(row(2, 7, 3)), 0.5f)).build();
    RewriteReport.Builder report = new RewriteReport.Builder();
    new RemoveDeadChannels().apply(graph, report);

    assertThat(report.build().firings())
        .containsExactly(
            new RewriteReport.Firing("remove-dead-channels", "a", "1 of 3 channels removed"),
            new RewriteReport.Firing(
                "remove-dead-channels", "", "1 of 4 channels and 48 of 144 multiply-adds removed"));
  }

  /** Applies the rule once, and once more to see that it left nothing to do. */
  private Graph remove(Value output) {
    Graph result = Graphs.apply(new RemoveDeadChannels(), builder.output(output).build());
    assertThat(Graphs.apply(new RemoveDeadChannels(), result)).isSameAs(result);
    return result;
  }

  private Value conv(String name, Op op, Value input, float[][] rows, float... bias) {
    Value b = builder.constant(name + " bias", Constant.Floats.of(Shape.of(bias.length), bias));
    return builder.add(name, op, input, constant(name + " weights", rows), b);
  }

  /** A 3x3 depthwise convolution whose taps are all equal per channel, with biases 0, 1, 2 ... */
  private Value depthwise(String name, Value input, Padding padding, float... taps) {
    float[] weights = new float[9 * taps.length];
    float[] bias = new float[taps.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = taps[i % taps.length];
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = i;
    }
    return builder.add(
        name,
        Graphs.depthwise(padding, Activation.NONE),
        input,
        builder.constant("taps", Constant.Floats.of(Shape.of(1, 3, 3, taps.length), weights)),
        builder.constant("bias", Constant.Floats.of(Shape.of(taps.length), bias)));
  }

  private Value constant(String name, float[][] rows) {
    float[] weights = new float[rows.length * rows[0].length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return builder.constant(
        name, Constant.Floats.of(Shape.of(rows.length, 1, 1, rows[0].length), weights));
  }

  private static float[] row(float... row) {
    return row;
  }

  private static float[][] rows(float[]... rows) {
    return rows;
  }

  private static float[] weights(Graph graph, int node) {
    return floats(graph, node, 1);
  }

  private static float[] floats(Graph graph, int node, int input) {
    return ((Constant.Floats) Graphs.constant(graph, graph.nodes().get(node), input)).floats();
  }

  /** Channels of every node's output. */
  private static List<Integer> channels(Graph graph) {
    return graph.nodes().stream().map(Node::output).map(y -> y.shape().dim(-1)).toList();
  }
}
