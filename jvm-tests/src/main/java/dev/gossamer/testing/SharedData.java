package dev.gossamer.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Pictures, models and known answers that tests use but the repository does not hold.
 *
 * <p>They are looked for in the folder named by the system property {@code gossamer.shared}, else
 * by the environment variable {@code GOSSAMER_SHARED}, else in {@code ../shared/data} beside the
 * project. A test that needs a file calls {@link #require} and is skipped, with a message that
 * names the file, where it is absent.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder that holds the shared files; it need not exist. */
  public static Path root() {
    String property = System.getProperty("gossamer.shared");
    if (property != null && !property.isBlank()) {
      return Path.of(property).normalize();
    }
    String environment = System.getenv("GOSSAMER_SHARED");
    if (environment != null && !environment.isBlank()) {
      return Path.of(environment).normalize();
    }
    return ProjectFolders.root().resolve("../shared/data").normalize();
  }

  /** Whether the file or folder at {@code relative} (below {@link #root}) is there. */
  public static boolean has(String relative) {
    return Files.exists(root().resolve(relative));
  }

  /**
   * The file or folder at {@code relative}, below {@link #root}; skips the running test where it is
   * absent.
   */
  public static Path require(String relative) {
    Path path = root().resolve(relative);
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> path + " is absent; set GOSSAMER_SHARED to the folder that holds " + relative);
    return path;
  }
}
