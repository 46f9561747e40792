package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.browser.TestServer.Policy;
import dev.gossamer.testing.SharedData;
import dev.gossamer.vision.Hand;
import dev.gossamer.vision.HandTracker;
import dev.gossamer.vision.Image;
import dev.gossamer.vision.Landmark;
import dev.gossamer.vision.Mask;
import dev.gossamer.vision.SelfieSegmenter;
import dev.gossamer.vision.TrackingOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pipelines of {@code gossamer/vision} in the page, on photographs: against what MediaPipe's
 * tests expect, and against the same pipelines on the JVM. Pixels are handed over as data, so that
 * decoders make no difference.
 */
@InBrowser
class VisionTest {
  private static final String HANDS = "hands/hands.jpg";
  private static final String PORTRAIT = "faces/portrait.jpg";
  private static final String PALMS = "palm_detection_full";
  private static final String LANDMARKS = "hand_landmark_full";

  private static final String TWO_HANDS =
      VisionPage.PRELUDE
          + """
            const picture = await pixels('hands', 720, 382);
            const plain = (hands) => hands.map((hand) => ({ ...hand,
              landmarks: hand.landmarks.flatMap(({ x, y, z }) => [x, y, z]),
              world: hand.world.flatMap(({ x, y, z }) => [x, y, z]) }));
            """;

  /** The pictures that the page fetches as bytes. */
  private static Image mount(TestServer server, String name, String file) throws IOException {
    BufferedImage picture = ImageIO.read(SharedData.require(file).toFile());
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] rgba = new byte[4 * width * height];
    for (int i = 0; i < width * height; i++) {
      int pixel = picture.getRGB(i % width, i / width);
      rgba[4 * i] = (byte) (pixel >> 16);
      rgba[4 * i + 1] = (byte) (pixel >> 8);
      rgba[4 * i + 2] = (byte) pixel;
      rgba[4 * i + 3] = (byte) 255;
    }
    server.mount(
        "vision/" + name + ".rgba",
        (exchange, path) -> TestServer.send(exchange, 200, "application/octet-stream", rgba));
    return Image.rgba(rgba, width, height);
  }

  private static Model model(String name) {
    return Gossamer.load(ProjectFiles.bytesForCheck("models/" + name + ".tflite"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void handsAreThoseOfTheJvmAndOfMediaPipe(Page page, TestServer server) throws IOException {
    Image image = mount(server, "hands", HANDS);
    List<Hand> expected;
    try (Model palms = model(PALMS);
        Model landmarks = model(LANDMARKS)) {
      HandTracker tracker = new HandTracker(palms, landmarks, TrackingOptions.atMost(2));
      expected = new ArrayList<>(tracker.detect(image, 0));
      expected.addAll(tracker.detect(image, 40));
    }

    // Also: nothing that a strict policy forbids.
    Object result =
        ApiPage.open(page, server, Policy.STRICT_CSP)
            .run(
                TWO_HANDS
                    + """
                      const tracker = await V.HandTracker.create({ model: 'full', detector: 'full', smoothing: false });
                      // Two calls at once are answered in order.
                      const both = await Promise.all([tracker.detect(picture, 0), tracker.detect(picture, 40)]);
                      const times = both.map(({ timing }) => timing);
                      tracker.dispose();
                      return [both.flatMap(({ hands }) => plain(hands)), times];
                      """);

    List<Map<String, Object>> found = (List<Map<String, Object>>) ((List<Object>) result).get(0);
    assertThat(found).hasSize(4).hasSameSizeAs(expected);
    for (int i = 0; i < 4; i++) {
      Hand hand = expected.get(i);
      // 2e-5 of an input of 224 pixels in a region of 430, and what following it makes of that.
      assertClose(floats(found.get(i), "landmarks"), numbers(hand.landmarks()), 0.02);
      assertClose(floats(found.get(i), "world"), numbers(hand.worldLandmarks()), 1e-4);
      assertThat(found.get(i)).containsEntry("id", hand.id()).containsEntry("handedness", "Left");
      assertThat(number(found.get(i).get("presence"))).isCloseTo(hand.presence(), within(1e-3));
      assertThat(number(found.get(i).get("score"))).isCloseTo(hand.handednessScore(), within(1e-3));
      Map<String, Object> region = (Map<String, Object>) found.get(i).get("region");
      assertThat(number(region.get("width"))).isCloseTo(hand.region().width(), within(0.02));
      assertThat(number(region.get("rotation"))).isCloseTo(hand.region().rotation(), within(1e-3));
    }
    for (Map<String, Object> hand : found.subList(0, 2)) {
      boolean left = number(((Map<String, Object>) hand.get("region")).get("x")) < 360;
      assertThat(meanDistance(floats(hand, "landmarks"), expected(left ? "up" : "down")))
          .isLessThan(12);
    }
    List<Map<String, Object>> times = (List<Map<String, Object>>) ((List<Object>) result).get(1);
    assertThat(number(times.get(0).get("detector"))).isPositive();
    assertThat(number(times.get(1).get("detector"))).as("the detector rests").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "full, 361 178 454 184 409 227 407 274 307 208 501 214",
    "sparse, 363 181 455 181 413 233 411 278 306 204 499 207",
    "short, 363 182 460 186 420 241 417 284 295 199 502 198"
  })
  @SuppressWarnings("unchecked")
  void thePortraitsKeyPointsAreFound(String variant, String keyPoints, Page page, TestServer server)
      throws IOException {
    mount(server, "portrait", PORTRAIT);
    List<Number> found =
        (List<Number>)
            ApiPage.open(page, server)
                .run(
                    VisionPage.PRELUDE
                        + """
                          const picture = await pixels('portrait', 820, 1024);
                          using detector = await V.FaceDetector.create({ model: '%s' });
                          const { faces } = await detector.detect(picture);
                          using mesh = await V.FaceMesh.create({ detector: '%s' });
                          const surfaces = (await mesh.detect(picture, 0)).faces;
                          const nose = surfaces[0].landmarks[1];
                          return [faces.length, surfaces.length, surfaces[0].landmarks.length,
                            ...faces[0].keypoints.flatMap(({ x, y }) => [x, y]), nose.x, nose.y];
                          """
                            .formatted(variant, variant));
    assertThat(found.subList(0, 3)).extracting(Number::intValue).containsExactly(1, 1, 468);
    String[] expected = keyPoints.split(" ");
    for (int i = 0; i < 6; i++) {
      double x = found.get(3 + 2 * i).doubleValue() - Integer.parseInt(expected[2 * i]);
      double y = found.get(4 + 2 * i).doubleValue() - Integer.parseInt(expected[2 * i + 1]);
      assertThat(Math.hypot(x, y)).as("key point %d", i).isLessThan(8);
    }
    // The tip of the nose, of detector and surface; a nose is 60 pixels long here.
    assertThat(
            Math.hypot(
                found.get(15).doubleValue() - found.get(7).doubleValue(),
                found.get(16).doubleValue() - found.get(8).doubleValue()))
        .isLessThan(20);
  }

  /** Copied and drawn ones, opaque and transparent. */
  @Test
  @SuppressWarnings("unchecked")
  void videoFramesShowWhatPicturesShow(Page page, TestServer server) throws IOException {
    mount(server, "portrait", PORTRAIT);
    List<List<Number>> found =
        (List<List<Number>>)
            ApiPage.open(page, server)
                .run(
                    VisionPage.PRELUDE
                        + """
                          const picture = await pixels('portrait', 820, 1024);
                          const [width, height] = [picture.width, picture.height];
                          const luma = new Uint8Array(width * height * 3 / 2).fill(128);
                          for (let i = 0; i < width * height; i++) {
                            const grey = picture.data[4 * i + 1];
                            picture.data.set([grey, grey, grey, 255], 4 * i);
                            luma[i] = 16 + 219 * grey / 255;
                          }
                          const canvas = new OffscreenCanvas(width, height);
                          canvas.getContext('2d').putImageData(picture, 0, 0);
                          const frame = (data, format) =>
                            new VideoFrame(data, { format, codedWidth: width, codedHeight: height, timestamp: 0 });
                          const seen = [];
                          using detector = await V.FaceDetector.create({ model: 'short' });
                          for (const source of [picture, canvas, frame(luma, 'I420'), frame(picture.data, 'RGBX'),
                            frame(picture.data, 'RGBA'), new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' })]) {
                            const { faces: [face] } = await detector.detect(source);
                            seen.push(face.keypoints.flatMap(({ x, y }) => [x, y]));
                          }
                          const hidden = frame(picture.data.map((level, i) => i % 4 === 3 ? 0 : level), 'RGBA');
                          seen.push((await detector.detect(hidden)).faces);
                          return seen;
                          """);
    assertThat(found).hasSize(7);
    List<Double> first = found.get(0).stream().map(Number::doubleValue).toList();
    for (List<Number> other : found.subList(1, 6)) {
      // The levels of video are whole numbers from 16 to 235: 1.3 pixels were measured.
      assertClose(other.stream().map(Number::doubleValue).toList(), first, 2);
    }
    assertThat(found.get(6)).as("faces in a frame that is all transparent").isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void thePersonIsToldFromTheBackground(Page page, TestServer server) throws IOException {
    Image image = mount(server, "portrait", PORTRAIT);
    mount(server, "expected", "faces/portrait_segmentation.png");
    List<Object> found =
        (List<Object>)
            ApiPage.open(page, server)
                .run(
                    VisionPage.PRELUDE
                        + """
                          const picture = await pixels('portrait', 820, 1024);
                          const { data: wanted } = await pixels('expected', 820, 1024);
                          using segmenter = await V.SelfieSegmenter.create();
                          const { mask } = await segmenter.segment(picture);
                          let [both, either] = [0, 0];
                          mask.data.forEach((share, i) => {
                            const person = wanted[4 * i] !== wanted[0];
                            both += person && share > 0.5 ? 1 : 0;
                            either += person || share > 0.5 ? 1 : 0;
                          });
                          const green = new ImageData(new Uint8ClampedArray([0, 255, 0, 255]), 1, 1);
                          const pictures = [await segmenter.blur(picture, { radius: 20 }), await segmenter.replace(picture, green)];
                          // where the mask is sure
                          const least = (chosen, difference) => {
                            let [sum, count] = [0, 0];
                            mask.data.forEach((share, i) => {
                              if (chosen(share)) { sum += difference(4 * i); count++; }
                            });
                            return sum / count;
                          };
                          const changes = pictures.map(({ data }) => least((share) => share > 0.99, (i) => Math.abs(data[i] - picture.data[i])));
                          const green1 = least((share) => share < 0.01, (i) => pictures[1].data[i] + Math.abs(255 - pictures[1].data[i + 1]));
                          const rough = (data) => least((share) => share < 0.01, (i) => Math.abs(data[i] - data[i + 4] || 0));
                          return [both / either, [...mask.data].filter((_, i) => i % 997 === 0), changes, green1,
                            rough(pictures[0].data), rough(picture.data), pictures.map(({ width, height }) => [width, height].join())];
                          """);
    assertThat(number(found.get(0))).as("overlap with the expected mask").isGreaterThan(0.97);
    try (Model model = model("selfie_segmentation")) {
      Mask mask = new SelfieSegmenter(model).segment(image);
      List<Number> sampled = (List<Number>) found.get(1);
      for (int i = 0; i < sampled.size(); i++) {
        assertThat(sampled.get(i).doubleValue()).isCloseTo(mask.values()[997 * i], within(2e-3));
      }
    }
    for (Object change : (List<Object>) found.get(2)) {
      assertThat(number(change)).as("grey levels that people change").isLessThan(2);
    }
    assertThat(number(found.get(3))).as("distance from the new background").isLessThan(4);
    assertThat(number(found.get(4))).isLessThan(number(found.get(5)));
    assertThat(found.get(6)).isEqualTo(List.of("820,1024", "820,1024"));
  }

  /** Models of `load`, of the ahead-of-time loader, interpreted and in a worker. */
  @Test
  @SuppressWarnings("unchecked")
  void modelsThatAreLoadedAlreadyGiveTheSame(Page page, TestServer server) throws IOException {
    mount(server, "hands", HANDS);
    byte[] compiled =
        Gossamer.compileStandalone(
            ProjectFiles.bytesForCheck("models/" + LANDMARKS + ".tflite"), CompileOptions.SIMD);
    server.mount(
        "vision/hand.wasm",
        (exchange, path) -> TestServer.send(exchange, 200, "application/wasm", compiled));
    List<List<Number>> found =
        (List<List<Number>>)
            ApiPage.open(page, server)
                .run(
                    TWO_HANDS
                        + """
                          const aot = await import('../npm/gossamer-aot.mjs');
                          const palms = await Gossamer.load('../files/models/palm_detection_full.tflite', { warmup: false });
                          const hand = '../files/models/hand_landmark_full.tflite';
                          const loaded = [
                            await Gossamer.load(hand, { warmup: false }),
                            await aot.load('../vision/hand.wasm', { warmup: false }),
                            await Gossamer.load(hand, { warmup: false, worker: true }),
                          ];
                          const results = [];
                          for (const landmarks of loaded) {
                            const tracker = await V.HandTracker.create({ detector: palms, model: landmarks, hands: 1 });
                            results.push(plain((await tracker.detect(picture, 0)).hands)[0].landmarks);
                            tracker.dispose();
                            // What was given stays open.
                            await landmarks.run(new Float32Array(224 * 224 * 3));
                          }
                          return results;
                          """);
    assertThat(found).hasSize(3);
    List<Double> first = found.get(0).stream().map(Number::doubleValue).toList();
    assertThat(first).hasSize(63);
    for (List<Number> other : found.subList(1, 3)) {
      assertClose(other.stream().map(Number::doubleValue).toList(), first, 0.02);
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void runsInAModuleWorker(Page page, TestServer server) throws IOException {
    mount(server, "hands", HANDS);
    List<Map<String, Number>> wrists =
        (List<Map<String, Number>>)
            ApiPage.open(page, server)
                .run(
                    TWO_HANDS
                        + """
                          const frame = await createImageBitmap(picture);
                          const worker = new Worker('vision-worker.mjs', { type: 'module' });
                          const answer = new Promise((resolve, reject) => {
                            worker.onmessage = ({ data }) => resolve(data);
                            worker.onerror = ({ message }) => reject(new Error(message));
                          });
                          const models = new URL('../files/models/', location.href);
                          worker.postMessage({ frame, detector: `${models}palm_detection_full.tflite`,
                            model: `${models}hand_landmark_full.tflite` }, [frame]);
                          return await answer;
                          """);
    assertThat(wrists).hasSize(2);
    double[][] expected = {expected("up").get(0), expected("down").get(0)};
    for (double[] wrist : expected) {
      assertThat(wrists)
          .anyMatch(
              found ->
                  Math.hypot(
                          found.get("x").doubleValue() - wrist[0],
                          found.get("y").doubleValue() - wrist[1])
                      < 12);
    }
  }

  /** Places in pixels of hands.jpg. */
  private static List<double[]> expected(String hand) throws IOException {
    Matcher numbers =
        Pattern.compile("x: ([0-9.e-]+)\\s+y: ([0-9.e-]+)")
            .matcher(
                Files.readString(
                    SharedData.require(
                        "hands/expected_left_" + hand + "_hand_landmarks.prototxt")));
    List<double[]> points = new ArrayList<>();
    while (numbers.find()) {
      points.add(
          new double[] {
            Double.parseDouble(numbers.group(1)) * 720, Double.parseDouble(numbers.group(2)) * 382
          });
    }
    return points;
  }

  private static double meanDistance(List<Double> landmarks, List<double[]> expected) {
    assertThat(landmarks).hasSize(3 * expected.size());
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      sum +=
          Math.hypot(
              landmarks.get(3 * i) - expected.get(i)[0],
              landmarks.get(3 * i + 1) - expected.get(i)[1]);
    }
    return sum / expected.size();
  }

  private static void assertClose(List<Double> found, List<Double> expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("number %d", i).isCloseTo(expected.get(i), within(tolerance));
    }
  }

  private static List<Double> numbers(List<Landmark> landmarks) {
    List<Double> numbers = new ArrayList<>();
    for (Landmark landmark : landmarks) {
      numbers.addAll(List.of((double) landmark.x(), (double) landmark.y(), (double) landmark.z()));
    }
    return numbers;
  }

  @SuppressWarnings("unchecked")
  private static List<Double> floats(Map<String, Object> hand, String name) {
    return ((List<Number>) hand.get(name)).stream().map(Number::doubleValue).toList();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
