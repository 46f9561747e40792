package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.NaiveReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tricky definitions, worked out by hand; the naive reference has to agree with them too. */
class LiteralExamplesTest {
  private static final Shape ONE_BY_FOUR = Shape.of(1, 1, 4, 1);

  /** Runs one operator on one input and checks the result of both implementations. */
  private static void expect(Op op, Shape shape, float[] x, float... expected) {
    expect(op, shape, x, List.of(), expected);
  }

  private static void expect(
      Op op, Shape shape, float[] x, List<Constant> constants, float... expected) {
    Graph.Builder builder = Graph.builder("example");
    List<Value> operands = new ArrayList<>();
    operands.add(builder.input("x", shape));
    for (Constant constant : constants) {
      operands.add(builder.constant("constant", constant));
    }
    builder.addAll("node", op, operands).forEach(builder::output);
    Graph graph = builder.build();
    float[][] inputs = {x};

    assertThat(new Interpreter(graph).run(inputs)[0]).containsExactly(expected, within(1e-5f));
    double[] naive = NaiveReference.run(graph, inputs)[0];
    assertThat(naive).hasSize(expected.length);
    for (int i = 0; i < naive.length; i++) {
      assertThat(naive[i])
          .as("naive reference, element %d", i)
          .isCloseTo(expected[i], within(1e-5));
    }
  }

  private static float[] floats(float... values) {
    return values;
  }

  private static Op.Resize widthTo(
      Op.Resize.Kind kind, int width, boolean alignCorners, boolean halfPixel) {
    return new Op.Resize(kind, 1, width, alignCorners, halfPixel);
  }

  @Test
  void bilinearPlainStartsAtTheCornerAndRunsOverTheEnd() {
    // places 0, 0.5, 1, 1.5, 2, 2.5 of [0, 10, 20]
    expect(
        widthTo(Op.Resize.Kind.BILINEAR, 6, false, false),
        Shape.of(1, 1, 3, 1),
        floats(0, 10, 20),
        0,
        5,
        10,
        15,
        20,
        20);
  }

  @Test
  void bilinearAlignCornersHitsBothCorners() {
    // places 0, 0.5, 1, 1.5, 2
    expect(
        widthTo(Op.Resize.Kind.BILINEAR, 5, true, false),
        Shape.of(1, 1, 3, 1),
        floats(0, 10, 40),
        0,
        5,
        10,
        25,
        40);
  }

  @Test
  void bilinearHalfPixelIsSymmetric() {
    // places -0.25, 0.25, 0.75, 1.25
    expect(
        widthTo(Op.Resize.Kind.BILINEAR, 4, false, true),
        Shape.of(1, 1, 2, 1),
        floats(0, 100),
        0,
        25,
        75,
        100);
  }

  @Test
  void bilinearAlignCornersToOnePixelTakesTheFirst() {
    expect(widthTo(Op.Resize.Kind.BILINEAR, 1, true, false), ONE_BY_FOUR, floats(7, 8, 9, 10), 7);
  }

  @Test
  void nearestPlainRoundsDown() {
    // places 0, 2/3, 4/3, 2, 8/3, 10/3
    expect(
        widthTo(Op.Resize.Kind.NEAREST_NEIGHBOR, 6, false, false),
        ONE_BY_FOUR,
        floats(1, 2, 3, 4),
        1,
        1,
        2,
        3,
        3,
        4);
  }

  @Test
  void nearestAlignCornersRoundsHalfUp() {
    // places 0, 0.5, 1, 1.5, 2, 2.5, 3
    expect(
        widthTo(Op.Resize.Kind.NEAREST_NEIGHBOR, 7, true, false),
        ONE_BY_FOUR,
        floats(1, 2, 3, 4),
        1,
        2,
        2,
        3,
        3,
        4,
        4);
  }

  @Test
  void nearestHalfPixelTakesThePixelUnderTheCentre() {
    // centres 2/3, 2, 10/3
    expect(
        widthTo(Op.Resize.Kind.NEAREST_NEIGHBOR, 3, false, true),
        ONE_BY_FOUR,
        floats(1, 2, 3, 4),
        1,
        3,
        4);
  }

  private static Op.Conv2d rowConv(int width, int kernel, int stride) {
    Stride s = new Stride(1, stride);
    return new Op.Conv2d(
        s, Stride.ONE, Padding.same(1, width, 1, kernel, s, Stride.ONE), 1, Activation.NONE);
  }

  private static List<Constant> ones(int kernel) {
    float[] weights = new float[kernel];
    java.util.Arrays.fill(weights, 1f);
    return List.of(Constant.Floats.of(Shape.of(1, 1, kernel, 1), weights));
  }

  @Test
  void samePaddingOfStrideTwoOnEvenExtentPadsTheEndOnly() {
    // total 1: windows (1,2,3), (3,4,_)
    expect(rowConv(4, 3, 2), ONE_BY_FOUR, floats(1, 2, 3, 4), ones(3), 6, 7);
  }

  @Test
  void samePaddingOfStrideTwoOnOddExtentPadsBothEnds() {
    // total 2: windows (_,1,2), (2,3,4), (4,5,_)
    expect(rowConv(5, 3, 2), Shape.of(1, 1, 5, 1), floats(1, 2, 3, 4, 5), ones(3), 3, 9, 9);
  }

  @Test
  void samePaddingOfAnEvenKernelPadsTheEnd() {
    expect(rowConv(4, 2, 1), ONE_BY_FOUR, floats(1, 2, 3, 4), ones(2), 3, 5, 7, 4);
  }

  @Test
  void averagePoolingDividesByTheValidPixels() {
    Op pool =
        new Op.Pool2d(
            Op.Pool2d.Kind.AVERAGE, 1, 3, Stride.ONE, new Padding(0, 0, 1, 1), Activation.NONE);
    expect(pool, ONE_BY_FOUR, floats(1, 3, 5, 10), 2, 3, 6, 7.5f);
  }

  @Test
  void maxPoolingOfNegativesIgnoresPadding() {
    Op pool =
        new Op.Pool2d(
            Op.Pool2d.Kind.MAX, 1, 3, Stride.of(2), new Padding(0, 0, 1, 0), Activation.NONE);
    expect(pool, ONE_BY_FOUR, floats(-1, -3, -5, -10), -1, -3);
  }

  @Test
  void transposedConvolutionSpreadsEachPixelAndCutsTheEdges() {
    List<Constant> weights = List.of(Constant.Floats.of(Shape.of(1, 1, 3, 1), 1, 10, 100));
    // pixel 1 to columns -1, 0, 1; pixel 2 to columns 1, 2, 3
    expect(
        new Op.TransposeConv2d(Stride.of(2), 0, 1, 1, 4, Activation.NONE),
        Shape.of(1, 1, 2, 1),
        floats(1, 2),
        weights,
        10,
        102,
        20,
        200);
  }

  @Test
  void transposedConvolutionBiasReachesPixelsThatNoInputDoes() {
    List<Constant> operands =
        List.of(
            Constant.Floats.of(Shape.of(1, 1, 1, 1), 2f), Constant.Floats.of(Shape.of(1), 0.5f));
    expect(
        new Op.TransposeConv2d(Stride.of(2), 0, 0, 1, 3, Activation.NONE),
        Shape.of(1, 1, 2, 1),
        floats(1, 2),
        operands,
        2.5f,
        0.5f,
        4.5f);
  }

  @Test
  void stridedSliceWithNegativeStridesReadsBackwards() {
    expect(
        new Op.StridedSlice(List.of(1, 3), List.of(2, 2), List.of(-1, -2)),
        Shape.of(2, 4),
        floats(1, 2, 3, 4, 5, 6, 7, 8),
        8,
        6,
        4,
        2);
  }

  @Test
  void depthToSpaceGoesThroughRowsThenColumnsThenChannels() {
    // 2x2 block, 2 channels: channel pairs go to (0,0), (0,1), (1,0), (1,1)
    expect(
        new Op.DepthToSpace(2),
        Shape.of(1, 1, 1, 8),
        floats(1, 2, 3, 4, 5, 6, 7, 8),
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8);
    expect(
        new Op.DepthToSpace(2),
        Shape.of(1, 1, 2, 4),
        floats(1, 2, 3, 4, 5, 6, 7, 8),
        1,
        2,
        5,
        6,
        3,
        4,
        7,
        8);
  }

  @Test
  void spaceToDepthUndoesIt() {
    expect(
        new Op.SpaceToDepth(2),
        Shape.of(1, 2, 4, 1),
        floats(1, 2, 5, 6, 3, 4, 7, 8),
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8);
  }

  @Test
  void quantizeRoundsTiesAwayFromZeroAndSaturates() {
    expect(
        new Op.Quantize(2f, 1, DataType.INT8),
        Shape.of(8),
        floats(1, 3, 5, -1, -3, -5, 1000, -1000),
        2,
        3,
        4,
        0,
        -1,
        -2,
        127,
        -128);
    expect(
        new Op.Quantize(0.5f, 128, DataType.UINT8),
        Shape.of(4),
        floats(0.25f, -0.25f, 1000, -1000),
        129,
        127,
        255,
        0);
  }

  @Test
  void dequantizeSubtractsTheZeroPointFirst() {
    expect(
        new Op.Dequantize(List.of(0.5f, 2f), List.of(10, -1), 1),
        Shape.of(2, 2),
        floats(10, -1, 12, 3),
        0,
        0,
        1,
        8);
  }

  @Test
  void hardSwishIsZeroBelowMinusThreeAndTheIdentityAboveThree() {
    expect(
        new Op.Unary(Op.Unary.Kind.HARD_SWISH),
        Shape.of(5),
        floats(-4, -3, -1, 1, 4),
        0,
        0,
        -1 / 3f,
        2 / 3f,
        4);
  }

  @Test
  void fullyConnectedTakesImagesInHeightWidthChannelOrder() {
    List<Constant> weights =
        List.of(Constant.Floats.of(Shape.of(1, 8), 1, 10, 100, 1000, 0, 0, 0, 0));
    // the first four elements are both channels of the first two pixels
    expect(
        new Op.FullyConnected(false, Activation.NONE),
        Shape.of(1, 2, 2, 2),
        floats(1, 2, 3, 4, 5, 6, 7, 8),
        weights,
        4321);
  }

  @Test
  void depthwiseMultiplierKeepsTheOutputsOfAChannelTogether() {
    List<Constant> weights = List.of(Constant.Floats.of(Shape.of(1, 1, 1, 4), 1, 10, 100, 1000));
    expect(
        new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, Padding.NONE, 2, Activation.NONE),
        Shape.of(1, 1, 1, 2),
        floats(2, 3),
        weights,
        2,
        20,
        300,
        3000);
  }

  @Test
  void groupsSeeTheirOwnChannelsOnly() {
    List<Constant> weights = List.of(Constant.Floats.of(Shape.of(2, 1, 1, 2), 1, 10, 100, 1000));
    expect(
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 2, Activation.NONE),
        Shape.of(1, 1, 1, 4),
        floats(1, 2, 3, 4),
        weights,
        21,
        4300);
  }

  @Test
  void gatherTakesSlicesInTheOrderOfTheIndices() {
    List<Constant> indices = List.of(Constant.Ints.of(Shape.of(3), 1, 0, 1));
    expect(new Op.Gather(1), Shape.of(2, 2), floats(1, 2, 3, 4), indices, 2, 1, 2, 4, 3, 4);
  }

  @Test
  void softmaxOfLargeNumbersDoesNotOverflow() {
    expect(new Op.Softmax(1f), Shape.of(2), floats(1000, 1000), 0.5f, 0.5f);
  }
}
