package dev.gossamer.models.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsAndCropsTest {
  private static final double EXACT = 1e-9;

  /** Red rises from left to right, green from top to bottom, by 10 per pixel. */
  private static Picture ramp() {
    int[] rgb = new int[20 * 10];
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 20; x++) {
        rgb[y * 20 + x] = (10 * x) << 16 | (10 * y) << 8;
      }
    }
    return new Picture("ramp", 20, 10, rgb);
  }

  @Test
  void aWarpMapsTheUnitSquareOntoItsCornersAndBack() {
    Warp warp = new Warp(new double[] {1, 2, 11, 3, 13, 14, 0, 10});
    assertThat(warp.x(0, 0)).isCloseTo(1, within(EXACT));
    assertThat(warp.y(0, 0)).isCloseTo(2, within(EXACT));
    assertThat(warp.x(1, 1)).isCloseTo(13, within(EXACT));
    assertThat(warp.y(1, 1)).isCloseTo(14, within(EXACT));
    assertThat(warp.x(0, 1)).isCloseTo(0, within(EXACT));
    double[] unit = warp.toUnit(warp.x(0.3, 0.8), warp.y(0.3, 0.8));
    assertThat(unit[0]).isCloseTo(0.3, within(EXACT));
    assertThat(unit[1]).isCloseTo(0.8, within(EXACT));
  }

  @Test
  void aWarpNeedsCornersThatSpanAnArea() {
    assertThatThrownBy(() -> new Warp(new double[] {0, 0, 1, 1, 2, 2, 3, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("on a line");
  }

  @Test
  void aCropOfTheWholePictureAtItsOwnSizeIsThePicture() {
    Picture picture = ramp();
    float[] crop = Crop.cut(picture, Region.whole(picture), 20, 10, Crop.Border.BLACK);
    assertThat(crop[(4 * 20 + 7) * 3]).isCloseTo(70 / 255f, within(1e-5f));
    assertThat(crop[(4 * 20 + 7) * 3 + 1]).isCloseTo(40 / 255f, within(1e-5f));
    assertThat(crop[(4 * 20 + 7) * 3 + 2]).isZero();
  }

  @Test
  void aTurnedCropFollowsItsAngle() {
    Region right = new Region(10, 5, 4, 4, Math.PI / 2);
    float[] crop = Crop.cut(ramp(), right, 4, 4, Crop.Border.BLACK);
    // A quarter clockwise: what is up in the crop is on the right in the picture.
    assertThat(crop[0]).isGreaterThan(crop[(3 * 4) * 3]);
    assertThat(crop[0]).isCloseTo(crop[3 * 3], within(1e-5f));
  }

  @Test
  void outsideIsBlackOrTheNearestPixel() {
    Region beyond = new Region(100, 5, 4, 4, 0);
    assertThat(Crop.cut(ramp(), beyond, 2, 2, Crop.Border.BLACK)).containsOnly(0f);
    assertThat(Crop.cut(ramp(), beyond, 2, 2, Crop.Border.REPLICATE)[0])
        .isCloseTo(190 / 255f, within(1e-5f));
  }

  @Test
  void anUprightHandHasAnUprightRegionAroundItsPalm() {
    double[] x = new double[21];
    double[] y = new double[21];
    // Wrist below, knuckles straight above it, everything else between them.
    for (int i = 0; i < 21; i++) {
      x[i] = 100;
      y[i] = 150;
    }
    y[0] = 200;
    y[5] = y[9] = y[13] = y[17] = 100;
    x[5] = 80;
    x[13] = 120;
    x[17] = 140;
    Region region = HandRegions.ofLandmarks(x, y);
    assertThat(region.angle()).isCloseTo(0, within(EXACT));
    // 100 pixels from wrist to knuckles: twice that, moved up by a tenth of it.
    assertThat(region.width()).isCloseTo(200, within(EXACT));
    assertThat(region.height()).isCloseTo(200, within(EXACT));
    assertThat(region.x()).isCloseTo(110, within(EXACT));
    assertThat(region.y()).isCloseTo(140, within(EXACT));
    assertThat(HandRegions.palmSize(x, y)).isCloseTo(100, within(EXACT));
  }

  @Test
  void theRegionTurnsWithTheHand() {
    double[] x = {0, 5, 10, 15, 20, 18, 22, 26, 30, 20, 25, 30, 35, 19, 24, 28, 33, 17, 20, 24, 28};
    double[] y = {0, 9, 12, 14, 17, 6, 7, 8, 9, 1, 1, 0, 0, -5, -6, -7, -8, -9, -11, -12, -13};
    double[] turnedX = new double[21];
    double[] turnedY = new double[21];
    double angle = 0.7;
    for (int i = 0; i < 21; i++) {
      turnedX[i] = x[i] * Math.cos(angle) - y[i] * Math.sin(angle);
      turnedY[i] = x[i] * Math.sin(angle) + y[i] * Math.cos(angle);
    }
    Region before = HandRegions.ofLandmarks(x, y);
    Region after = HandRegions.ofLandmarks(turnedX, turnedY);
    assertThat(after.angle() - before.angle()).isCloseTo(angle, within(EXACT));
    assertThat(after.width()).isCloseTo(before.width(), within(EXACT));
  }

  @Test
  void everyFifthPictureOfAFolderIsHeldOut(@TempDir Path folder) throws IOException {
    for (String sub : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(sub));
      for (int i = 0; i < 7; i++) {
        ImageIO.write(
            new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
            "png",
            folder.resolve(sub).resolve(i + ".png").toFile());
      }
    }
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    List<Path> places = List.of(folder);
    assertThat(Material.of(places, Material.Part.HELD_OUT).pictures())
        .extracting(file -> folder.relativize(file).toString().replace('\\', '/'))
        .containsExactly("a/4.png", "b/4.png");
    assertThat(Material.of(places, Material.Part.TRAINING).pictures()).hasSize(12);
    assertThat(Material.of(places, Material.Part.ALL).pictures()).hasSize(14);
  }

  @Test
  void aFileThatIsNoPictureIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.png"), "no picture");
    assertThatThrownBy(() -> Picture.read(file, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.png");
    assertThatThrownBy(
            () -> Material.of(List.of(folder.resolve("nowhere")), Material.Part.TRAINING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void aLargePictureIsScaledToItsLongerSide(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(400, 100, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    Picture picture = Picture.read(file, 80);
    assertThat(picture.width()).isEqualTo(80);
    assertThat(picture.height()).isEqualTo(20);
  }
}
