package dev.gossamer.models.convert;

import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossReader;
import dev.gossamer.format.GossWriter;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The kinds of model files that can be written. */
public enum ModelKind {
  TFLITE {
    @Override
    public byte[] write(Graph graph, WriteOptions options, GossInfo info) {
      return TfliteWriter.write(graph, options);
    }
  },
  GOSS {
    @Override
    public byte[] write(Graph graph, WriteOptions options, GossInfo info) {
      return GossWriter.write(graph, options, info);
    }
  };

  /** The kind that a file's name says; empty if it is none of them. */
  public static Optional<ModelKind> of(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    for (ModelKind kind : values()) {
      if (name.toLowerCase(Locale.ROOT).endsWith(kind.extension())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The kind of a file to be written.
   *
   * @throws IllegalArgumentException if its name does not say it; the message is for people
   */
  public static ModelKind ofOutput(Path file) {
    return of(file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the name of a model's file must end in .goss or .tflite, got " + file));
  }

  /** The kind of a file that was read. */
  public static ModelKind of(byte[] bytes) {
    return GossReader.isGoss(bytes) ? GOSS : TFLITE;
  }

  /** With the dot. */
  public String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param info what only a {@code .goss} file can tell
   */
  public abstract byte[] write(Graph graph, WriteOptions options, GossInfo info);
}
