package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.TfliteReader;

/** Reads a model file of any kind that Gossamer knows, by the identifier at its byte 4. */
public final class ModelReader {
  private ModelReader() {}

  /**
   * The graph of a {@code .goss} or a {@code .tflite} file.
   *
   * @param bytes the whole file; neither changed nor kept
   * @throws ModelFormatException if it is neither, is damaged, contradicts itself or exceeds the
   *     limits
   */
  public static Graph read(byte[] bytes) {
    return GossReader.isGoss(bytes) ? GossReader.read(bytes) : TfliteReader.read(bytes);
  }
}
