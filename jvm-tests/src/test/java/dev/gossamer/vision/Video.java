package dev.gossamer.vision;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** The pictures of a video file, decoded by ffmpeg. */
final class Video implements AutoCloseable {
  private final Process process;
  private final InputStream pictures;
  private final int width;
  private final int height;

  private Video(Process process, int width, int height) {
    this.process = process;
    this.pictures = new BufferedInputStream(process.getInputStream(), 1 << 20);
    this.width = width;
    this.height = height;
  }

  /** Skips the running test, saying so, where there is no ffmpeg. */
  static Video open(Path file, int width, int height) {
    ProcessBuilder command =
        new ProcessBuilder(
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-i",
            file.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-");
    try {
      return new Video(
          command.redirectError(ProcessBuilder.Redirect.INHERIT).start(), width, height);
    } catch (IOException e) {
      throw new TestAbortedException("no ffmpeg to decode " + file + " with: " + e.getMessage(), e);
    }
  }

  /** Null at the end. */
  Image next() throws IOException {
    byte[] rgb = pictures.readNBytes(3 * width * height);
    return rgb.length < 3 * width * height ? null : Image.rgb(rgb, width, height);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
