package dev.gossamer.demo;

import dev.gossamer.demo.Item.Use;
import dev.gossamer.models.zoo.FileHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of this machine that the demo offers: our own sparse models and a folder of samples.
 *
 * @param models the folder of {@code .goss} files; it need not exist
 * @param samples a folder of pictures and videos that the visitor asked for, if any
 */
record LocalFiles(Path models, Optional<Path> samples) {
  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp");
  private static final Set<String> VIDEOS = Set.of("mp4", "webm");

  /** More would make the page's strip of samples useless. */
  private static final int MOST_SAMPLES = 40;

  private static final String LICENCE = "Apache-2.0";

  /** The models of this project, whose root is the system property {@code gossamer.root}. */
  static LocalFiles ofProject(Optional<Path> samples) {
    Path root = Path.of(System.getProperty("gossamer.root", "")).toAbsolutePath();
    return new LocalFiles(root.resolve("models/sparse"), samples);
  }

  /**
   * Our own models: first those that are closest to the dense ones, then by zeros, the most (the
   * highest number) first.
   */
  List<Item> sparseModels() {
    List<Item> items = new ArrayList<>();
    for (Path file : files(models, Set.of("goss"))) {
      String name = file.getFileName().toString();
      Use use = Offer.ofSparseModel(name);
      if (use != null) {
        items.add(item(file, name, name.substring(0, name.lastIndexOf('.')), use, "models/sparse"));
      }
    }
    items.sort(
        Comparator.comparing((Item item) -> Offer.isBest(item.name()))
            .thenComparing(Item::name)
            .reversed());
    return items;
  }

  /** The visitor's samples by name, the first 40. */
  List<Item> sampleItems() {
    List<Item> items = new ArrayList<>();
    Set<String> extensions = new HashSet<>(PICTURES);
    extensions.addAll(VIDEOS);
    samples.ifPresent(
        folder -> {
          for (Path file : files(folder, extensions)) {
            if (items.size() < MOST_SAMPLES) {
              String name = file.getFileName().toString();
              // The file's name is the visitor's; its address is ours.
              String fileName = "own-" + (items.size() + 1) + "." + extension(file);
              items.add(item(file, fileName, name, new Use.Sample(""), folder.toString()));
            }
          }
        });
    return items;
  }

  private static Item item(Path file, String fileName, String name, Use use, String source) {
    boolean own = use instanceof Use.Sample;
    try {
      byte[] bytes = Files.readAllBytes(file);
      String version = FileHash.sha256(bytes).substring(0, 12);
      String licence = own ? "" : LICENCE;
      return new Item(
          name, fileName, use, bytes.length, version, licence, source, Optional.of(file), "");
    } catch (IOException e) {
      String failure = file + " cannot be read: " + e;
      return new Item(name, fileName, use, 0, "", "", source, Optional.empty(), failure);
    }
  }

  private static List<Path> files(Path folder, Set<String> extensions) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> extensions.contains(extension(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
