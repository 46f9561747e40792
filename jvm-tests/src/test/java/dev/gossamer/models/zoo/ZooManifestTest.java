package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.SharedFile;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import dev.gossamer.models.zoo.ZooEntry.ZooModel.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooManifestTest {
  private final ZooManifest manifest = ZooManifest.bundled();

  /** What was known about each published model before the manifest was written. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hand_landmark_full               |@mediapipe/hands@0.4.1675469240              |hand_landmark_full.tflite                |                |5478688|8c026882c9ec|1x224x224x3| 0
          hand_landmark_lite               |@mediapipe/hands@0.4.1675469240              |hand_landmark_lite.tflite                |                |2071408|d7fde8ac11f8|1x224x224x3| 0
          palm_detection_full              |@mediapipe/hands@0.4.1675469240              |hands_solution_packed_assets.data        |11..2341291     |2341280|2f25e7401219|1x192x192x3| 0
          palm_detection_lite              |@mediapipe/hands@0.4.1675469240              |hands_solution_packed_assets.data        |2341291..4326731|1985440|e9a4aaddf90d|1x192x192x3| 0
          hand_landmark_v0.8.0             |@mediapipe/hands@0.1.1617147326              |hands_solution_packed_assets.data        |3877899..7670519|3792620|276abb7cb09c|1x224x224x3| 0
          face_detection_full_range        |@mediapipe/face_detection@0.4.1657300184     |face_detection_full_range.tflite         |                |1083984|99bf9494d84f|1x192x192x3|-1
          face_detection_full_range_sparse |@mediapipe/face_detection@0.4.1657300184     |face_detection_full_range_sparse.tflite  |                | 680736|671dd2f9ed11|1x192x192x3|-1
          face_detection_short_range       |@mediapipe/face_detection@0.4.1657300184     |face_detection_short_range.tflite        |                | 229032|3bc182eb9f33|1x128x128x3|-1
          face_landmark                    |@mediapipe/face_mesh@0.4.1657299874          |face_mesh_solution_packed_assets.data    |2495952..3737848|1241896|c603fa614921|1x192x192x3| 0
          pose_detection                   |@mediapipe/pose@0.5.1675469404               |pose_solution_packed_assets.data         |                |2962288|a63c614bef30|1x224x224x3|-1
          pose_landmark_lite               |@mediapipe/pose@0.5.1675469404               |pose_landmark_lite.tflite                |                |2819824|f17bfbecadb6|1x256x256x3| 0
          pose_landmark_full               |@mediapipe/pose@0.5.1675469404               |pose_landmark_full.tflite                |                |6440512|e9a5c5cb17f7|1x256x256x3| 0
          selfie_segmentation              |@mediapipe/selfie_segmentation@0.1.1675465747|selfie_segmentation.tflite               |                | 249024|8d13b7fae74a|1x256x256x3| 0
          selfie_segmentation_landscape    |@mediapipe/selfie_segmentation@0.1.1675465747|selfie_segmentation_landscape.tflite     |                | 249792|4aafe6223bb8|1x144x256x3| 0
          """)
  void publishedModelIsPinned(
      String name,
      String source,
      String path,
      String range,
      long bytes,
      String sha256Start,
      String input,
      float low) {
    ZooModel model = model(name);
    NpmFile file = (NpmFile) model.origin();
    assertThat(file.source().id()).isEqualTo(source);
    assertThat(file.path()).isEqualTo(path);
    assertThat(file.range().map(Object::toString).orElse(null)).isEqualTo(range);
    assertThat(model.bytes()).isEqualTo(bytes);
    assertThat(model.sha256()).startsWith(sha256Start).hasSize(64);
    assertThat(model.licence()).isEqualTo("Apache-2.0");
    assertThat(
            model.input().batch()
                + "x"
                + model.input().height()
                + "x"
                + model.input().width()
                + "x"
                + model.input().channels())
        .isEqualTo(input);
    assertThat(model.input().low()).isEqualTo(low);
    assertThat(model.input().high()).isEqualTo(1f);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "hand_landmark_sparse, 3756096, 2afbc20bfa7c",
    "hand_landmark_sparse_fp16, 2175808, 8fbb7bfa9b6e"
  })
  void modelOfNoRegistryIsShared(String name, long bytes, String sha256Start) {
    ZooModel model = model(name);
    assertThat(model.origin()).isEqualTo(new SharedFile("models/" + name + ".tflite"));
    assertThat(model.bytes()).isEqualTo(bytes);
    assertThat(model.sha256()).startsWith(sha256Start).hasSize(64);
  }

  @Test
  void handsAndFacesComeInAllRoles() {
    assertThat(roles(ZooEntry.Task.HAND)).contains(Role.DENSE, Role.DISTILLED, Role.SPARSE);
    assertThat(roles(ZooEntry.Task.FACE)).contains(Role.DENSE, Role.SPARSE);
  }

  @Test
  void picturesAreFreeToUse() {
    assertThat(manifest.pictures())
        .hasSize(9)
        .allSatisfy(
            picture -> {
              assertThat(picture.licence()).isEqualTo("MIT");
              assertThat(picture.fileName()).endsWith(".jpg");
            });
  }

  @Test
  void meshIsFreeToUse() {
    assertThat(manifest.meshes())
        .singleElement()
        .satisfies(
            mesh -> {
              assertThat(mesh.licence()).isEqualTo("MIT");
              assertThat(mesh.fileName()).isEqualTo("generic-hand.glb");
            });
  }

  @Test
  void namesAreUniqueAndListsComplete() {
    assertThat(manifest.entries().stream().map(ZooEntry::name)).doesNotHaveDuplicates();
    assertThat(manifest.models()).hasSize(16);
    assertThat(manifest.entries()).hasSize(26);
  }

  private List<Role> roles(ZooEntry.Task task) {
    return manifest.models().stream()
        .filter(model -> model.task() == task)
        .map(ZooModel::role)
        .toList();
  }

  private ZooModel model(String name) {
    return manifest.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
