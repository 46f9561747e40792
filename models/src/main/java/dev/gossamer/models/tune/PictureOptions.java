package dev.gossamer.models.tune;

import dev.gossamer.models.evaluate.Task;
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

  @Option(
      names = "--variation",
      defaultValue = "strong",
      paramLabel = "V",
      description =
          "Of crops of hands: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Strong makes many"
              + " hands of few pictures; mild stays with what a tracker takes.")
  private Variation variation = Variation.STRONG;

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
    return !images.isEmpty() || seed != 1 || variation != Variation.STRONG;
  }

  /**
   * @throws IllegalArgumentException if an option is not for networks of this task, in the words
   *     for users
   */
  public void require(Task task) {
    if (task != Task.HAND && variation != Variation.STRONG) {
      throw new IllegalArgumentException(
          "--variation is for networks of hands, and this one is not: leave it out");
    }
  }

  public long seed() {
    return seed;
  }

  public Variation variation() {
    return variation;
  }

  /** Seed and variation, with a blank before each, for people. */
  public String recipe() {
    return " --seed " + seed + (variation == Variation.STRONG ? "" : " --variation " + variation);
  }
}
