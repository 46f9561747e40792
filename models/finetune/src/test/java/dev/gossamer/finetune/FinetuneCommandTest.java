package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossReader;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FinetuneCommandTest {
  private static final String TEACHER = "face_detection_short_range";

  @TempDir Path folder;
  private Path sparse;
  private Path pictures;

  @BeforeEach
  void copyModelAndPictures() throws IOException {
    pictures = Files.createDirectories(folder.resolve("faces"));
    sparse = folder.resolve("sparse.tflite");
    try {
      Files.copy(Zoo.standard().fetch(TEACHER, ProgressListener.NONE), sparse);
      for (int i = 1; i <= 2; i++) {
        Path picture = Zoo.standard().fetch("people_1.jpg", ProgressListener.NONE);
        Files.copy(picture, pictures.resolve(i + ".jpg"));
      }
    } catch (ZooException missing) {
      Assumptions.abort("cannot be had here: " + missing.getMessage());
    }
  }

  @Test
  void mildVariationIsForHandsOnlyAndSaidBeforeAnythingIsDone() {
    Run run = run(folder.resolve("tuned.tflite"), "--steps 2 --variation mild");
    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err).contains("--variation is for networks of hands");
    assertThat(run(folder.resolve("tuned.tflite"), "--steps 2 --variation wild").err)
        .contains("expected 'strong' or 'mild', got 'wild'");
  }

  @Test
  void aGossFileTellsHowItWasTrained() throws IOException {
    Path output = folder.resolve("new/tuned.goss");

    Run run = run(output, "--steps 2 --batch 1 --prune-to 0.5 --until 1 --pattern 2x1");

    assertThat(run.exitCode).as(run.err).isZero();
    GossInfo info = GossReader.readFile(Files.readAllBytes(output)).info();
    assertThat(info.recipe())
        .isEqualTo(
            "finetune --teacher "
                + TEACHER
                + " --images faces --steps 2 --batch 1 --lr 0.000500 --seed 1 --prune-to 0.5"
                + " --until 1 --pattern 2x1");
    assertThat(info.sourceSha256()).isEqualTo(FileHash.sha256(Files.readAllBytes(sparse)));
    assertThat(info.inputRanges()).containsExactly(new GossInfo.InputRange(-1, 1));
    assertThat(Files.readString(folder.resolve("new/tuned.zeros.svg"))).contains("zeros in %");
    // The choice is made before the second step, and so is in the last point of the table.
    assertThat(Files.readString(folder.resolve("new/tuned.csv")).strip()).endsWith(",0.5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tuned.tflite | --steps 9 --grow-to 65 --until 1 | --grow-to must be from 0 up to less than 1",
        "tuned.tflite | --steps 9 --grow-to 0.5 --until 1 --pattern 2:4 | got --pattern 2:4",
        "tuned.tflite | --steps 9 --until 3 | --until is for --prune-to, --rigl and --grow-to",
        "tuned.onnx | --steps 2 | must end in .goss or .tflite",
        "sparse.tflite | --steps 2 | is the model itself",
        "tuned.tflite | --steps 2 --prune-to 0.5 --until 2 | got 2 of --steps 2",
        "tuned.tflite | --steps 0 | must be above 0"
      })
  void wrongUsageIsSaidBeforeAnythingIsDone(String output, String options, String message)
      throws IOException {
    byte[] before = Files.readAllBytes(sparse);

    Run run = run(folder.resolve(output), options);

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err).contains(message);
    assertThat(sparse).hasBinaryContent(before);
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws IOException {
    Files.delete(sparse);

    Run run = run(folder.resolve("tuned.tflite"), "--steps 2");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.err).contains("no such file: " + sparse);
  }

  private record Run(int exitCode, String err) {}

  private Run run(Path output, String options) {
    String line = "finetune " + sparse + " --teacher " + TEACHER + " --images " + pictures;
    StringWriter err = new StringWriter();
    CommandLine program =
        Main.program()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    int exitCode = program.execute((line + " -o " + output + " " + options).split(" "));
    return new Run(exitCode, err.toString());
  }
}
