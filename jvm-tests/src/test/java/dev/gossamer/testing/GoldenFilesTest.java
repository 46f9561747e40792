package dev.gossamer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFilesTest {
  @TempDir Path folder;

  @Test
  void missingAndDifferentFilesFailAndSayHowToBless() throws IOException {
    Path golden = folder.resolve("sub/kernel.wat");
    assertThatThrownBy(() -> GoldenFiles.assertMatches(golden, "new", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gossamer.bless");

    Files.createDirectories(golden.getParent());
    Files.writeString(golden, "old");
    assertThatThrownBy(() -> GoldenFiles.assertMatches(golden, "new", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gossamer.bless");
  }

  @Test
  void blessingWritesWhatThenMatches() {
    Path golden = folder.resolve("sub/kernel.wat");

    GoldenFiles.assertMatches(golden, "new", true);

    assertThat(golden).hasContent("new");
    assertThatCode(() -> GoldenFiles.assertMatches(golden, "new", false))
        .doesNotThrowAnyException();
  }
}
