package dev.gossamer.browser;

import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the things that tests serve and read lie. */
final class ProjectFiles {
  private ProjectFiles() {}

  /** The folder that is published to npm. */
  static Path npmPackage() {
    return ProjectFolders.root().resolve("wasm-bridge/target/npm");
  }

  /**
   * A file that a portable check asks for: {@code models/NAME.tflite} of the zoo, or one of the
   * shared data. Skips the running test where it cannot be had.
   */
  static Path forCheck(String path) {
    if (path.startsWith("models/") && path.endsWith(".tflite")) {
      String name = path.substring("models/".length(), path.length() - ".tflite".length());
      return ZooFiles.require(name);
    }
    return SharedData.require(path);
  }

  /** The bytes of {@link #forCheck}. */
  static byte[] bytesForCheck(String path) {
    return bytes(forCheck(path));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
