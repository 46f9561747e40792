package dev.gossamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.Shape;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
