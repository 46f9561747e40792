package dev.gossamer.vision;

import dev.gossamer.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Picture files as the engine sees them. */
final class TestPictures {
  private TestPictures() {}

  /** From the shared folder; skips the running test where it is absent. */
  static Image shared(String relative) throws IOException {
    return read(SharedData.require(relative));
  }

  static Image read(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int pixel = picture.getRGB(i % width, i / width);
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return Image.rgb(rgb, width, height);
  }

  /** The same with an alpha channel and room at the end of each row. */
  static Image padded(Image rgb, int room) {
    int stride = 4 * rgb.width() + room;
    byte[] rgba = new byte[stride * rgb.height()];
    for (int y = 0; y < rgb.height(); y++) {
      for (int x = 0; x < rgb.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgba[y * stride + 4 * x + channel] = (byte) rgb.level(x, y, channel);
        }
      }
    }
    return new Image(rgba, rgb.width(), rgb.height(), 4, stride);
  }

  /**
   * The pictures of people that no model was calibrated or trained on: the last of every five, by
   * name, as the cards in models/sparse say.
   */
  static List<Path> heldOutPeople() throws IOException {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(SharedData.require("people"))) {
      pictures = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    return IntStream.range(0, pictures.size())
        .filter(i -> i % 5 == 4)
        .mapToObj(pictures::get)
        .toList();
  }
}
