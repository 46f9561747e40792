package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooPlacesTest {
  @Test
  void cacheFolderOfOneKindWins() {
    assertThat(ZooCache.locate(Map.of("GOSSAMER_CACHE", "/own", "XDG_CACHE_HOME", "/xdg")))
        .isEqualTo(Path.of("/own"));
    assertThat(ZooCache.locate(Map.of("XDG_CACHE_HOME", "/xdg")))
        .isEqualTo(Path.of("/xdg/gossamer"));
    assertThat(ZooCache.locate(Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "gossamer"));
  }

  @Test
  void sharedFolderIsNamedOrBesideTheProject() {
    assertThat(SharedFolder.locate(Map.of("GOSSAMER_SHARED", "/data"))).isEqualTo(Path.of("/data"));
    assertThat(SharedFolder.locate(Map.of()))
        .isEqualTo(
            Path.of(System.getProperty("gossamer.root", ""))
                .toAbsolutePath()
                .resolve("../shared/data")
                .normalize());
  }

  @ParameterizedTest
  @CsvSource({
    "hand_landmark_ful, hand_landmark_full",
    "face_detection_sparse_full_range, face_detection_full_range",
    "face_detection_full_range_spars, face_detection_full_range_sparse",
    "Palm, palm_detection_full",
    "selfie, selfie_segmentation"
  })
  void nearestName(String typed, String meant) {
    List<String> names =
        List.of(
            "hand_landmark_full",
            "face_detection_full_range",
            "face_detection_full_range_sparse",
            "palm_detection_full",
            "selfie_segmentation");
    assertThat(NearestName.of(typed, names)).contains(meant);
  }

  @Test
  void farAwayNameHasNoNearest() {
    assertThat(NearestName.of("resnet50", List.of("hand_landmark_full"))).isEmpty();
  }
}
