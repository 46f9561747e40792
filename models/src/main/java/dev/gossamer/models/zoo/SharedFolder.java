package dev.gossamer.models.zoo;

import java.nio.file.Path;
import java.util.Map;

/** The folder of models and pictures that come from no registry. */
final class SharedFolder {
  private SharedFolder() {}

  /**
   * The environment variable {@code GOSSAMER_SHARED}, else {@code ../shared/data} beside the
   * project, whose root is the system property {@code gossamer.root} or the working folder. It need
   * not exist.
   */
  static Path locate(Map<String, String> environment) {
    String variable = environment.getOrDefault("GOSSAMER_SHARED", "");
    if (!variable.isBlank()) {
      return Path.of(variable).toAbsolutePath().normalize();
    }
    return Path.of(System.getProperty("gossamer.root", ""))
        .toAbsolutePath()
        .resolve("../shared/data")
        .normalize();
  }
}
