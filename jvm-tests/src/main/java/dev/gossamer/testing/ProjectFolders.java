package dev.gossamer.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies on disk, whether tests are run by Maven or by an editor. */
public final class ProjectFolders {
  private ProjectFolders() {}

  /**
   * The project root: the system property {@code gossamer.root}, else the nearest folder above the
   * working directory that holds {@code core-engine/pom.xml}.
   *
   * @throws IllegalStateException when there is none
   */
  public static Path root() {
    String property = System.getProperty("gossamer.root");
    if (property != null && !property.isBlank()) {
      return Path.of(property);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("core-engine/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "no Gossamer project above " + Path.of("").toAbsolutePath() + "; set -Dgossamer.root");
    }
    return folder;
  }
}
