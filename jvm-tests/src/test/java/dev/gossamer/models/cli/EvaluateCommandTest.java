package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ZooFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final String MODEL = "face_detection_short_range";
  private static final int GREEN = 0x00c850;
  private static final int RED = 0xf02828;

  @TempDir Path folder;
  private Path pictures;

  @BeforeEach
  void fivePicturesOfWhichOneIsHeldOut() throws IOException {
    pictures = Files.createDirectories(folder.resolve("faces"));
    for (int i = 1; i <= 5; i++) {
      Files.copy(ZooFiles.require("people_1.jpg"), pictures.resolve(i + ".jpg"));
    }
  }

  @Test
  void writesATableAPlotAndTheBoxesOfBoth() throws IOException {
    Path sparse = folder.resolve("sparse.goss");
    Path output = folder.resolve("new/out");
    run("prune", MODEL, "--sparsity", "0.3", "-o", sparse.toString());

    Cli cli =
        run(
            "evaluate",
            sparse.toString(),
            "--against",
            MODEL,
            "--beside",
            MODEL,
            "--images",
            pictures.toString(),
            "-o",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    String table = Files.readString(output.resolve("evaluation.md"));
    assertThat(cli.out()).isEqualTo(table);
    assertThat(table)
        .contains("box IoU")
        .containsPattern("\\| faces \\| sparse \\| [1-9] \\| 0\\.")
        .containsPattern("\\| faces \\| " + MODEL + " \\| [1-9] \\| 1\\.000 ")
        .doesNotContain("| all |");
    assertThat(output.resolve("spread.svg")).content().contains("<svg", ">sparse<", MODEL);
    BufferedImage sheet = ImageIO.read(output.resolve("worst.png").toFile());
    assertThat(sheet.getHeight()).as("one picture, however many faces").isEqualTo(224 + 18);
    assertThat(count(sheet, GREEN)).as("boxes of the reference").isGreaterThan(20);
    assertThat(count(sheet, RED)).as("boxes of the model").isGreaterThan(20);
  }

  private static int count(BufferedImage picture, int rgb) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += (picture.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aFolderWithNothingHeldOutIsNamed() throws IOException {
    Files.delete(pictures.resolve("5.jpg"));

    Cli held = run("evaluate", MODEL, "--against", MODEL, "--images", pictures.toString());
    Cli all = run("evaluate", MODEL, "--against", MODEL, "--all", "--images", pictures.toString());

    assertThat(held.exitCode()).isEqualTo(1);
    assertThat(held.err()).contains(pictures + " has no picture to judge by").contains("--all");
    assertThat(all.exitCode()).as(all.err()).isZero();
  }

  /** Said before the pictures are run. */
  @Test
  void aFileIsNoFolderToWriteTo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    Cli cli =
        run(
            "evaluate",
            MODEL,
            "--against",
            MODEL,
            "--images",
            pictures.toString(),
            "-o",
            file.toString());

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains(file + " cannot be made: it is a file");
    assertThat(cli.out()).isEmpty();
  }

  /** A detector whose anchors are not known is compared by its numbers. */
  @Test
  void otherModelsAreComparedByTheirOutputs() {
    ZooFiles.require("palm_detection_lite");

    Cli cli =
        run(
            "evaluate",
            "palm_detection_full",
            "--against",
            "palm_detection_lite",
            "--beside",
            "palm_detection_lite",
            "--images",
            pictures.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("relative error of the outputs, %")
        .containsPattern("\\| palm_detection_full \\| 1 \\| [1-9]")
        .containsPattern("\\| palm_detection_lite \\| 1 \\| 0\\.000 .*\\|  \\|");
  }

  @Test
  void ofSeveralModelsTheOneThatCannotBeReadIsNamed() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.tflite"), "no model at all");

    Cli cli =
        run(
            "evaluate",
            MODEL,
            "--against",
            MODEL,
            "--beside",
            garbage.toString(),
            "--images",
            pictures.toString());

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).startsWith("gossamer: " + garbage + ": ");
  }

  private static Cli run(String... arguments) {
    return Cli.run(Zoo.standard(), arguments);
  }
}
