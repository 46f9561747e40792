package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooEntry.PictureInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model named on the command line: a file, or else a name of the zoo.
 *
 * @param picture what the input takes, if it is of the zoo
 */
record ModelArgument(String name, Path file, byte[] bytes, Optional<PictureInput> picture) {

  /**
   * Finds and reads the model, fetching it if it is of the zoo and not here yet.
   *
   * @throws CommandFailure if it is a path and there is no such file, or it cannot be read
   * @throws dev.gossamer.models.zoo.ZooException if it is a name and cannot be had
   */
  static ModelArgument resolve(String argument, CommandContext context, PrintWriter err) {
    Path path = Path.of(argument);
    if (Files.exists(path)) {
      return read(path);
    }
    if (looksLikePath(argument)) {
      throw new CommandFailure(
          "no such file: expected a model at "
              + path.toAbsolutePath()
              + ", found nothing; give a file (.tflite, .goss, or .wasm of 'gossamer compile') or a name from"
              + " 'gossamer models'");
    }
    ZooEntry entry = context.zoo().entry(argument, ZooEntry.ZooModel.class);
    if (!(entry instanceof ZooEntry.ZooModel known)) {
      throw new CommandFailure(
          argument
              + " is not a model: expected a model, found a "
              + (entry instanceof ZooEntry.ZooMesh ? "mesh" : "picture")
              + "; see 'gossamer models'");
    }
    long size = entry.origin() instanceof NpmFile file ? file.source().archiveBytes() : 0;
    FetchProgress progress = new FetchProgress(err, context.terminal(), size);
    try {
      Path fetched = context.zoo().fetch(argument, progress);
      return new ModelArgument(argument, fetched, readBytes(fetched), Optional.of(known.input()));
    } catch (RuntimeException failure) {
      progress.clear();
      throw failure;
    }
  }

  private static ModelArgument read(Path path) {
    String fileName = path.getFileName().toString();
    int dot = fileName.lastIndexOf('.');
    return new ModelArgument(
        dot > 0 ? fileName.substring(0, dot) : fileName, path, readBytes(path), Optional.empty());
  }

  private static byte[] readBytes(Path path) {
    if (Files.isDirectory(path)) {
      throw new CommandFailure(path + " is a folder: expected a .tflite, .goss or .wasm file");
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException failure) {
      throw new CommandFailure(
          path + " cannot be read: " + failure.getMessage() + "; check its permissions", failure);
    }
  }

  private static boolean looksLikePath(String argument) {
    return argument.contains("/")
        || argument.contains("\\")
        || argument.endsWith(".tflite")
        || argument.endsWith(".goss")
        || argument.endsWith(".wasm");
  }
}
