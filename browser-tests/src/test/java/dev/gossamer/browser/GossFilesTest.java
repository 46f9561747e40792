package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.format.GossWriter;
import dev.gossamer.format.ModelReader;
import dev.gossamer.tflite.WriteOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A .goss file runs in the page as the .tflite file that it was made of. */
@InBrowser
class GossFilesTest {
  private ApiPage api;
  private TestServer server;

  @BeforeEach
  void open(Page page, TestServer testServer) {
    server = testServer;
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @CsvSource({
    "face_detection_short_range, relaxed",
    "face_detection_short_range, portable",
    "face_detection_full_range_sparse, relaxed",
    "face_detection_full_range_sparse, simd"
  })
  void givesTheVerySameOutputs(String name, String backend) {
    serve(name);
    assertThat(
            api.run(
                """
                const [one, other] = await Promise.all(
                  ['../files/models/%1$s.tflite', '../goss/%1$s.goss'].map((source) =>
                    Gossamer.load(source, { backend: '%2$s', warmup: false })));
                const size = one.inputs[0].shape.reduce((a, b) => a * b);
                const input = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
                const [expected, found] = [await one.run(input), await other.run(input)];
                const same = Object.keys(expected).every((key) =>
                  found[key].length === expected[key].length && found[key].every((value, i) => value === expected[key][i]));
                return [one.name, other.name, Object.keys(found).join() === Object.keys(expected).join(), same];
                """
                    .formatted(name, backend)))
        .isEqualTo(List.of(name, name, true, true));
  }

  @Test
  void damageIsNamed() {
    String name = "face_detection_short_range";
    serve(name);
    Map<String, Object> failure =
        api.failure(
            """
            const bytes = new Uint8Array(await (await fetch('../goss/%s.goss')).arrayBuffer());
            bytes[bytes.length >> 1] ^= 1;
            await Gossamer.load(bytes);
            """
                .formatted(name));
    assertThat(failure).containsEntry("code", "MODEL_FORMAT");
    assertThat((String) failure.get("message")).containsIgnoringCase("checksum");
  }

  private void serve(String name) {
    byte[] tflite = ProjectFiles.bytesForCheck("models/" + name + ".tflite");
    byte[] goss = GossWriter.write(ModelReader.read(tflite), WriteOptions.AS_STORED);
    server.mount(
        "goss/" + name + ".goss",
        (exchange, path) -> TestServer.send(exchange, 200, "application/octet-stream", goss));
  }
}
