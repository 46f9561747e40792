package dev.gossamer.models.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.ablation.Ablation.Way;
import dev.gossamer.models.ablation.AblationReport.Axis;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.obs.SecondOrder;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {
  @TempDir Path folder;

  private static final List<Result> RESULTS =
      List.of(
          result(new Way(0, new Unstructured(), Method.MAGNITUDE), 0, 1, 7.5, 5_000_000),
          result(new Way(0.5, new Unstructured(), Method.OBS), 2.61, 0.979, 4.125, 3_200_400),
          result(new Way(0.7, new Block(2, 1), Method.REARRANGED), 31, 0.5, 2.5, 2_000_000));

  private static Result result(Way way, double mean, double agreement, double ms, int bytes) {
    return new Result(
        way,
        List.of(
            new Quality("digits", 3, mean / 2, mean, 1),
            new Quality("all", 5, mean, 2 * mean, agreement)),
        ms,
        bytes);
  }

  @Test
  void tablesHaveARowPerResultAndPlotsALinePerPattern() {
    assertThat(AblationReport.markdown(RESULTS, true))
        .isEqualTo(
            """
            | sparsity | pattern | method | digits | all | 95 % below | agree | predicted ms | .goss KB |
            |--:|---|---|--:|--:|--:|--:|--:|--:|
            | 0 % |  | dense | 0.0 | 0.0 | 0.0 | 100.0 % | 7.50 | 5000 |
            | 50 % | unstructured | obs | 1.3 | 2.6 | 5.2 | 97.9 % | 4.13 | 3200 |
            | 70 % | 2x1 | rearranged | 15.5 | 31.0 | 62.0 | 50.0 % | 2.50 | 2000 |
            """);
    assertThat(AblationReport.matrix(RESULTS, true))
        .isEqualTo(
            """
            | pattern | method | 50 % | 70 % |
            |---|---|--:|--:|
            | unstructured | obs | 2.6 | |
            | 2x1 | rearranged | | 31.0 |
            """);
    assertThat(AblationReport.plot(RESULTS, Method.REARRANGED, Axis.TIME, "% of palm", true))
        .contains(">2x1<")
        .doesNotContain(">unstructured<");
    assertThat(AblationReport.plot(RESULTS, Method.OBS, Axis.SPARSITY, "% of palm", true))
        .contains(">unstructured<")
        .doesNotContain(">2x1<");
    assertThat(AblationReport.plot(RESULTS, new Block(2, 1), "% of palm", true))
        .contains(">rearranged<")
        .doesNotContain(">obs<");
  }

  @Test
  void aTableThatWasStoppedKnowsItsRowsAgain() throws IOException {
    Path file = folder.resolve("ablation.csv");
    AblationTable table = new AblationTable(file, "hands, 60 crops");
    for (Result result : RESULTS) {
      table.add(result);
    }

    AblationTable again = new AblationTable(file, "hands, 60 crops");

    assertThat(again.results()).isEqualTo(RESULTS);
    assertThat(again.has(new Way(0.7, new Block(2, 1), Method.REARRANGED))).isTrue();
    assertThat(again.has(new Way(0.7, new Block(4, 1), Method.REARRANGED))).isFalse();
  }

  @Test
  void aTableOfOtherPicturesIsNotGoneOnWith() throws IOException {
    Path file = folder.resolve("ablation.csv");
    new AblationTable(file, "hands, 60 crops").add(RESULTS.get(0));

    assertThatThrownBy(() -> new AblationTable(file, "hands, 40 crops"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hands, 40 crops")
        .hasMessageContaining("hands, 60 crops");
  }

  @Test
  void aLineThatIsNoResultIsNamed() throws IOException {
    Path file = folder.resolve("ablation.csv");
    new AblationTable(file, "hands").add(RESULTS.get(0));
    Files.writeString(file, Files.readString(file) + "0.5,2x1,OBS,digits,3,1.0\n");

    assertThatThrownBy(() -> new AblationTable(file, "hands"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0.5,2x1,OBS,digits,3,1.0");
  }

  @Test
  void onlyBlocksCanBeRearranged() {
    assertThat(Method.REARRANGED.fits(new Block(2, 1))).isTrue();
    assertThat(Method.REARRANGED_OBS.fits(Pattern.parse("2:4"))).isFalse();
    assertThat(Method.OBS.fits(Pattern.parse("2:4"))).isTrue();
  }

  /** On noise, in which there are no faces: what every way does to size, time and agreement. */
  @Test
  void everyMethodMakesTheModelSmallerAndFasterThanDense() throws IOException {
    byte[] bytes = Files.readAllBytes(ZooFiles.require("face_detection_short_range"));
    Graph graph = PruningPlan.prepare(ModelReader.read(bytes));
    Network dense = new Network("dense", bytes);
    Picture picture = noise();
    CropSet crops =
        new CropSet("noise", List.of(new CropSet.Item(picture, Region.letterbox(picture), true)));
    float[] input = new float[128 * 128 * 3];
    Random random = new Random(2);
    for (int i = 0; i < input.length; i++) {
      input[i] = random.nextFloat();
    }
    List<float[][]> calibration = List.<float[][]>of(new float[][] {input});
    Ablation ablation =
        new Ablation(
            graph,
            new Judge(dense, List.of(crops)),
            calibration,
            new SecondOrder.Options(1, 500, 1));

    Result whole =
        ablation.run(new Way(0, new Block(2, 1), Method.MAGNITUDE), (layer, i, of) -> {});
    assertThat(whole.overall().agreement()).isEqualTo(1);
    for (Method method : Method.values()) {
      Result result = ablation.run(new Way(0.7, new Block(2, 1), method), (layer, i, of) -> {});
      assertThat(result.bytes()).as(method.label()).isLessThan((int) (0.75 * whole.bytes()));
      assertThat(result.milliseconds())
          .as(method.label())
          .isLessThan(0.9 * whole.milliseconds())
          .isPositive();
    }
  }

  private Picture noise() throws IOException {
    var image = new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt());
    }
    Path file = folder.resolve("noise.png");
    javax.imageio.ImageIO.write(image, "png", file.toFile());
    return Picture.read(file, 64);
  }
}
