package dev.gossamer.bench;

import dev.gossamer.format.ModelReader;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import dev.gossamer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The models that can be measured, by name; files are fetched or made when asked for. */
final class Models {
  private static final int[] PERCENT = {0, 30, 50, 70, 80, 90};
  private static final long SEED = 1;

  private final Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();

  private Models() {}

  /** Every model of the zoo, then the generated networks. */
  static Models all(Zoo zoo) {
    Models models = new Models();
    zoo.models().forEach(model -> models.files.put(model.name(), () -> fetch(zoo, model.name())));
    for (int version : new int[] {1, 2}) {
      for (int percent : PERCENT) {
        models.addGenerated(version, percent, false);
        if (percent > 0) {
          models.addGenerated(version, percent, true);
        }
      }
    }
    return models;
  }

  private void addGenerated(int version, int percent, boolean pairs) {
    int blockRows = pairs ? 2 : 1;
    files.put(
        MobileNetName.of(version, percent, pairs),
        () ->
            TfliteWriter.write(
                version == 1
                    ? MobileNets.v1(percent / 100.0, blockRows, SEED)
                    : MobileNets.v2(percent / 100.0, blockRows, SEED)));
  }

  /** A file under its own name; every runtime gets it as {@code .tflite}. */
  private String addFile(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.replaceFirst("\\.[^.]*$", "");
    files.put(
        name,
        () -> {
          try {
            byte[] bytes = Files.readAllBytes(file);
            return fileName.endsWith(".tflite")
                ? bytes
                : TfliteWriter.write(ModelReader.read(bytes));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return name;
  }

  private static byte[] fetch(Zoo zoo, String name) {
    try {
      return Files.readAllBytes(zoo.fetch(name, ProgressListener.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Names that match one of the patterns, in their own order; a pattern is a name, the beginning of
   * one and {@code *}, or a model file.
   *
   * @throws BenchFailure if a pattern matches nothing
   */
  List<String> matching(List<String> patterns) {
    if (patterns.isEmpty()) {
      return List.copyOf(files.keySet());
    }
    List<String> wanted = new ArrayList<>();
    for (String pattern : patterns) {
      Path file = Path.of(pattern);
      boolean isFile = pattern.contains(".") && Files.isRegularFile(file);
      wanted.add(isFile ? addFile(file) : pattern);
    }
    List<String> names = new ArrayList<>();
    for (String pattern : wanted) {
      if (files.keySet().stream().noneMatch(name -> matches(name, pattern))) {
        throw new BenchFailure(
            "no model '" + pattern + "', expected some of " + String.join(", ", files.keySet()));
      }
    }
    for (String name : files.keySet()) {
      if (wanted.stream().anyMatch(pattern -> matches(name, pattern))) {
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
