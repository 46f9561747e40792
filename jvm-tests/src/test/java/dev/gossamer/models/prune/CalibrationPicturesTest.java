package dev.gossamer.models.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.graph.Shape;
import dev.gossamer.models.pictures.Material;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationPicturesTest {
  @TempDir Path folder;

  @Test
  void pixelsAreRgbInTheRangeOfTheModel() {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xff0000);
    picture.setRGB(1, 0, 0x0080ff);

    float[] floats = new CalibrationPictures(Shape.of(1, 1, 2, 3), -1, 1).floats(picture);

    assertThat(floats).containsExactly(1, -1, -1, -1, 2 * 128 / 255f - 1, 1);
  }

  /** 8x8 checks of 1 pixel: every output pixel sees as many white ones as black ones. */
  @Test
  void shrinkingAveragesAllPixels() {
    BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        picture.setRGB(x, y, (x + y) % 2 == 0 ? 0xffffff : 0);
      }
    }

    float[] floats = new CalibrationPictures(Shape.of(1, 4, 4, 3), 0, 1).floats(picture);

    assertThat(floats).hasSize(48);
    for (float value : floats) {
      assertThat(value).isCloseTo(0.5f, within(0.01f));
    }
  }

  @Test
  void picturesAreFoundInFoldersOfFoldersAndSpreadOverThem() throws IOException {
    for (String name : List.of("b/2.png", "a/1.PNG", "a/notes.txt", "b/3.png", "c/4.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      if (name.endsWith("txt")) {
        Files.writeString(file, "no picture");
      } else {
        ImageIO.write(new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
      }
    }

    List<Path> found = CalibrationPictures.find(folder);

    assertThat(found)
        .extracting(file -> folder.relativize(file).toString().replace('\\', '/'))
        .containsExactly("a/1.PNG", "b/2.png", "b/3.png", "c/4.png");
    Path link = Files.createSymbolicLink(folder.resolveSibling("link" + System.nanoTime()), folder);
    try {
      assertThat(CalibrationPictures.find(link)).hasSize(4).allMatch(file -> file.startsWith(link));
      assertThat(Material.of(List.of(link), Material.Part.ALL).pictures()).hasSize(4);
    } finally {
      Files.delete(link);
    }
    assertThat(CalibrationPictures.spread(found, 2)).containsExactly(found.get(0), found.get(2));
    assertThat(CalibrationPictures.spread(found, 9)).isEqualTo(found);
    CalibrationPictures pictures = new CalibrationPictures(Shape.of(1, 5, 7, 3), 0, 1);
    assertThat(pictures.read(found.get(0))).hasSize(105).containsOnly(0f);
    assertThatThrownBy(() -> pictures.read(folder.resolve("a/notes.txt")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.txt");
  }

  @Test
  void onlyOneRgbPictureFits() {
    assertThatThrownBy(() -> new CalibrationPictures(Shape.of(1, 4, 4, 1), 0, 1))
        .hasMessageContaining("[1,4,4,1]");
  }
}
