package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.pictures.Crop;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.pictures.Region;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** selfie_segmentation_50 beside the model that it was made of. */
class PrunedMaskTest {
  private static final int SIDE = 256;
  private static final int LONGEST = 1200;

  /**
   * Masks of the dense model change, too, where people are many, turned or far away: if a picture
   * is moved by a pixel of its input, they differ from its own masks as those of the pruned model
   * do.
   */
  @Test
  void isAsCloseAsTheDenseModelIsToItselfAPixelFurther() throws IOException {
    Network dense = network(ZooFiles.require("selfie_segmentation"));
    Network pruned =
        network(ProjectFolders.root().resolve("models/sparse/selfie_segmentation_50.goss"));
    double ofPruned = 0;
    double ofMoved = 0;
    List<Path> pictures = TestPictures.heldOutPeople();
    for (Path file : pictures) {
      Picture picture = Picture.read(file, LONGEST);
      float[] mask = mask(dense, picture, 0);
      ofPruned += overlap(mask, mask(pruned, picture, 0));
      ofMoved += overlap(mask, movedBack(mask(dense, picture, 1)));
    }
    assertThat(pictures).hasSizeGreaterThan(20);
    assertThat(ofPruned / pictures.size())
        .isGreaterThan(0.86)
        .isGreaterThan(ofMoved / pictures.size());
  }

  private static Network network(Path file) throws IOException {
    return new Network(file.getFileName().toString(), Files.readAllBytes(file));
  }

  /**
   * @param pixels of the input that the view is moved to the right and down
   */
  private static float[] mask(Network network, Picture picture, int pixels) {
    Region whole = Region.whole(picture);
    Region region =
        new Region(
            whole.x() + pixels * whole.width() / SIDE,
            whole.y() + pixels * whole.height() / SIDE,
            whole.width(),
            whole.height(),
            whole.angle());
    return network.run(Crop.cut(picture, region, SIDE, SIDE, Crop.Border.REPLICATE))[0];
  }

  /** By one pixel. */
  private static float[] movedBack(float[] mask) {
    float[] back = mask.clone();
    System.arraycopy(mask, 0, back, SIDE + 1, mask.length - SIDE - 1);
    return back;
  }

  /** Intersection over union of what is above a half; the first row and column do not count. */
  private static double overlap(float[] expected, float[] found) {
    int both = 0;
    int either = 0;
    for (int y = 1; y < SIDE; y++) {
      for (int x = 1; x < SIDE; x++) {
        boolean a = expected[y * SIDE + x] > 0.5f;
        boolean b = found[y * SIDE + x] > 0.5f;
        both += a && b ? 1 : 0;
        either += a || b ? 1 : 0;
      }
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
