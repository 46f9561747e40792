package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** face_detection_full_range_70 beside the model that it was made of. */
class PrunedFaceTest {
  private static Model dense;
  private static Model pruned;

  @BeforeAll
  static void load() throws IOException {
    dense = Gossamer.load(ZooFiles.require("face_detection_full_range"));
    pruned =
        Gossamer.load(
            ProjectFolders.root().resolve("models/sparse/face_detection_full_range_70.goss"));
  }

  @AfterAll
  static void close() {
    for (Model model : new Model[] {dense, pruned}) {
      if (model != null) {
        model.close();
      }
    }
  }

  /**
   * As many faces on the demo's pictures, of which people_3, people_4 and people_6 are among those
   * of the training. Bounds are what was measured, less 0.02.
   *
   * @param least overlap of any of the boxes
   */
  @ParameterizedTest
  @CsvSource({
    "people_1.jpg, 3, 0.91",
    "people_2.jpg, 2, 0.96",
    "people_3.jpg, 3, 0.87",
    "people_4.jpg, 4, 0.85",
    "people_5.jpg, 5, 0.81",
    "people_6.jpg, 4, 0.88",
  })
  void findsTheSameFacesOnTheDemosPictures(String name, int faces, double least)
      throws IOException {
    Image picture = TestPictures.read(ZooFiles.require(name));
    List<Detection> expected = new FaceDetector(dense).detect(picture);
    List<Detection> found = new FaceDetector(pruned).detect(picture);

    assertThat(expected).hasSize(faces);
    assertThat(found).hasSize(faces);
    assertThat(overlaps(expected, found)).allMatch(overlap -> overlap > least);
  }

  /**
   * Boxes of the dense model move, too, where faces are small or turned: fewer of them stay the
   * same in a picture moved by half a pixel of its input than with the pruned model.
   */
  @Test
  void keepsMoreBoxesThanTheDenseModelDoesHalfAPixelFurther() throws IOException {
    List<Double> ofPruned = new ArrayList<>();
    List<Double> ofMoved = new ArrayList<>();
    for (Path file : heldOut()) {
      Image picture = TestPictures.read(file);
      int pixels = Math.round(0.5f * Math.max(picture.width(), picture.height()) / 192);
      List<Detection> expected = new FaceDetector(dense).detect(picture);
      ofPruned.addAll(overlaps(expected, new FaceDetector(pruned).detect(picture)));
      List<Box> moved = new ArrayList<>();
      for (Detection face : new FaceDetector(dense).detect(moved(picture, pixels))) {
        Box box = face.box();
        moved.add(
            new Box(
                box.left() - pixels,
                box.top() - pixels,
                box.right() - pixels,
                box.bottom() - pixels));
      }
      expected.forEach(face -> ofMoved.add(best(face.box(), moved)));
    }
    assertThat(ofPruned).hasSizeGreaterThan(20);
    assertThat(share(ofPruned)).isGreaterThan(0.8).isGreaterThan(share(ofMoved));
  }

  private static List<Path> heldOut() throws IOException {
    List<Path> heldOut = new ArrayList<>(TestPictures.heldOutPeople());
    heldOut.add(SharedData.require("faces/portrait.jpg"));
    return heldOut;
  }

  private static List<Double> overlaps(List<Detection> expected, List<Detection> found) {
    List<Box> boxes = found.stream().map(Detection::box).toList();
    return expected.stream().map(face -> best(face.box(), boxes)).toList();
  }

  private static double best(Box box, List<Box> others) {
    return others.stream().mapToDouble(box::intersectionOverUnion).max().orElse(0);
  }

  /** Of overlaps that are 0.9 or more. */
  private static double share(List<Double> overlaps) {
    return (double) overlaps.stream().filter(value -> value >= 0.9).count() / overlaps.size();
  }

  /** Right and down; black where it was. */
  private static Image moved(Image picture, int pixels) {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = new byte[3 * width * height];
    for (int y = pixels; y < height; y++) {
      for (int x = pixels; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgb[3 * (y * width + x) + channel] =
              (byte) picture.level(x - pixels, y - pixels, channel);
        }
      }
    }
    return Image.rgb(rgb, width, height);
  }
}
