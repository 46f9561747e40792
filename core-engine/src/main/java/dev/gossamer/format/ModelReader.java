package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.FlatBufferVerifier;
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
    if (GossReader.isGoss(bytes)) {
      return GossReader.read(bytes);
    }
    if (startsWith(bytes, "\0asm")) {
      throw new ModelFormatException(
          "File is a compiled module, not a model: run it with gossamer/aot, gossamer/aot-threads or"
              + " 'gossamer run'",
          "byte 0");
    }
    if (bytes.length >= 8 && !FlatBufferVerifier.hasIdentifier(bytes, TfliteReader.IDENTIFIER)) {
      throw new ModelFormatException(
          "File identifier",
          "byte 4",
          TfliteReader.IDENTIFIER + " (.tflite) or " + GossReader.IDENTIFIER + " (.goss)",
          FlatBufferVerifier.identifier(bytes));
    }
    return TfliteReader.read(bytes);
  }

  private static boolean startsWith(byte[] bytes, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (i == bytes.length || bytes[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
