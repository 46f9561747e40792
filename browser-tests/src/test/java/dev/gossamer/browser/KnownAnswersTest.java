package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.gossamer.checks.Oracle;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real models through the JavaScript API, on every backend, against an independent runtime. */
@InBrowser
class KnownAnswersTest {
  private static final List<String> BACKENDS = List.of("relaxed", "simd", "portable");

  /**
   * Runs a model on its seeded input (mulberry32) and gives, per output, the largest difference as
   * a part of what is allowed.
   */
  private static final String LARGEST_DIFFERENCES =
      """
      async ({ model: path, outputs, backend, seed, relative, absolute }) => {
        const floats = async (file) =>
          new Float32Array(await (await fetch(`../files/${file}`)).arrayBuffer());
        const random = (seed, count) => {
          let a = seed;
          return Float32Array.from({ length: count }, () => {
            a = (a + 0x6d2b79f5) | 0;
            let t = Math.imul(a ^ (a >>> 15), a | 1);
            t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
            return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
          });
        };
        const model = await Gossamer.load(`../files/${path}`, { backend, warmup: false });
        const size = ({ shape }) => shape.reduce((product, extent) => product * extent, 1);
        const results = await model.run(random(seed, size(model.inputs[0])));
        const differences = [];
        for (const [i, { name }] of model.outputs.entries()) {
          const expected = await floats(outputs[i]);
          const actual = results[name];
          const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const allowed = relative * largest + absolute;
          differences.push(
            actual.length === expected.length
              ? expected.reduce((most, value, j) => {
                  const part = Math.abs(value - actual[j]) / allowed;
                  return Math.max(most, Number.isNaN(part) ? Infinity : part);
                }, 0)
              : Infinity,
          );
        }
        model.dispose();
        return differences.map(String);
      }
      """;

  @TestFactory
  Stream<DynamicTest> everyModelOnEveryBackend(Browser browser, TestServer server) {
    return BACKENDS.stream()
        .flatMap(
            backend ->
                Oracle.ALL.stream()
                    .map(
                        oracle ->
                            DynamicTest.dynamicTest(
                                backend + ":" + oracle.name(),
                                () -> agrees(oracle, backend, browser, server))));
  }

  @SuppressWarnings("unchecked")
  private static void agrees(Oracle oracle, String backend, Browser browser, TestServer server) {
    oracle.files().forEach(ProjectFiles::forCheck);
    Map<String, Object> arguments =
        Map.of(
            "model",
            oracle.model(),
            "outputs",
            oracle.files().subList(1, oracle.files().size()),
            "backend",
            backend,
            "seed",
            Oracle.SEED,
            "relative",
            (double) oracle.relative(),
            "absolute",
            (double) oracle.absolute());
    try (Page page = browser.newPage()) {
      ApiPage.open(page, server);
      List<String> differences = (List<String>) page.evaluate(LARGEST_DIFFERENCES, arguments);
      assertThat(differences).hasSize(oracle.outputs());
      assertThat(differences)
          .as("largest difference as a part of what is allowed, per output")
          .allSatisfy(part -> assertThat(Double.parseDouble(part)).isLessThanOrEqualTo(1));
    }
  }
}
