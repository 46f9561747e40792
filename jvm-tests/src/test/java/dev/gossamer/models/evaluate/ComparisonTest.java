package dev.gossamer.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.vision.DetectionDecoder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  /** Wrist at the origin, the middle knuckle 100 pixels above; everything {@code right} of it. */
  private static float[][] hand(float right, float presence) {
    float[] landmarks = new float[63];
    for (int i = 0; i < 21; i++) {
      landmarks[3 * i] = right;
    }
    landmarks[3 * 9 + 1] = -100;
    return new float[][] {landmarks, {presence}, {0.5f}};
  }

  @Test
  void landmarksAreComparedInPercentOfThePalm() {
    Comparison hands = new Comparison.Hands();
    Comparison.Result result = hands.compare(hand(5, 0.9f), hand(0, 0.8f));
    assertThat(result.values()).hasSize(1);
    assertThat(result.values()[0]).isCloseTo(5, within(1e-6));
    assertThat(result.agreements()).isEqualTo(1);
  }

  @Test
  void whereTheReferenceSeesNoHandOnlyPresenceIsCompared() {
    Comparison hands = new Comparison.Hands();
    Comparison.Result result = hands.compare(hand(5, 0.9f), hand(0, 0.1f));
    assertThat(result.values()).isEmpty();
    assertThat(result.questions()).isEqualTo(1);
    assertThat(result.agreements()).isZero();
  }

  @Test
  void masksAreComparedByTheirOverlap() {
    float[] reference = {1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    float[] actual = {0, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    Comparison.Result result =
        new Comparison.Masks().compare(new float[][] {actual}, new float[][] {reference});
    assertThat(result.values()[0]).isCloseTo(0.5, within(1e-9));
    assertThat(result.agreements()).isEqualTo(8);
    assertThat(result.questions()).isEqualTo(10);
  }

  @Test
  void everyBoxOfTheReferenceIsComparedWithTheBestOne() {
    DetectionDecoder decoder = DetectionDecoder.shortRangeFace();
    Comparison faces = new Comparison.Faces(decoder);
    float[][] none = outputs(decoder);
    float[][] one = outputs(decoder);
    one[1][100] = 5;
    one[0][100 * decoder.numbersPerAnchor() + 2] = 40;
    one[0][100 * decoder.numbersPerAnchor() + 3] = 40;
    assertThat(faces.compare(one, one).values()).containsExactly(1.0);
    assertThat(faces.compare(one, one).agreements()).isEqualTo(1);
    assertThat(faces.compare(none, one).values()).containsExactly(0.0);
    assertThat(faces.compare(none, one).agreements()).isZero();
    assertThat(faces.compare(one, none).values()).isEmpty();
  }

  @Test
  void otherNetworksAreComparedByTheErrorOfTheirOutputs() {
    float[][] reference = {{3, 4}, {0, 2}};
    float[][] actual = {{3, 1}, {0, 2}};

    Comparison.Result result = new Comparison.Outputs(false, 0).compare(actual, reference);

    // 3 of 5 in the first output, nothing in the second.
    assertThat(result.values()[0]).isCloseTo(30, within(1e-9));
    assertThat(result.questions()).isZero();
  }

  @Test
  void classifiersAreAskedForTheLikeliestClass() {
    float[][] reference = {{0.1f, 0.6f, 0.3f}};
    Comparison classes = new Comparison.Outputs(true, 0);

    assertThat(classes.compare(new float[][] {{0.3f, 0.4f, 0.3f}}, reference).agreements()).isOne();
    assertThat(classes.compare(new float[][] {{0.3f, 0.3f, 0.4f}}, reference).agreements())
        .isZero();
    assertThat(classes.compare(reference, reference).values()).containsExactly(0);
    assertThat(classes.compare(reference, reference).questions()).isOne();
  }

  private static float[][] outputs(DetectionDecoder decoder) {
    float[] logits = new float[decoder.anchorCount()];
    java.util.Arrays.fill(logits, -10);
    return new float[][] {new float[logits.length * decoder.numbersPerAnchor()], logits};
  }

  @Test
  void quantilesLieBetweenTheValues() {
    Scores scores = new Scores("model", "set", new double[] {4, 1, 3, 2, 5}, 3, 4);
    assertThat(scores.mean()).isCloseTo(3, within(1e-9));
    assertThat(scores.quantile(0.5)).isCloseTo(3, within(1e-9));
    assertThat(scores.quantile(0.95)).isCloseTo(4.8, within(1e-9));
    assertThat(scores.agreement()).isCloseTo(0.75, within(1e-9));
    assertThat(new Scores("m", "s", new double[0], 0, 0).mean()).isNaN();
  }

  /** A mask [1,8,8,1]: how bright a pixel is, less a threshold, through a steep logistic. */
  private static byte[] brightness(float threshold) {
    Graph.Builder builder = Graph.builder("brightness");
    Value x = builder.input("x", Shape.of(1, 8, 8, 3));
    Value weights =
        builder.constant("w", Constant.Floats.of(Shape.of(1, 1, 1, 3), 100f, 100f, 100f));
    Value bias = builder.constant("b", Constant.Floats.of(Shape.of(1), -300 * threshold));
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Value logits = builder.add("logits", op, x, weights, bias);
    Value mask = builder.add("mask", new Op.Unary(Op.Unary.Kind.LOGISTIC), logits);
    return TfliteWriter.write(builder.output(mask).build());
  }

  /** Black to white from left to right. */
  private static CropSet ramp() {
    int[] rgb = new int[8 * 8];
    for (int i = 0; i < rgb.length; i++) {
      int grey = 255 * (i % 8) / 7;
      rgb[i] = grey << 16 | grey << 8 | grey;
    }
    Picture picture = new Picture("ramp", 8, 8, rgb);
    return new CropSet("ramp", List.of(new CropSet.Item(picture, Region.whole(picture), true)));
  }

  @Test
  void networksAreJudgedOnTheSameCropsAndTheWorstIsKept() {
    Network reference = new Network("reference", brightness(0.5f));
    Evaluation evaluation =
        new Evaluation(
            reference,
            List.of(
                new Network("stricter", brightness(0.8f)), new Network("same", brightness(0.5f))),
            3);
    evaluation.run(ramp());
    assertThat(evaluation.scores()).extracting(Scores::model).containsExactly("stricter", "same");
    // Four of eight columns are brighter than a half, two than 0.8.
    assertThat(evaluation.scores().get(0).mean()).isCloseTo(0.5, within(1e-9));
    assertThat(evaluation.scores().get(1).mean()).isCloseTo(1, within(1e-9));
    assertThat(evaluation.worst()).hasSize(1);
    String table =
        EvaluationReport.markdown(reference, evaluation.comparison(), evaluation.scores());
    assertThat(table).contains("| ramp | stricter | 1 | 0.500 |").contains("not accuracy");
    assertThat(EvaluationReport.plot(evaluation.comparison(), evaluation.scores()))
        .contains("stricter");
    BufferedImage sheet = ContactSheet.draw(reference, evaluation);
    List<Integer> colours = new ArrayList<>();
    for (int x = 0; x < 224; x++) {
      colours.add(sheet.getRGB(x, 100) & 0xffffff);
    }
    assertThat(colours).contains(0x00c850);
  }

  /** Landmarks, presence, handedness, maybe world landmarks, whatever the picture. */
  private static Network handNetwork(String name, float right, int outputs) {
    Graph.Builder builder = Graph.builder(name);
    Value x = builder.input("x", Shape.of(1, 8, 8, 3));
    Op mean = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false);
    Value grey = builder.add("grey", mean, x);
    Op connected = new Op.FullyConnected(false, Activation.NONE);
    float[][] biases = {hand(right, 1)[0], {1}, {0.5f}, new float[63]};
    for (int i = 0; i < outputs; i++) {
      Shape shape = Shape.of(biases[i].length, 3);
      Constant.Floats nothing = Constant.Floats.of(shape, new float[shape.elements()]);
      Value weights = builder.constant("w" + i, nothing);
      Constant.Floats floats = Constant.Floats.of(Shape.of(biases[i].length), biases[i]);
      Value bias = builder.constant("b" + i, floats);
      builder.output(builder.add("y" + i, connected, grey, weights, bias));
    }
    return new Network(name, TfliteWriter.write(builder.build()));
  }

  /** MediaPipe's published sparse network is of before there were world landmarks. */
  @Test
  void handsWithoutWorldLandmarksAreComparedByTheOthers() {
    Network reference = handNetwork("reference", 0, 4);
    Evaluation evaluation = new Evaluation(reference, List.of(handNetwork("older", 7, 3)), 1);

    evaluation.run(ramp());

    assertThat(evaluation.scores().get(0).mean()).isCloseTo(7, within(1e-4));
    assertThat(evaluation.scores().get(0).agreement()).isEqualTo(1);
  }

  @Test
  void modelsWithoutTheOutputsThatAreComparedAreRefused() {
    Network reference = handNetwork("reference", 0, 4);
    Evaluation evaluation = new Evaluation(reference, List.of(handNetwork("lesser", 7, 1)), 1);

    assertThatThrownBy(() -> evaluation.run(ramp()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lesser has other outputs than reference");
  }

  @Test
  void onlyHandsMayLackAnOutput() {
    assertThat(new Comparison.Hands().allows(3, 4)).isTrue();
    assertThat(new Comparison.Hands().allows(4, 3)).isFalse();
    assertThat(new Comparison.Hands().allows(2, 4)).isFalse();
    assertThat(new Comparison.Outputs(false, 0).allows(2, 1)).isFalse();
    assertThat(new Comparison.Outputs(false, 0).allows(1, 2)).isFalse();
  }

  @Test
  void modelsOfOtherSizesAreRefused() {
    Graph.Builder builder = Graph.builder("larger");
    Value x = builder.input("x", Shape.of(1, 9, 8, 3));
    Value weights = builder.constant("w", Constant.Floats.of(Shape.of(1, 1, 1, 3), 1f, 1f, 1f));
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    byte[] larger = TfliteWriter.write(builder.output(builder.add("y", op, x, weights)).build());
    Network reference = new Network("reference", brightness(0.5f));
    assertThatThrownBy(() -> new Evaluation(reference, List.of(new Network("larger", larger)), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 x 9")
        .hasMessageContaining("8 x 8");
  }
}
