package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  private static final String SMALL = "face_detection_full_range_sparse";

  @TempDir Path folder;

  /**
   * Measured with other tools before this one existed. Zeros and shares in percent; a share that
   * was only known to whole percent, or for a family of models, is given as lowest..highest.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hand_landmark_full               | 2696224 | 36.4 | 331.0 | 282.5 | 87.6   | 9.9    | 2.5
          hand_landmark_lite               | 1000160 | 12.4 | 145.6 | 139.1 | 79.5   | 14.8   | 5.7
          hand_landmark_v0.8.0             |  929952 |  0.0 | 112.8 | 112.8 | 75.4   | 17.2   | 7.4
          hand_landmark_sparse             | 2623648 | 72.2 | 330.9 |  98.9 | 87.6   | 9.9    | 2.5
          face_detection_full_range        |  506092 |  0.0 | 105.7 | 105.7 | 77..78 | 15..15 | 7..8
          face_detection_full_range_sparse |  500092 | 64.8 | 117.2 |  58.4 | 77..78 | 15..15 | 7..8
          pose_detection                   | 2943256 | 69.4 | 429.9 | 141.9 | 89.7   | 8.4    | 1.9
          palm_detection_full              | 1122240 |  0.0 | 337.3 | 337.3 | 74..74 | 19..19 | 7..7
          palm_detection_lite              |  951264 |  0.0 | 283.2 | 283.2 | 74..74 | 18..18 | 8..8
          selfie_segmentation              |  103480 |  0.0 |  59.2 |  59.2 | 71.6   | 14.7   | 13.7
          selfie_segmentation_landscape    |  103480 |  0.0 |  33.3 |  33.3 | 71.6   | 14.7   | 13.7
          face_landmark                    |  598240 |  0.0 |  35.0 |  35.0 | 71..71 | 16..16 | 13..13
          pose_landmark_lite               | 1348464 |  0.0 | 197.8 | 197.8 | 71..82 | 14..21 | 4..8
          pose_landmark_full               | 3145240 |  0.0 | 386.1 | 386.1 | 71..82 | 14..21 | 4..8
          """)
  void totalsAreTheKnownOnes(
      String model,
      long weights,
      double zeroPercent,
      double macs,
      double macsOnNonZeros,
      String pointwise,
      String depthwise,
      String other)
      throws IOException {
    ZooFiles.require(model);
    JsonNode totals = json(model).get("totals");
    assertThat(totals.get("weights").longValue()).isEqualTo(weights);
    assertThat(100 * totals.get("zeros").doubleValue() / weights)
        .isCloseTo(zeroPercent, within(0.05));
    assertThat(totals.get("macs").longValue() / 1e6).isCloseTo(macs, within(0.05));
    assertThat(totals.get("macsOnNonZeros").longValue() / 1e6)
        .isCloseTo(macsOnNonZeros, within(0.05));
    assertShare(totals.get("share").get("pointwise").doubleValue(), pointwise, 0.05);
    assertShare(totals.get("share").get("depthwise").doubleValue(), depthwise, 0.05);
    assertShare(totals.get("share").get("other").doubleValue(), other, 0.15);
  }

  private static void assertShare(double share, String percent, double tolerance) {
    int dots = percent.indexOf("..");
    if (dots < 0) {
      assertThat(100 * share).isCloseTo(Double.parseDouble(percent), within(tolerance));
    } else {
      assertThat(100 * share)
          .isBetween(
              Double.parseDouble(percent.substring(0, dots)) - 0.5,
              Double.parseDouble(percent.substring(dots + 2)) + 0.5);
    }
  }

  @Test
  void jsonLayersAddUpToTheTotals() throws IOException {
    ZooFiles.require(SMALL);
    JsonNode json = json(SMALL);
    for (String field : List.of("weights", "zeros", "macs", "macsOnNonZeros")) {
      long sum = 0;
      for (JsonNode layer : json.get("layers")) {
        sum += layer.get(field).longValue();
      }
      assertThat(json.get("totals").get(field).longValue()).as(field).isEqualTo(sum);
    }
    for (JsonNode layer : json.get("layers")) {
      if (layer.has("kind")) {
        long weights = layer.get("weights").longValue();
        assertThat(layer.get("density").doubleValue())
            .isEqualTo((double) (weights - layer.get("zeros").longValue()) / weights);
      }
    }
  }

  @Test
  void jsonHasTheDocumentedFields() throws IOException {
    ZooFiles.require(SMALL);
    JsonNode json = json(SMALL);
    assertThat(fields(json))
        .containsExactly(
            "version", "model", "bytes", "inputs", "outputs", "operators", "layers", "totals");
    assertThat(json.get("version").intValue()).isEqualTo(1);
    assertThat(json.get("model").textValue()).isEqualTo(SMALL);
    assertThat(json.get("bytes").intValue()).isEqualTo(680736);
    assertThat(json.get("inputs").get(0).get("shape").toString()).isEqualTo("[1,192,192,3]");
    assertThat(json.get("outputs")).hasSize(2);
    JsonNode stem = json.get("layers").get(0);
    while (!stem.has("kernel")) {
      stem = json.get("layers").get(stem.get("index").intValue() + 1);
    }
    assertThat(fields(stem))
        .containsExactly(
            "index",
            "name",
            "operator",
            "activation",
            "inputs",
            "outputs",
            "kernel",
            "stride",
            "dilation",
            "kind",
            "weightsShape",
            "density",
            "weights",
            "zeros",
            "macs",
            "macsOnNonZeros");
    assertThat(operatorCount(json, "DENSIFY")).isEqualTo(46);
  }

  @Test
  void textHasAHeaderALinePerLayerAndTotals() throws IOException {
    ZooFiles.require(SMALL);
    Cli cli = Cli.run(Zoo.standard(), "inspect", SMALL);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.outLines().get(0)).isEqualTo(SMALL + "  680.7 kB");
    assertThat(cli.out())
        .contains("[1,192,192,3]")
        .contains("46 DENSIFY")
        .contains("weights    500,092, 64.8 % of them zero")
        .contains("M on non-zeros (49.8 %)")
        .contains("file       680,736 bytes");
    int layers = json(SMALL).get("layers").size();
    assertThat(cli.outLines().stream().filter(line -> line.stripLeading().matches("\\d+  .*")))
        .hasSize(layers);
  }

  @Test
  void textFitsATerminal() {
    ZooFiles.require(SMALL);
    CommandContext context =
        new CommandContext(Zoo.standard(), new Terminal(OptionalInt.of(100), false));
    Cli cli = Cli.run(context, "inspect", SMALL);
    List<String> table =
        cli.outLines().stream().filter(l -> l.stripLeading().matches("\\d+  .*")).toList();
    assertThat(table)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void fileIsInspectedAsTheZooNameIs() throws IOException {
    Path file = ZooFiles.require(SMALL);
    assertThat(new ObjectMapper().readTree(run(file.toString(), "--json").out()))
        .isEqualTo(json(SMALL));
  }

  @Test
  void absentFileSaysWhereItWasExpected() {
    Cli cli = run(folder.resolve("no.tflite").toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("no such file").contains(folder.resolve("no.tflite").toString());
  }

  @Test
  void folderPictureAndUnknownNameAreNoModels() {
    assertThat(run(folder.toString()).err()).contains("is a folder");
    assertThat(run("people_1.jpg").err()).contains("expected a model, found a picture");
    assertThat(run("face_landmarks").err()).contains("did you mean face_landmark?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a model at all", "....TFL3 and then nonsense"})
  void fileThatIsNoModelIsRefusedInOneLine(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.tflite"), content);
    Cli cli = run(file.toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).doesNotContain("internal error").contains("expected");
  }

  @Test
  void truncatedModelIsRefusedInOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(ZooFiles.require(SMALL));
    Path file = folder.resolve("half.tflite");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    Cli cli = run(file.toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).doesNotContain("internal error");
  }

  private static Cli run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("inspect"));
    line.addAll(List.of(arguments));
    return Cli.run(Zoo.standard(), line.toArray(String[]::new));
  }

  private static JsonNode json(String model) throws IOException {
    Cli cli = run(model, "--json");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return new ObjectMapper().readTree(cli.out());
  }

  private static int operatorCount(JsonNode json, String operator) {
    for (JsonNode count : json.get("operators")) {
      if (count.get("operator").textValue().equals(operator)) {
        return count.get("count").intValue();
      }
    }
    return 0;
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> field = node.fieldNames(); field.hasNext(); ) {
      names.add(field.next());
    }
    return names;
  }
}
