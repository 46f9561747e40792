package dev.gossamer.models.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialTest {
  @TempDir Path folder;

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  /** Every fifth of each folder by name; videos are trained on, or judged when named. */
  @Test
  void everyPictureIsEitherTrainedOnOrHeldOut() throws IOException {
    for (int i = 1; i <= 6; i++) {
      touch("a/" + i + ".jpg");
      touch("b/x" + i + ".PNG");
    }
    Path video = touch("a/v.mp4");
    touch("a/notes.txt");

    Material training = Material.of(List.of(folder), Material.Part.TRAINING);
    Material heldOut = Material.of(List.of(folder), Material.Part.HELD_OUT);
    Material all = Material.of(List.of(folder), Material.Part.ALL);

    assertThat(names(heldOut.pictures())).containsExactly("5.jpg", "x5.PNG");
    assertThat(training.pictures()).hasSize(10).doesNotContainAnyElementsOf(heldOut.pictures());
    assertThat(all.pictures()).hasSize(12);
    assertThat(heldOut.videos()).isEmpty();
    assertThat(training.videos()).containsExactly(video);
    assertThat(Material.of(List.of(video), Material.Part.HELD_OUT).videos()).hasSize(1);
    assertThat(names(training.limited(2).pictures())).containsExactly("1.jpg", "x1.PNG");
  }

  @Test
  void whatIsNotThereOrNoPictureIsNamed() throws IOException {
    Path notes = touch("notes.txt");

    assertThatThrownBy(() -> Material.of(List.of(notes), Material.Part.ALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.txt: expected a .jpg, .png or .mp4 file");
    assertThatThrownBy(() -> Material.of(List.of(folder.resolve("gone")), Material.Part.ALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void aVideoThatCannotBeDecodedIsNamed() throws IOException {
    assumeThat(System.getenv("PATH").split(":"))
        .as("ffmpeg is there")
        .anyMatch(place -> Files.isExecutable(Path.of(place, "ffmpeg")));
    Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video at all");

    assertThatThrownBy(() -> Material.frames(broken, 1, 100, picture -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.mp4 cannot be decoded: ffmpeg ended with ");
  }
}
