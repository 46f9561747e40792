package dev.gossamer.browser;

import static dev.gossamer.browser.ApiPage.SMALL_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs a model: the choice, what it tells about itself, the module and its memory. */
@InBrowser
class BackendsTest {
  private static final String REAL = "models/face_detection_short_range.tflite";
  private static final String WITH_DEAD_CHANNELS = "models/hand_landmark_full.tflite";

  /** Records the imports of every module instantiated from here on; the engine runs already. */
  private static final String RECORD_MODULES =
      """
      await Gossamer.load('../small.tflite', { backend: 'portable' });
      const seen = [];
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = (bytes, imports) => {
        const names = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
        seen.push({ names, memory: imports.env.memory });
        return instantiate(bytes, imports);
      };
      const quick = { warmup: false };
      """;

  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relaxed", "simd", "portable"})
  void theOneAskedForRunsAndExplainsEveryLayer(String backend) {
    ProjectFiles.forCheck(REAL);
    assertThat(
            api.run(
                """
                const options = { backend: '%1$s', warmup: false };
                const small = await Gossamer.load('../small.tflite', options);
                const real = await Gossamer.load('../files/%2$s', options);
                const { y } = await small.run(Float32Array.of(-10, 1, 2, 3));
                const layers = real.explain();
                return [small.backend, real.backend, [...y], layers.length > 30, real.removed,
                  layers.filter(({ name, operator, kernel, reason, notes, macs, executedMacs }) =>
                    !(name && operator && kernel && reason && Array.isArray(notes)
                      && macs >= 0 && executedMacs >= 0))];
                """
                    .formatted(backend, REAL)))
        .isEqualTo(
            List.of(
                backend, backend, SMALL_RESULT, true, Map.of("channels", 0, "macs", 0), List.of()));
  }

  @Test
  void autoTakesTheFastestThatTheBrowserHas(Page page) {
    String load = "return (await Gossamer.load('../small.tflite')).backend";
    assertThat(api.run(load)).isEqualTo("relaxed");
    page.evaluate(
        "() => { const real = WebAssembly.validate;"
            // the instructions with a two-byte number from 0x100 on are the relaxed ones
            + " WebAssembly.validate = (b) => !b.join().includes('253,133,2') && real(b); }");
    assertThat(api.run(load)).isEqualTo("simd");
    assertThat(api.failure("await Gossamer.load('../small.tflite', { backend: 'relaxed' })"))
        .containsEntry("code", "NO_SIMD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'webgpu'", "''", "3", "{}"})
  void anUnknownBackendIsRefusedWithTheKnownOnes(String backend) {
    Map<String, Object> failure =
        api.failure("await Gossamer.load('../small.tflite', { backend: " + backend + " })");
    assertThat(failure).containsEntry("code", "ARGUMENT").containsEntry("isGossamerError", true);
    assertThat((String) failure.get("message"))
        .startsWith("backend must be auto, relaxed, simd or portable, got ");
  }

  @Test
  void profileTimesEveryLayer() {
    ProjectFiles.forCheck(REAL);
    assertThat(
            api.run(
                """
                const real = await Gossamer.load('../files/%s', { warmup: false });
                const times = await real.profile({ runs: 2 });
                const names = (layers) => layers.map(({ name }) => name).join();
                return [names(times) === names(real.explain()),
                  times.every(({ ms }) => Number.isFinite(ms) && ms >= 0 && ms < 10_000),
                  times.some(({ ms }) => ms > 0)];
                """
                    .formatted(REAL)))
        .isEqualTo(List.of(true, true, true));
    assertThat(
            api.failure(
                "await (await Gossamer.load('../small.tflite', { backend: 'portable' })).profile()"))
        .containsEntry("code", "UNSUPPORTED");
  }

  @Test
  void warmingUpChangesNoResult() {
    assertThat(
            api.run(
                """
                const results = [];
                for (const warmup of [true, false]) {
                  const small = await Gossamer.load('../small.tflite', { warmup });
                  for (let i = 0; i < 2; i++) {
                    results.push([...(await small.run(Float32Array.of(-10, 1, 2, 3))).y]);
                  }
                }
                return results;
                """))
        .isEqualTo(List.of(SMALL_RESULT, SMALL_RESULT, SMALL_RESULT, SMALL_RESULT));
  }

  /** The numbers are those of an independent count. */
  @Test
  void explainSaysWhatRemovingDeadChannelsSaved() {
    ProjectFiles.forCheck(WITH_DEAD_CHANNELS);
    assertThat(
            api.run(
                """
                const load = (options) =>
                  Gossamer.load('../files/%s', { warmup: false, ...options });
                const note = 'remove-dead-channels: 653 of 1152 channels removed';
                const told = [];
                for (const backend of ['simd', 'portable']) {
                  const removed = await load({ backend });
                  told.push(removed.removed.macs, removed.removed.channels > 5000,
                    removed.explain().filter(({ notes }) => notes.includes(note)).length);
                }
                const kept = await load({ keepDeadChannels: true });
                told.push(kept.removed.macs, kept.removed.channels);
                return told;
                """
                    .formatted(WITH_DEAD_CHANNELS)))
        .isEqualTo(List.of(51_943_907, true, 2, 51_943_907, true, 2, 0, 0));
  }

  @Test
  void aCompiledModuleImportsItsMemoryAndNothingElse() {
    assertThat(
            api.run(
                RECORD_MODULES
                    + """
                    await Gossamer.load('../small.tflite', { ...quick, backend: 'relaxed' });
                    await Gossamer.load('../small.tflite', { ...quick, backend: 'simd' });
                    return seen.map(({ names }) => JSON.stringify(names));
                    """))
        .isEqualTo(
            List.of(
                "[{\"module\":\"env\",\"name\":\"memory\",\"kind\":\"memory\"}]",
                "[{\"module\":\"env\",\"name\":\"memory\",\"kind\":\"memory\"}]"));
  }

  @Test
  void everyModelHasAMemoryOfItsOwnThatGoesWithIt(Page page) {
    assertThat(
            api.run(
                RECORD_MODULES
                    + """
                    globalThis.disposed = await Gossamer.load('../small.tflite', quick);
                    globalThis.used = await Gossamer.load('../small.tflite', quick);
                    globalThis.memories = seen.map(({ memory }) => new WeakRef(memory));
                    WebAssembly.instantiate = instantiate;
                    disposed.dispose();
                    return seen.length === 2 && seen[0].memory !== seen[1].memory;
                    """))
        .isEqualTo(true);
    page.context().newCDPSession(page).send("HeapProfiler.collectGarbage");
    assertThat(page.evaluate("memories.map((memory) => memory.deref() !== undefined)"))
        .isEqualTo(List.of(false, true));
    assertThat(page.evaluate("async () => [...(await used.run(new Float32Array(4))).y]"))
        .isEqualTo(List.of(1, 2, 3, 4));
  }
}
