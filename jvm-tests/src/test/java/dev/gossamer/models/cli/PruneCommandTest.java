package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruneCommandTest {
  private static final String MODEL = "face_detection_short_range";

  @TempDir Path folder;

  @Test
  void halfOfEveryPointwiseLayerIsZeroInTheFileAndTheRestIsUntouched() throws IOException {
    Path dense = ZooFiles.require(MODEL);
    Path output = folder.resolve("new/half.tflite");

    Cli cli = run("prune", MODEL, "--sparsity", "0.5", "-o", output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Graph before = weights(dense);
    Graph after = weights(output);
    int pruned = 0;
    for (int i = 0; i < PrunableLayer.of(before).size(); i++) {
      PrunableLayer old = PrunableLayer.of(before).get(i);
      PrunableLayer now = PrunableLayer.of(after).get(i);
      assertThat(now.name()).isEqualTo(old.name());
      if (now.statistics().zeros() > 0) {
        pruned++;
        assertThat(now.statistics().density())
            .as(now.name())
            .isCloseTo(0.5, within(0.5 / now.weights().length + 1e-9));
      } else {
        assertThat(now.weights()).isEqualTo(old.weights());
      }
    }
    assertThat(pruned).as("18 of the 20 1x1 layers gain").isBetween(16, 20);
    assertThat(Files.size(output)).isLessThan(Files.size(dense));
    assertThat(cli.out())
        .contains(" of 37 layers, unstructured")
        .contains("predicted ")
        .contains(" kB now: " + output);
    float[] input = SeededInput.tensor(7, after.inputs().get(0).shape()).data();
    for (float[] values : new Interpreter(after).run(new float[][] {input})) {
      assertThat(values).isNotEmpty().doesNotContain(Float.NaN);
    }
  }

  @Test
  void aGossFileTellsHowItWasMade() throws IOException {
    byte[] dense = Files.readAllBytes(ZooFiles.require(MODEL));
    Path once = folder.resolve("once.goss");
    Path twice = folder.resolve("twice.goss");

    run("prune", MODEL, "--sparsity", "0.5", "-o", once.toString());
    Cli cli =
        run(
            "prune",
            once.toString(),
            "--target-ms",
            "0.7",
            "--layers",
            "all",
            "-o",
            twice.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    GossInfo info = GossReader.readFile(Files.readAllBytes(twice)).info();
    assertThat(info.sourceSha256()).isEqualTo(FileHash.sha256(dense));
    assertThat(info.inputRanges()).containsExactly(new GossInfo.InputRange(-1, 1));
    assertThat(info.recipe())
        .isEqualTo(
            "prune --sparsity 0.5 --allocation uniform --pattern unstructured --method magnitude"
                + " --layers latency; prune --target-ms 0.7 --pattern unstructured --method"
                + " magnitude --layers all");
  }

  @Test
  void dryRunWritesNothing() {
    ZooFiles.require(MODEL);
    Path output = folder.resolve("never.tflite");

    Cli cli =
        run(
            "prune",
            MODEL,
            "--sparsity",
            "0.7",
            "--pattern",
            "2x1",
            "--dry-run",
            "-o",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(output).doesNotExist();
    assertThat(cli.out()).contains("layers, 2x1").contains("would go to").contains("saves time");
    assertThat(cli.out())
        .containsPattern("file       229.0 kB would go to \\d+\\.\\d kB as \\.tflite\n");
  }

  @Test
  void twoOfFourIsInTheFile() {
    ZooFiles.require(MODEL);
    Path output = folder.resolve("ratio.tflite");

    Cli cli =
        run("prune", MODEL, "--pattern", "2:4", "--layers", "conv2d_1?", "-o", output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    long checked =
        PrunableLayer.of(weights(output)).stream()
            .filter(layer -> layer.name().matches("conv2d_1."))
            .peek(
                layer ->
                    assertThat(
                            dev.gossamer.sparse.SparsityStatistics.ofDense(
                                    layer.rows(), layer.columns(), layer.weights())
                                .fits(2, 4))
                        .as(layer.name())
                        .isTrue())
            .count();
    assertThat(checked).isEqualTo(7);
  }

  /** Calibrated on noise: what is tested is the command, not the quality. */
  @Test
  void secondOrderSolvesTheWeightsThatStay() throws IOException {
    Path dense = ZooFiles.require(MODEL);
    Path output = folder.resolve("solved.tflite");
    pictures(3);

    Cli cli =
        run(
            "prune",
            MODEL,
            "--sparsity",
            "0.5",
            "--pattern",
            "2x1",
            "--method",
            "obs",
            "--calibrate",
            folder.toString(),
            "--samples",
            "2",
            "--layers",
            "conv2d_1?",
            "-o",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("calibration on 2 of 3 pictures, as numbers from -1.0 to 1.0")
        .contains("solved in ");
    Graph before = weights(dense);
    Graph after = weights(output);
    for (int i = 0; i < PrunableLayer.of(before).size(); i++) {
      PrunableLayer old = PrunableLayer.of(before).get(i);
      PrunableLayer now = PrunableLayer.of(after).get(i);
      if (now.name().matches("conv2d_1.")) {
        assertThat(now.statistics().density()).as(now.name()).isCloseTo(0.5, within(1e-9));
        assertThat(now.type()).isEqualTo(old.type());
      } else {
        assertThat(now.weights()).isEqualTo(old.weights());
      }
    }
  }

  @Test
  void withSecondOrderChannelsAreOrderedByWhatTheirWeightsCost() throws IOException {
    pictures(3);
    String common = "prune " + MODEL + " --pattern 2x1 --rearrange --layers conv2d_1? -o ";
    Path byMagnitude = folder.resolve("magnitude.tflite");
    Path bySaliency = folder.resolve("saliency.tflite");

    Cli magnitude = run((common + byMagnitude + " --sparsity 0.5").split(" "));
    Cli saliency =
        run(
            (common + bySaliency + " --sparsity 0.5 --method obs --samples 2 --calibrate " + folder)
                .split(" "));

    assertThat(magnitude.exitCode()).as(magnitude.err()).isZero();
    assertThat(saliency.exitCode()).as(saliency.err()).isZero();
    assertThat(saliency.out().lines().filter(line -> line.startsWith("calibration on 2 of 3")))
        .as("once to order, once to solve")
        .hasSize(2);
    // Depthwise windows follow their channels and keep their weights: the same, in two orders.
    PrunableLayer first = depthwise(weights(byMagnitude));
    PrunableLayer second = depthwise(weights(bySaliency));
    assertThat(second.weights()).isNotEqualTo(first.weights());
    float[] sorted = first.weights().clone();
    float[] others = second.weights().clone();
    java.util.Arrays.sort(sorted);
    java.util.Arrays.sort(others);
    assertThat(others).isEqualTo(sorted);
  }

  private static PrunableLayer depthwise(Graph graph) {
    return PrunableLayer.of(graph).stream()
        .filter(layer -> layer.name().equals("depthwise_conv2d_12"))
        .findFirst()
        .orElseThrow();
  }

  private void pictures(int count) throws IOException {
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < count; i++) {
      var picture =
          new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 64 * 64; pixel++) {
        picture.setRGB(pixel % 64, pixel / 64, random.nextInt());
      }
      javax.imageio.ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
    }
  }

  /** Together they are as sparse as asked for, each by itself is not, and weights are kept. */
  @Test
  void sensitivityAndGradientsAreMeasuredOnPictures() throws IOException {
    Path dense = ZooFiles.require(MODEL);
    Path output = folder.resolve("measured.tflite");
    pictures(2);

    Cli cli =
        run(
            "prune",
            MODEL,
            "--sparsity",
            "0.5",
            "--method",
            "gradient",
            "--allocation",
            "sensitivity",
            "--calibrate",
            folder.toString(),
            "--layers",
            "conv2d_1?",
            "-o",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Graph before = weights(dense);
    Graph after = weights(output);
    long zeros = 0;
    long all = 0;
    boolean differs = false;
    for (int i = 0; i < PrunableLayer.of(before).size(); i++) {
      float[] old = PrunableLayer.of(before).get(i).weights();
      PrunableLayer now = PrunableLayer.of(after).get(i);
      for (int j = 0; j < old.length; j++) {
        assertThat(now.weights()[j]).isIn(0f, old[j]);
      }
      if (now.name().matches("conv2d_1.")) {
        zeros += now.statistics().zeros();
        all += old.length;
        differs |= Math.abs(now.statistics().density() - 0.5) > 0.05;
      }
    }
    assertThat((double) zeros / all).isCloseTo(0.5, within(0.001));
    assertThat(differs).as("layers are not alike").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prune x.tflite --dry-run | Missing option: --sparsity=S",
        "prune x.tflite --sparsity 0.5 | Missing option: --output",
        "prune x.tflite --sparsity 0.5 --method obs -o y | Missing option: --calibrate",
        "prune x.tflite --sparsity 0.5 --steps 9 -o y | are for --finetune",
        "prune x.tflite --sparsity 0.5 --teacher z -o y | are for --finetune",
        "prune x.tflite --sparsity 0.5 --variation mild -o y | are for --finetune",
        "prune x.tflite --sparsity 0.5 --seed 2 -o y | are for --finetune",
        "prune x.tflite --sparsity 0.5 --finetune -o y | Missing option: --images",
        "prune x.tflite --sparsity 0.5 --finetune --images d --steps 0 -o y | must be above 0",
        "prune x.tflite --sparsity 0.5 --method gradient -o y | Missing option: --calibrate",
        "prune x.tflite --sparsity 0.5 --allocation sensitivity -o y | Missing option: --calibrate",
        "prune x.tflite --sparsity 0.5 --allocation solved -o y | which --allocation solved needs",
        "prune x.tflite --sparsity 0.5 --target-ms 3 --dry-run | exclude each other",
        "prune x.tflite --target-ms 3 --allocation solved -o y | which --allocation solved needs",
        "prune x.tflite --target-ms 3 --allocation erk --dry-run | exclude each other",
        "prune x.tflite --sparsity 2 --dry-run | --sparsity must be 0..1, got 2.0",
        "prune x.tflite --sparsity 0.5 --pattern 3y --dry-run | unknown pattern '3y'",
        "prune x.tflite --sparsity 0.7 --pattern 2:4 --dry-run | has sparsity 0.5",
        "prune x.tflite --target-ms -1 --dry-run | --target-ms must be above 0, got -1.0",
        "prune x.tflite --sparsity 0.5 -o y.onnx | must end in .goss or .tflite, got y.onnx",
        "prune x.tflite --sparsity 0.5 --calibrate d --dry-run | --calibrate is for --method",
        "prune x.tflite --sparsity 0.5 --method obs --calibrate d --samples 0 -o y | at least 1",
        "prune x.tflite --sparsity 0.5 --method obs --calibrate d --range 1 -o y | such as -1,1",
        "prune x.tflite --sparsity 0.5 --layers a, --dry-run | --layers: expected names of layers",
        "prune x.tflite --sparsity 0.5 --layers all,a --dry-run | latency and all stand alone",
        "prune x.tflite --sparsity 0.5 --rearrange --dry-run | --rearrange is for blocks",
        "prune x.tflite --sparsity 0.5 --batch 4 --dry-run | are for --finetune"
      })
  void wrongUsageSaysWhatIsMissing(String line, String message) {
    Cli cli = run(line.split(" "));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  @Test
  void aBudgetOfTimeIsPlannedFor() {
    ZooFiles.require(MODEL);

    Cli met = run("prune", MODEL, "--target-ms", "1.4", "--pattern", "2x1", "--dry-run");
    Cli missed = run("prune", MODEL, "--target-ms", "0.1", "--dry-run");

    assertThat(met.exitCode()).as(met.err()).isZero();
    assertThat(met.out()).contains("of its energy").containsPattern("would go to 1\\.[34]");
    assertThat(missed.exitCode()).isEqualTo(1);
    assertThat(missed.err()).contains("0.100 ms cannot be met: expected at least ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing*", "conv2d_1?, nothing*"})
  void layersThatDoNotExistFailWithAReason(String layers) {
    ZooFiles.require(MODEL);

    Cli cli = run("prune", MODEL, "--sparsity", "0.5", "--layers", layers, "--dry-run");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("--layers: no layer is called 'nothing*'");
  }

  @Test
  void whatNeedsNoPruningFailsWithTheReason() {
    ZooFiles.require(MODEL);

    Cli none = run("prune", MODEL, "--sparsity", "0", "--dry-run");
    Cli fast = run("prune", MODEL, "--target-ms", "100", "--dry-run");

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains(": saves too little (20), unstructured is not for depthwise");
    assertThat(none.out()).as("each layer with its reason").contains("Plan: 0 of 37 layers");
    assertThat(fast.exitCode()).isEqualTo(1);
    assertThat(fast.err())
        .containsPattern("takes? \\d\\.\\d+ ms as it is")
        .contains("--target-ms 100");
  }

  /** Before the work is done, which may take hours. */
  @Test
  void neitherTheModelNorAFolderIsWrittenOver() throws IOException {
    Path model = folder.resolve("model.tflite");
    Files.copy(ZooFiles.require(MODEL), model);
    Path sub = Files.createDirectories(folder.resolve("folder.goss"));

    Cli itself = run("prune", model.toString(), "--sparsity", "0.5", "-o", model.toString());
    Cli directory = run("prune", model.toString(), "--sparsity", "0.5", "-o", sub.toString());
    Cli inFile =
        run("prune", model.toString(), "--sparsity", "0.5", "-o", model + "/deep/out.goss");

    assertThat(itself.exitCode()).isEqualTo(1);
    assertThat(itself.err()).contains(model + " is the model itself");
    assertThat(directory.exitCode()).isEqualTo(1);
    assertThat(directory.err()).contains(sub + " cannot be written: it is a folder");
    assertThat(inFile.err()).contains("cannot be written: " + model + " is no folder");
    assertThat(itself.out() + directory.out() + inFile.out()).isEmpty();
    assertThat(model).hasSameBinaryContentAs(ZooFiles.require(MODEL));
  }

  private static Graph weights(Path file) {
    try {
      Graph read = TfliteReader.read(Files.readAllBytes(file));
      return RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(read).graph();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void trainingWithoutItsModuleSaysHowToGetIt() {
    Path output = folder.resolve("half.tflite");

    Cli cli =
        run(
            ("prune x.tflite --sparsity 0.5 --finetune --images " + folder + " -o " + output)
                .split(" "));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("models/finetune").contains("./gossamer prune");
    assertThat(output).doesNotExist();
  }

  private static Cli run(String... arguments) {
    return Cli.run(Zoo.standard(), arguments);
  }
}
