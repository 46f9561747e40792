package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.interpret.Interpreter;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** From a photograph to a face, against what MediaPipe's and TensorFlow.js's own tests expect. */
class FaceDetectionTest {
  /**
   * In pixels of a picture of 820 x 1024; the resampling of each platform makes a difference of 2.
   */
  private static final double TOLERANCE = 4;

  @Test
  void denseFullRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_full_range", DetectionDecoder.fullRangeFace(), 192),
        new Box(293, 112, 522, 341),
        points(361, 178, 454, 184, 409, 227, 407, 274, 307, 208, 501, 214));
  }

  @Test
  void sparseFullRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_full_range_sparse", DetectionDecoder.fullRangeFace(), 192),
        new Box(292, 106, 526, 339),
        points(363, 181, 455, 181, 413, 233, 411, 278, 306, 204, 499, 207));
  }

  @Test
  void shortRangeFindsThePortrait() throws IOException {
    assertPortrait(
        detect("face_detection_short_range", DetectionDecoder.shortRangeFace(), 128),
        new Box(282, 113, 520, 351),
        points(363, 182, 460, 186, 420, 241, 417, 284, 295, 199, 502, 198));
  }

  private static List<Point> points(int... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return points;
  }

  private static List<Detection> detect(String model, DetectionDecoder decoder, int extent)
      throws IOException {
    BufferedImage portrait = ImageIO.read(SharedData.require("faces/portrait.jpg").toFile());
    Interpreter interpreter =
        new Interpreter(TfliteReader.read(Files.readAllBytes(ZooFiles.require(model))));
    float[][] outputs = interpreter.run(new float[][] {input(portrait, extent)});
    Letterbox letterbox = new Letterbox(portrait.getWidth(), portrait.getHeight());
    return NonMaximumSuppression.weighted(decoder.decode(outputs[0], outputs[1]), 0.3f).stream()
        .map(letterbox::toPicture)
        .toList();
  }

  private static void assertPortrait(List<Detection> faces, Box box, List<Point> keyPoints) {
    assertThat(faces).hasSize(1);
    Detection face = faces.get(0);
    assertThat(face.box().intersectionOverUnion(box)).as("overlap of %s", face).isGreaterThan(0.9f);
    assertThat(face.keyPoints()).hasSize(6);
    for (int i = 0; i < 6; i++) {
      Point found = face.keyPoints().get(i);
      Point expected = keyPoints.get(i);
      assertThat(Math.hypot(found.x() - expected.x(), found.y() - expected.y()))
          .as("key point %d: found %s, expected %s", i, found, expected)
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  /**
   * The letterboxed picture as [1,extent,extent,3] from -1 to 1, the bars black. As MediaPipe does,
   * corner on corner: the first pixel's centre falls on the first pixel's centre.
   */
  private static float[] input(BufferedImage picture, int extent) {
    Letterbox letterbox = new Letterbox(picture.getWidth(), picture.getHeight());
    float[] input = new float[3 * extent * extent];
    for (int i = 0; i < extent * extent; i++) {
      Point at =
          letterbox.toPicture(new Point(i % extent / (float) extent, i / extent / (float) extent));
      for (int channel = 0; channel < 3; channel++) {
        input[3 * i + channel] = bilinear(picture, at, channel) / 127.5f - 1;
      }
    }
    return input;
  }

  private static float bilinear(BufferedImage picture, Point at, int channel) {
    int x = (int) Math.floor(at.x());
    int y = (int) Math.floor(at.y());
    float right = at.x() - x;
    float below = at.y() - y;
    float upper =
        (1 - right) * level(picture, x, y, channel) + right * level(picture, x + 1, y, channel);
    float lower =
        (1 - right) * level(picture, x, y + 1, channel)
            + right * level(picture, x + 1, y + 1, channel);
    return (1 - below) * upper + below * lower;
  }

  private static int level(BufferedImage picture, int x, int y, int channel) {
    boolean outside = x < 0 || y < 0 || x >= picture.getWidth() || y >= picture.getHeight();
    return outside ? 0 : picture.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
  }
}
