package dev.gossamer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts kept as files, such as the disassembly of an emitted kernel. Run the tests with
 * {@code -Dgossamer.bless=true} to write what is actual now, and look at the difference before
 * committing it.
 */
public final class GoldenFiles {
  private GoldenFiles() {}

  /**
   * Fails unless the golden file at {@code path}, below the project root, holds {@code actual}.
   *
   * @param path for instance {@code jvm-tests/src/test/golden/pointwise.wat}
   */
  public static void assertMatches(String path, String actual) {
    assertMatches(
        ProjectFolders.root().resolve(path), actual, Boolean.getBoolean("gossamer.bless"));
  }

  static void assertMatches(Path file, String actual, boolean bless) {
    try {
      if (bless) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
        return;
      }
      if (!Files.exists(file)) {
        fail("%s is missing; -Dgossamer.bless=true writes it", file);
      }
      assertThat(actual)
          .as("%s (-Dgossamer.bless=true rewrites it)", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
