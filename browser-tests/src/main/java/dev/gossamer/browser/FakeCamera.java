package dev.gossamer.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A camera of Chromium's that plays a file again and again, 30 pictures a second. */
public final class FakeCamera {
  private static final int TIMEOUT_SECONDS = 120;

  /** What to say where {@link #clipOf} gives nothing. */
  public static final String MISSING =
      "ffmpeg was not found, which makes the file that the fake camera plays";

  private FakeCamera() {}

  /**
   * Makes a file that Chromium can play of a video or picture.
   *
   * @param filter as ffmpeg's {@code -vf}; empty for none
   * @return empty where there is no ffmpeg
   */
  public static Optional<Path> clipOf(Path source, String filter, Path folder) {
    Path clip = folder.resolve(source.getFileName() + ".mjpeg");
    boolean picture = !source.toString().endsWith(".mp4");
    try {
      Files.createDirectories(folder);
      List<String> line = new ArrayList<>(List.of("ffmpeg", "-y", "-loglevel", "error"));
      if (picture) {
        line.addAll(List.of("-loop", "1", "-t", "1"));
      }
      line.addAll(List.of("-i", source.toString(), "-r", "30", "-q:v", "2"));
      if (!filter.isEmpty()) {
        line.addAll(List.of("-vf", filter));
      }
      line.addAll(List.of("-pix_fmt", "yuvj420p", "-f", "mjpeg", clip.toString()));
      Process ffmpeg = new ProcessBuilder(line).inheritIO().start();
      if (!ffmpeg.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        ffmpeg.destroyForcibly();
        throw new IllegalStateException("ffmpeg is still at " + source);
      }
      if (ffmpeg.exitValue() != 0) {
        throw new IllegalStateException("ffmpeg cannot read " + source);
      }
      return Optional.of(clip);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().contains("Cannot run program")) {
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Chromium's flags for a camera that plays the clip, to which pages get access unasked. */
  public static List<String> flags(Path clip) {
    return List.of(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + clip);
  }
}
