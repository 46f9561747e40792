package dev.gossamer.models.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.ablation.Ablation.Way;
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

  @Test
  void tablesHaveARowPerResultAndPlotsALinePerPattern() {
    List<Result> results =
        List.of(
            new Result(new Way(0, new Unstructured(), Method.MAGNITUDE), 0, 1, 7.5, 5_000_000),
            new Result(new Way(0.5, new Unstructured(), Method.OBS), 2.61, 0.979, 4.125, 3_200_400),
            new Result(new Way(0.7, new Block(2, 1), Method.REARRANGED), 31, 0.5, 2.5, 2_000_000));

    assertThat(AblationReport.markdown(results, "% of palm", false))
        .isEqualTo(
            """
            | sparsity | pattern | method | % of palm | agreement | predicted ms | .goss KB |
            |--:|---|---|--:|--:|--:|--:|
            | 0 % |  | dense | 0.0 | 100.0 % | 7.50 | 5000 |
            | 50 % | unstructured | obs | 2.6 | 97.9 % | 4.13 | 3200 |
            | 70 % | 2x1 | rearranged | 31.0 | 50.0 % | 2.50 | 2000 |
            """);
    assertThat(AblationReport.plot(results, Method.REARRANGED, "% of palm"))
        .contains(">2x1<")
        .doesNotContain(">unstructured<");
    assertThat(AblationReport.plot(results, Method.OBS, "% of palm"))
        .contains(">unstructured<")
        .doesNotContain(">2x1<");
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
        new Ablation(graph, dense, crops, calibration, new SecondOrder.Options(1, 500, 1));

    Result whole = ablation.run(new Way(0, new Block(2, 1), Method.MAGNITUDE));
    assertThat(whole.agreement()).isEqualTo(1);
    for (Method method : Method.values()) {
      Result result = ablation.run(new Way(0.7, new Block(2, 1), method));
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
