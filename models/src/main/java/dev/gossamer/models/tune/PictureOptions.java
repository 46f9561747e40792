package dev.gossamer.models.tune;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The pictures to train on, and their variations: of {@code finetune}, {@code crops}, {@code
 * prune}.
 */
public final class PictureOptions {
  @Option(
      names = "--images",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Folders and files of pictures and .mp4 videos. Every fifth picture of a folder is left"
              + " for evaluation.")
  private List<Path> images = List.of();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the pictures' variations (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  /**
   * @throws IllegalArgumentException if there is none, in the words for users
   */
  public List<Path> images() {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("Missing option: --images=PATH..., pictures to train on");
    }
    return List.copyOf(images);
  }

  public boolean isGiven() {
    return !images.isEmpty();
  }

  public long seed() {
    return seed;
  }
}
