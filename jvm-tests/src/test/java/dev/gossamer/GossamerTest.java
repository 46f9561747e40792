package dev.gossamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.graph.Shape;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GossamerTest {
  @Test
  void aModelIsLoadedDescribedRunAndClosed() throws IOException {
    Path file = ZooFiles.require("face_detection_short_range");
    try (Model model = Gossamer.load(file)) {
      assertThat(model.inputs())
          .singleElement()
          .satisfies(input -> assertThat(input.shape()).isEqualTo(Shape.of(1, 128, 128, 3)));
      TensorInfo input = model.inputs().get(0);

      Map<String, Tensor> out =
          model.run(Map.of(input.name(), SeededInput.tensor(1, input.shape())));

      assertThat(out.keySet()).containsExactly("regressors", "classificators");
      assertThat(out.get("regressors").shape()).isEqualTo(Shape.of(1, 896, 16));
    }
    Model named = Gossamer.load(Files.readAllBytes(file), LoadOptions.DEFAULT.withName("face"));
    assertThat(named.name()).isEqualTo("face");
  }

  @Test
  void explainTellsWhatRunsAndWhatBecameOfTheRest() {
    Path file = ZooFiles.require("hand_landmark_full");
    Model removed = Gossamer.load(file);
    Model kept = Gossamer.load(file, LoadOptions.DEFAULT.withDeadChannelsKept());

    assertThat(kept.explain().stream().mapToLong(LayerReport::macs).sum()).isEqualTo(330_968_800);
    assertThat(removed.explain().stream().mapToLong(LayerReport::macs).sum())
        .isLessThan(280_000_000);
    assertThat(removed.explain())
        .filteredOn(
            layer -> layer.notes().contains("remove-dead-channels: 653 of 1152 channels removed"))
        .extracting(LayerReport::op)
        .containsExactly("CONV_2D", "DEPTHWISE_CONV_2D");
    assertThat(removed.explain())
        .filteredOn(layer -> layer.name().equals("Identity_1"))
        .singleElement()
        .satisfies(
            layer ->
                assertThat(layer.notes())
                    .anySatisfy(note -> assertThat(note).startsWith("fuse-activation: LOGISTIC")));
    // The difference that an independent count gives.
    assertThat(removed.removed().macs()).isEqualTo(51_943_907);
    assertThat(removed.removed().channels()).isGreaterThan(2 * (565 + 653 + 742 + 648));
    assertThat(kept.removed()).isEqualTo(RemovedWork.NONE);
  }

  @Test
  void theManifestTellsWhatWasRemovedAndFused() throws IOException {
    byte[] bytes = Files.readAllBytes(ZooFiles.require("hand_landmark_full"));
    JsonNode manifest = manifest(bytes, LoadOptions.DEFAULT);
    JsonNode kept = manifest(bytes, LoadOptions.DEFAULT.withDeadChannelsKept());

    assertThat(manifest.get("removed").get("macs").asLong()).isEqualTo(51_943_907);
    assertThat(macs(manifest) + 51_943_907).isEqualTo(macs(kept));
    assertThat(kept.get("removed").toString()).isEqualTo("{\"channels\":0,\"macs\":0}");
    Map<String, String> operators = new HashMap<>();
    for (JsonNode step : manifest.get("steps")) {
      for (JsonNode note : step.get("notes")) {
        operators.merge(note.asText(), step.get("operator").asText(), (a, b) -> a + ", " + b);
      }
    }
    assertThat(operators)
        .containsEntry(
            "remove-dead-channels: 653 of 1152 channels removed", "CONV_2D, DEPTHWISE_CONV_2D");
  }

  /** The notes of a node that went into another's epilogue stand at the step that runs it. */
  @Test
  void everyNoteOfTheRewritingIsInTheManifest() throws IOException {
    byte[] bytes = Files.readAllBytes(ZooFiles.require("hand_landmark_full"));
    List<String> written = new ArrayList<>();
    for (JsonNode step : manifest(bytes, LoadOptions.DEFAULT).get("steps")) {
      step.get("notes").forEach(note -> written.add(note.asText()));
    }
    List<String> expected = new ArrayList<>();
    Gossamer.load(bytes).explain().forEach(layer -> expected.addAll(layer.notes()));

    assertThat(written).isNotEmpty().hasSameElementsAs(expected);
  }

  private static JsonNode manifest(byte[] bytes, LoadOptions options) throws IOException {
    CompiledModule module = Gossamer.compile(bytes, CompileOptions.SIMD.withLoadOptions(options));
    return new ObjectMapper().readTree(module.manifest());
  }

  private static long macs(JsonNode manifest) {
    long sum = 0;
    for (JsonNode step : manifest.get("steps")) {
      sum += step.get("macs").asLong();
    }
    return sum;
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> Gossamer.load(new byte[100])).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Gossamer.load(Path.of("no", "such.tflite")))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("FILE"))
        .hasMessageContaining("such.tflite");
  }

  @Test
  void theVersionIsThatOfTheProject() throws IOException {
    assertThat(Files.readString(ProjectFolders.root().resolve("pom.xml")))
        .contains("<version>" + Gossamer.version() + "</version>");
  }
}
