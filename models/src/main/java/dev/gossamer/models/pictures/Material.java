package dev.gossamer.models.pictures;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The pictures and videos of some folders, by name. So that nothing is judged on what it was
 * trained on, every fifth picture of each folder is held out; videos are trained on or judged on as
 * a whole.
 */
public final class Material {
  /** One picture of this many is held out. */
  private static final int HELD_OUT_EVERY = 5;

  /** Which pictures to take. */
  public enum Part {
    TRAINING,
    HELD_OUT,
    ALL;

    boolean takes(int index) {
      boolean isHeldOut = index % HELD_OUT_EVERY == HELD_OUT_EVERY - 1;
      return this == ALL || isHeldOut == (this == HELD_OUT);
    }
  }

  private final List<Path> pictures = new ArrayList<>();
  private final List<Path> videos = new ArrayList<>();

  private Material() {}

  /**
   * @param places folders, searched with their sub-folders, and single files, which are taken
   *     whatever the part
   * @throws IOException if a place cannot be read
   */
  public static Material of(List<Path> places, Part part) throws IOException {
    Material material = new Material();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        material.addFolder(place, part);
      } else if (Files.exists(place)) {
        material.addFile(place);
      } else {
        throw new IOException("no such file or folder: " + place.toAbsolutePath());
      }
    }
    return material;
  }

  private void addFolder(Path folder, Part part) throws IOException {
    TreeMap<Path, List<Path>> byFolder = new TreeMap<>();
    // A link to a folder is followed, links inside are not: they could form a loop.
    Path real = folder.toRealPath();
    try (Stream<Path> files = Files.walk(real)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve(real.relativize(file)))
          .sorted()
          .forEach(
              file -> byFolder.computeIfAbsent(file.getParent(), p -> new ArrayList<>()).add(file));
    }
    for (List<Path> siblings : byFolder.values()) {
      int index = 0;
      for (Path file : siblings) {
        if (isPicture(file)) {
          if (part.takes(index++)) {
            pictures.add(file);
          }
        } else if (isVideo(file) && part != Part.HELD_OUT) {
          videos.add(file);
        }
      }
    }
  }

  private void addFile(Path file) throws IOException {
    if (isVideo(file)) {
      videos.add(file);
    } else if (isPicture(file)) {
      pictures.add(file);
    } else {
      throw new IOException(file + ": expected a .jpg, .png or .mp4 file");
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
  }

  private static boolean isVideo(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".mp4");
  }

  /** Not more than so many of the pictures, evenly spread, and all the videos. */
  public Material limited(int most) {
    Material fewer = new Material();
    fewer.videos.addAll(videos);
    int count = Math.min(most, pictures.size());
    for (int i = 0; i < count; i++) {
      fewer.pictures.add(pictures.get((int) ((long) i * pictures.size() / count)));
    }
    return fewer;
  }

  public List<Path> pictures() {
    return List.copyOf(pictures);
  }

  public List<Path> videos() {
    return List.copyOf(videos);
  }

  /**
   * Decodes a video by the program ffmpeg, which must be installed.
   *
   * @param every one frame of this many is given
   * @param longest frames are scaled down until the longer side has at most this many pixels
   * @param sink told of each frame in order
   * @throws IOException if there is no ffmpeg, or it fails
   */
  public static void frames(Path video, int every, int longest, Consumer<Picture> sink)
      throws IOException {
    String scale = "scale='min(" + longest + ",iw)':'min(" + longest + ",ih)'";
    ProcessBuilder builder =
        new ProcessBuilder(
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-i",
            video.toString(),
            "-vf",
            "select='not(mod(n," + every + "))'," + scale + ":force_original_aspect_ratio=decrease",
            "-fps_mode",
            "passthrough",
            "-f",
            "image2pipe",
            "-c:v",
            "ppm",
            "-");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      throw new IOException(
          "videos need the program ffmpeg, which cannot be started: install it (Debian: apt-get"
              + " install ffmpeg; macOS: brew install ffmpeg), or give pictures only",
          missing);
    }
    try (InputStream stream = new BufferedInputStream(process.getInputStream(), 1 << 20)) {
      int index = 0;
      for (BufferedImage image = ppm(stream); image != null; image = ppm(stream)) {
        String name = video.getFileName() + "#" + index * every;
        sink.accept(Picture.of(name, image, longest));
        index++;
      }
      int exitCode = process.waitFor();
      if (index == 0 || exitCode != 0) {
        throw new IOException(
            video
                + " cannot be decoded: ffmpeg ended with "
                + exitCode
                + " after "
                + index
                + " frames");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while decoding " + video, interrupted);
    } finally {
      process.destroy();
    }
  }

  /** The next picture of a stream of binary PPM files of 8 bits; null at its end. */
  private static BufferedImage ppm(InputStream stream) throws IOException {
    String magic = token(stream);
    if (magic.isEmpty()) {
      return null;
    }
    int width = Integer.parseInt(token(stream));
    int height = Integer.parseInt(token(stream));
    token(stream);
    byte[] bytes = stream.readNBytes(width * height * 3);
    if (!magic.equals("P6") || bytes.length < width * height * 3) {
      throw new IOException("ffmpeg gave a frame that is cut off");
    }
    int[] rgb = new int[width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          (bytes[3 * i] & 255) << 16 | (bytes[3 * i + 1] & 255) << 8 | (bytes[3 * i + 2] & 255);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return image;
  }

  private static String token(InputStream stream) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = stream.read(); c > ' '; c = stream.read()) {
      text.append((char) c);
    }
    return text.toString();
  }
}
