package dev.gossamer.bench;

import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The models that can be measured, by name; files are fetched or made when asked for. */
final class Models {
  private final Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();

  private Models() {}

  /** Every model of the zoo, then the generated networks. */
  static Models all(Zoo zoo) {
    Models models = new Models();
    zoo.models().forEach(model -> models.files.put(model.name(), () -> fetch(zoo, model.name())));
    return models;
  }

  private static byte[] fetch(Zoo zoo, String name) {
    try {
      return Files.readAllBytes(zoo.fetch(name, ProgressListener.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Names that match one of the patterns, in their own order; a pattern is a name or the beginning
   * of one and {@code *}.
   *
   * @throws BenchFailure if a pattern matches nothing
   */
  List<String> matching(List<String> patterns) {
    if (patterns.isEmpty()) {
      return List.copyOf(files.keySet());
    }
    List<String> names = new ArrayList<>();
    for (String pattern : patterns) {
      if (files.keySet().stream().noneMatch(name -> matches(name, pattern))) {
        throw new BenchFailure(
            "no model '" + pattern + "', expected some of " + String.join(", ", files.keySet()));
      }
    }
    for (String name : files.keySet()) {
      if (patterns.stream().anyMatch(pattern -> matches(name, pattern))) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean matches(String name, String pattern) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  /**
   * @throws ZooException if it cannot be had here
   */
  BenchModel load(String name) {
    return BenchModel.of(name, files.get(name).get());
  }
}
