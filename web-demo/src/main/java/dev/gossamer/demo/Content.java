package dev.gossamer.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The body of an answer.
 *
 * @param tag changes whenever the bytes do
 * @param immutable whether the address says everything about the bytes
 */
record Content(int status, String type, byte[] bytes, String tag, boolean immutable) {
  static final String TEXT = "text/plain; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", TEXT),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"));

  /** With the type that the end of the path says. */
  static Content of(String path, byte[] bytes) {
    return of(path, bytes, false);
  }

  static Content of(String path, byte[] bytes, boolean immutable) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    // Models, too, are application/octet-stream.
    String type = TYPES.getOrDefault(extension, "application/octet-stream");
    return new Content(200, type, bytes, hash(bytes), immutable);
  }

  /** A failure, in words. */
  static Content failure(int status, String text) {
    return new Content(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8), "", false);
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
