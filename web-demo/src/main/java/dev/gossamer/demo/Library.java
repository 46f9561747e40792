package dev.gossamer.demo;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import dev.gossamer.models.zoo.ZooException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models and pictures of the demo: each a file, or why it could not be had. */
public final class Library {
  private static final List<String> NAMES =
      List.of(
          "face_detection_full_range_sparse",
          "people_1.jpg",
          "people_2.jpg",
          "people_3.jpg",
          "people_4.jpg",
          "people_5.jpg",
          "people_6.jpg");

  /** A file, or a message in its place. */
  record Item(ZooEntry entry, Optional<Path> file, String failure) {
    boolean isModel() {
      return entry instanceof ZooModel;
    }

    /** Where the server has it. */
    String path() {
      return (isModel() ? "models/" : "pictures/") + entry.fileName();
    }
  }

  private final Map<String, Item> byPath = new LinkedHashMap<>();

  private Library(List<Item> items) {
    items.forEach(item -> byPath.put(item.path(), item));
  }

  /** What {@link #fetch} will fetch. */
  static List<ZooEntry> entries(Zoo zoo) {
    return NAMES.stream().map(zoo::entry).toList();
  }

  /** Fetches everything; what cannot be had is remembered with the reason. */
  public static Library fetch(Zoo zoo, ProgressListener progress) {
    List<Item> items = new ArrayList<>();
    // A package that cannot be had is not asked for again: npm takes its time to fail.
    Map<String, String> failedPackages = new HashMap<>();
    for (ZooEntry entry : entries(zoo)) {
      String source = sourceOf(entry);
      String failure = zoo.isPresent(entry) ? null : failedPackages.get(source);
      Optional<Path> file = Optional.empty();
      if (failure == null) {
        try {
          file = Optional.of(zoo.fetch(entry.name(), progress));
        } catch (ZooException e) {
          failure = e.getMessage();
          failedPackages.put(source, failure);
        }
      }
      items.add(new Item(entry, file, failure == null ? "" : failure));
    }
    return new Library(items);
  }

  /** The npm package that holds the entry; empty for one that comes from elsewhere. */
  static String sourceOf(ZooEntry entry) {
    return entry.origin() instanceof NpmFile file ? file.source().id() : "";
  }

  List<Item> items() {
    return List.copyOf(byPath.values());
  }

  Optional<Item> item(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** One line for each thing that failed for a reason of its own. */
  public List<String> failures() {
    return items().stream()
        .map(Item::failure)
        .filter(failure -> !failure.isEmpty())
        .distinct()
        .toList();
  }
}
