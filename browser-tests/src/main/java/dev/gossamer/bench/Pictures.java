package dev.gossamer.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a video, or the only one of a photograph, decoded by ffmpeg. */
final class Pictures {
  private Pictures() {}

  /**
   * @param rgb row by row
   */
  record Picture(int width, int height, byte[] rgb) {}

  /**
   * The first ones.
   *
   * @param width that they are scaled to; 0 for their own
   * @throws BenchFailure if there is no ffmpeg, or it cannot read the file
   */
  static List<Picture> of(Path file, int count, int width) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-i"));
    command.addAll(List.of(file.toString(), "-frames:v", "" + count));
    if (width > 0) {
      command.addAll(List.of("-vf", "scale=" + width + ":-2:flags=area"));
    }
    command.addAll(List.of("-f", "image2pipe", "-c:v", "ppm", "-"));
    try {
      Process ffmpeg =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      List<Picture> pictures = new ArrayList<>();
      try (InputStream stream = new BufferedInputStream(ffmpeg.getInputStream(), 1 << 20)) {
        while (!word(stream).isEmpty()) {
          int columns = Integer.parseInt(word(stream));
          int rows = Integer.parseInt(word(stream));
          word(stream);
          pictures.add(new Picture(columns, rows, stream.readNBytes(3 * columns * rows)));
        }
      }
      if (pictures.isEmpty()) {
        throw new BenchFailure("ffmpeg found no picture in " + file);
      }
      return pictures;
    } catch (IOException e) {
      throw new UncheckedIOException("ffmpeg is needed to decode " + file, e);
    }
  }

  /** Of a portable pixmap's header; empty at the end. */
  private static String word(InputStream stream) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int c = stream.read(); c >= 0 && c > ' '; c = stream.read()) {
      word.append(new String(new byte[] {(byte) c}, StandardCharsets.US_ASCII));
    }
    return word.toString();
  }
}
