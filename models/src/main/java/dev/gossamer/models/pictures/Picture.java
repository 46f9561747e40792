package dev.gossamer.models.pictures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture in memory.
 *
 * @param name for reports: where it came from
 * @param width in pixels
 * @param height in pixels
 * @param rgb row by row, 0xRRGGBB; not to be written to
 */
public record Picture(String name, int width, int height, int[] rgb) {
  public Picture {
    if (width < 1 || height < 1 || rgb.length != width * height) {
      throw new IllegalArgumentException(
          name + ": " + width + " x " + height + " does not fit " + rgb.length + " pixels");
    }
  }

  /**
   * Reads a JPEG or PNG file.
   *
   * @param longest larger pictures are scaled down until their longer side has this many pixels
   * @throws IOException if it cannot be read or is of no known kind
   */
  public static Picture read(Path file, int longest) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + " is not a picture: expected a JPEG or PNG file");
    }
    return of(file.getFileName().toString(), image, longest);
  }

  static Picture of(String name, BufferedImage image, int longest) {
    double scale = Math.min(1, (double) longest / Math.max(image.getWidth(), image.getHeight()));
    BufferedImage source = image;
    // By halves, because one bilinear step over more than two pixels skips some.
    while (scale < 0.5) {
      source = scaled(source, source.getWidth() / 2, source.getHeight() / 2);
      scale *= 2;
    }
    int width = Math.max(1, (int) Math.round(source.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(source.getHeight() * scale));
    BufferedImage plain = scaled(source, width, height);
    int[] rgb = plain.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] &= 0xffffff;
    }
    return new Picture(name, width, height, rgb);
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }
}
