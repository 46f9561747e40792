package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever holds a picture is an input, with the same result as its pixels as floats. */
@InBrowser
class PicturesTest {
  private static final String REAL = "models/face_detection_short_range.tflite";

  /** A picture with a gradient in each channel, of the input's size and twice as large. */
  private static final String PREPARE =
      """
      const real = await Gossamer.load('../files/%s', { warmup: false });
      const size = real.inputs[0].shape[1];
      const floats = new Float32Array(size * size * 3);
      const data = new ImageData(size, size);
      for (let i = 0; i < size * size; i++) {
        const rgb = [i %% size, Math.floor(i / size), (i * 7) %% 256];
        rgb.forEach((value, c) => { data.data[4 * i + c] = value; floats[3 * i + c] = value / 127.5 - 1; });
        data.data[4 * i + 3] = 255;
      }
      const canvas = new OffscreenCanvas(size, size);
      canvas.getContext('2d').putImageData(data, 0, 0);
      const range = [-1, 1];
      const expected = await real.run(floats);
      const distance = (outputs) => Math.max(...Object.keys(expected).flatMap((name) =>
        Array.from(expected[name], (value, i) => Math.abs(value - outputs[name][i]))));
      """
          .formatted(REAL);

  /** A picture of another origin, without CORS headers: another name of this machine is one. */
  static final String FOREIGN_PICTURE =
      """
      const here = location.hostname;
      const elsewhere = location.href.replace(here, here === 'localhost' ? '127.0.0.1' : 'localhost');
      const foreign = new Image();
      foreign.src = String(new URL('../pages/dot.svg', elsewhere));
      await foreign.decode();
      """;

  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    ProjectFiles.forCheck(REAL);
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data",
        "canvas",
        "canvas.transferToImageBitmap()",
        "new VideoFrame(canvas, { timestamp: 0 })",
        "await (async () => { const image = new Image();"
            + " image.src = URL.createObjectURL(await canvas.convertToBlob()); await image.decode(); return image; })()",
        "(() => { const element = document.createElement('canvas'); element.width = element.height = size;"
            + " element.getContext('2d').putImageData(data, 0, 0); return element; })()"
      })
  void pictureGivesWhatItsFloatsGive(String picture) {
    double distance =
        ((Number)
                api.run(
                    PREPARE
                        + "const picture = %s; return distance(await real.run({ [real.inputs[0].name]: picture }, { range }));"
                            .formatted(picture)))
            .doubleValue();
    // a grey level is 0.008 of the input's range; nothing is resized, so there is none of
    // difference
    assertThat(distance).isLessThan(1e-3);
  }

  @Test
  void otherSizesAreStretched() {
    Object colours =
        api.run(
            PREPARE
                + """
                  const large = new OffscreenCanvas(3 * size, 2 * size);
                  const context = large.getContext('2d');
                  context.fillStyle = 'rgb(255, 127.5, 0)';
                  context.fillRect(0, 0, 3 * size, 2 * size);
                  const flat = new Float32Array(size * size * 3);
                  for (let i = 0; i < flat.length; i += 3) flat.set([1, 128 / 127.5 - 1, -1], i);
                  const [fromFloats, fromPicture] = [await real.run(flat), await real.run(large, { range })];
                  return Object.keys(fromFloats).every((name) =>
                    fromFloats[name].every((value, i) => Math.abs(value - fromPicture[name][i]) < 1e-3));
                  """);
    assertThat(colours).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "real.run(document.createElement('video')) | IMAGE | has no pixels (0 x 0)",
        "real.run(new Image()) | IMAGE | has no pixels (0 x 0)",
        "(() => { const bitmap = canvas.transferToImageBitmap(); bitmap.close(); return real.run(bitmap); })() | IMAGE | close it only after the call",
        "model.run(new ImageData(2, 2)) | INPUT_SHAPE | Input 'x' has shape [1,2,2,1]: a picture suits [1,height,width,3] only."
      })
  void picturesThatCannotBeAreRefused(String action, String code, String message) {
    Map<String, Object> failure =
        api.failure(
            PREPARE + "const model = await Gossamer.load('../small.tflite'); await " + action);
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", code);
  }

  @Test
  void aPictureThatMayNotBeReadSpoilsNoOther() {
    Object found =
        api.run(
            PREPARE
                + FOREIGN_PICTURE
                + "const failure = await real.run(foreign, { range }).catch((e) => e);"
                + "return [failure.code, distance(await real.run(canvas, { range })) < 1e-3]");
    assertThat(found).isEqualTo(List.of("IMAGE", true));
  }

  /** Bytes of another colour space are other numbers: sRGB has no red as deep as display-p3's. */
  @Test
  void imageDataOfAnotherColourSpaceIsConverted() {
    assertThat(
            api.run(
                PREPARE
                    + """
                      const wide = new ImageData(size, size, { colorSpace: 'display-p3' });
                      wide.data.set(data.data);
                      const drawn = new OffscreenCanvas(size, size);
                      drawn.getContext('2d').putImageData(wide, 0, 0);
                      const outputs = async (picture) => structuredClone(await real.run(picture, { range }));
                      const [given, converted] = [await outputs(wide), await outputs(drawn)];
                      const same = Object.keys(given).every((name) => given[name].join() === converted[name].join());
                      return [same, distance(given) > 1e-3];
                      """))
        .isEqualTo(List.of(true, true));
  }

  @Test
  void aWorkerTakesPicturesToo() {
    assertThat(
            api.run(
                PREPARE
                    + "const remote = await Gossamer.load('../files/%s', { worker: true, warmup: false });"
                        .formatted(REAL)
                    + "return [distance(await remote.run(data, { range })) === distance(await real.run(data, { range })), data.data.length > 0]"))
        .isEqualTo(List.of(true, true));
  }
}
