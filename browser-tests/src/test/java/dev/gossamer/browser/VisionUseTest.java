package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code gossamer/vision} is loaded, and what it says when something is wrong. */
@InBrowser
class VisionUseTest {
  @Test
  void theScriptTagFormAddsToGossamer(Page page, TestServer server) {
    ProjectFiles.forCheck("models/face_detection_short_range.tflite");
    server.mount("vision-shop/lib/", ProjectFiles.npmPackage());
    server.text(
        "vision-shop/index.html",
        "<!doctype html><script src='lib/gossamer.js'></script>"
            + "<script src='lib/gossamer-vision.js'></script>");
    page.navigate(server.url("vision-shop/index.html"));
    Object found =
        page.evaluate(
            """
            async () => {
              const { FaceDetector, HandTracker } = Gossamer.vision;
              const failure = await HandTracker.create({ hands: 5 }).catch((e) => e);
              const detector = await FaceDetector.create({ model: '../files/models/face_detection_short_range.tflite' });
              const { faces } = await detector.detect(new ImageData(8, 8));
              return [failure.code, failure instanceof Gossamer.GossamerError, faces.length];
            }
            """);
    assertThat(found).isEqualTo(List.of("ARGUMENT", true, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "V.FaceDetector.create({ model: 'palm_detection_lite' }) | MODEL_TASK | is not one for faces",
        "V.HandTracker.create({ hands: 0 }) | ARGUMENT | hands must be a whole number from 1 to 4, got 0",
        "V.HandTracker.create({ minPresence: 2 }) | ARGUMENT | minPresence must be a number from 0 to 1, got 2",
        "V.HandTracker.create({ searchInterval: 0 }) | ARGUMENT | searchInterval must be a whole number of at least 1, got 0",
        "V.FaceMesh.create({ searchInterval: 1.5 }) | ARGUMENT | searchInterval must be a whole number of at least 1, got 1.5",
        "V.FaceDetector.create({ model: 'none.tflite' }) | HTTP | Could not fetch the model from none.tflite: HTTP 404",
        "V.FaceDetector.create({ model: 7 }) | ARGUMENT | got number",
        "V.FaceDetector.create({ signal: AbortSignal.abort() }) | ABORTED | Loading was aborted",
        "V.configure({ models: 'here' }) | ARGUMENT | models must be a function from names to addresses, got string",
        "(await short()).detect('picture.jpg') | ARGUMENT | must be a picture, a video or a canvas, got string",
        "(await short()).detect(new Image()) | IMAGE | The picture has no pixels (0 x 0)",
        "(async () => { const d = await short(); d.dispose(); d.dispose(); await d.detect(new ImageData(2, 2)); })() | DISPOSED | has been disposed of",
      })
  void failuresHaveCodeAndWords(
      String action, String code, String message, Page page, TestServer server) {
    ProjectFiles.forCheck("models/face_detection_short_range.tflite");
    ProjectFiles.forCheck("models/palm_detection_lite.tflite");
    Map<String, Object> failure =
        ApiPage.open(page, server)
            .failure(
                VisionPage.PRELUDE
                    + "const short = () => V.FaceDetector.create({ model: 'short' });"
                    + "await "
                    + action
                    + ";");
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", code).containsEntry("isGossamerError", true);
  }

  @Test
  void aPictureThatMayNotBeReadSpoilsNoOther(Page page, TestServer server) {
    ProjectFiles.forCheck("models/face_detection_short_range.tflite");
    Object found =
        ApiPage.open(page, server)
            .run(
                VisionPage.PRELUDE
                    + PicturesTest.FOREIGN_PICTURE
                    + """
                      using detector = await V.FaceDetector.create({ model: 'short' });
                      const failure = await detector.detect(foreign).catch((e) => e);
                      const canvas = new OffscreenCanvas(8, 8);
                      canvas.getContext('2d');
                      return [failure.code, (await detector.detect(canvas)).faces.length];
                      """);
    assertThat(found).isEqualTo(List.of("IMAGE", 0));
  }

  @Test
  void furtherHandsAreLookedForOnceInSoManyPictures(Page page, TestServer server) {
    ProjectFiles.forCheck("models/hand_landmark_full.tflite");
    ProjectFiles.forCheck("models/palm_detection_full.tflite");
    ProjectFiles.forCheck("hands/hands.jpg");
    Object searched =
        ApiPage.open(page, server)
            .run(
                VisionPage.PRELUDE
                    + """
                      const twoHands = await createImageBitmap(await (await fetch('../files/hands/hands.jpg')).blob());
                      using tracker = await V.HandTracker.create({ hands: 3, searchInterval: 3 });
                      const searched = [];
                      for (let i = 0; i < 7; i++) {
                        const { hands, timing } = await tracker.detect(twoHands, 40 * i);
                        searched.push(hands.length === 2 && timing.detector > 0);
                      }
                      return searched;
                      """);
    assertThat(searched).isEqualTo(List.of(true, false, false, true, false, false, true));
  }

  @Test
  void aMissingModuleIsNamed(Page page, TestServer server) {
    ProjectFiles.forCheck("models/face_detection_short_range.tflite");
    Map<String, Object> failure =
        ApiPage.open(page, server)
            .failure(
                VisionPage.PRELUDE
                    + "V.configure({ wasmUrl: 'nowhere/gossamer-vision.wasm' });"
                    + "await V.FaceDetector.create({ model: 'short' });");
    assertThat(failure).containsEntry("code", "ENGINE");
    assertThat((String) failure.get("message"))
        .contains("Could not fetch the vision pipelines (gossamer-vision.wasm) from nowhere/")
        .contains("HTTP 404")
        .contains("configure({ wasmUrl }) of gossamer/vision");
  }
}
