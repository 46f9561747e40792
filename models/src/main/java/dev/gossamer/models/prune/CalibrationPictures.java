package dev.gossamer.models.prune;

import dev.gossamer.graph.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Pictures of a folder as inputs of a model: the whole picture stretched to the model's size, RGB.
 *
 * @param shape of the input, [1,height,width,3]
 * @param low what black becomes
 * @param high what white becomes
 */
public record CalibrationPictures(Shape shape, float low, float high) {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp", ".gif");

  /**
   * @throws IllegalArgumentException if the shape is not that of one RGB picture
   */
  public CalibrationPictures {
    if (shape.rank() != 4 || shape.dim(0) != 1 || shape.dim(3) != 3) {
      throw new IllegalArgumentException("expected an input [1,height,width,3], got " + shape);
    }
  }

  /** All pictures in a folder and the folders in it, sorted by path. */
  public static List<Path> find(Path folder) throws IOException {
    // A link to a folder is followed, links inside are not: they could form a loop.
    Path real = folder.toRealPath();
    try (Stream<Path> files = Files.walk(real)) {
      return files
          .filter(CalibrationPictures::looksLikePicture)
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve(real.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean looksLikePicture(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** So many of them, evenly spread: of sorted paths, some of every folder. */
  public static <T> List<T> spread(List<T> all, int most) {
    List<T> chosen = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  /**
   * @return height x width x 3 floats
   * @throws IOException if the file cannot be read or is no picture
   */
  public float[] read(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new IOException("not a picture that Java reads: " + file);
    }
    return floats(picture);
  }

  /** As {@link #read}. */
  public float[] floats(BufferedImage picture) {
    int height = shape.dim(1);
    int width = shape.dim(2);
    BufferedImage scaled = picture;
    // Halving first keeps pixels that a single bilinear step would leave out.
    while (scaled.getWidth() >= 2 * width && scaled.getHeight() >= 2 * height) {
      scaled = draw(scaled, scaled.getWidth() / 2, scaled.getHeight() / 2);
    }
    int[] pixels = draw(scaled, width, height).getRGB(0, 0, width, height, null, 0, width);
    float[] floats = new float[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int value = pixels[i] >> 16 - 8 * channel & 0xff;
        floats[3 * i + channel] = low + (high - low) * value / 255f;
      }
    }
    return floats;
  }

  private static BufferedImage draw(BufferedImage picture, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }
}
