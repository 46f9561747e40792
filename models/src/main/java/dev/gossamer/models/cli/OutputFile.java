package dev.gossamer.models.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a command writes. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Guards the model against being overwritten, and long work against being lost.
   *
   * @throws CommandFailure if both are one file, or there cannot be a file
   */
  static void requireOther(Path output, Path input) {
    Path folder = output.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (Files.isDirectory(output) || folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailure(
          output
              + " cannot be written: "
              + (Files.isDirectory(output) ? "it is a folder" : folder + " is no folder")
              + "; give a file that can be with --output");
    }
    try {
      if (Files.exists(output) && Files.isSameFile(input, output)) {
        throw new CommandFailure(
            output + " is the model itself: give another file to write with --output");
      }
    } catch (IOException failure) {
      throw new CommandFailure(output + " cannot be compared with the model: " + failure, failure);
    }
  }

  /**
   * Makes a folder to write to where there is none: before the work, lest it be lost.
   *
   * @throws CommandFailure if that cannot be
   */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new CommandFailure(
          folder.toAbsolutePath()
              + " cannot be made: "
              + (Files.exists(folder) ? "it is a file" : failure)
              + "; give a folder that can be with --output",
          failure);
    }
  }

  /**
   * Writes a file, and makes its folder where there is none.
   *
   * @throws CommandFailure if that cannot be
   */
  static void write(Path output, byte[] file) {
    try {
      Path folder = output.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(output, file);
    } catch (IOException failure) {
      throw new CommandFailure(
          output.toAbsolutePath()
              + " cannot be written: "
              + failure
              + "; give a file that can be with --output",
          failure);
    }
  }
}
