package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.browser.Command.Result;
import dev.gossamer.browser.TestServer.Policy;
import dev.gossamer.checks.SmallModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of {@code gossamer compile --threads} through their loader. */
@InBrowser
class AheadOfTimeThreadsTest {
  private static final String HANDS = "models/hand_landmark_full.tflite";
  private static final int SEED = 54321;
  private static final int LOADER_BUDGET = 12_000;

  @BeforeAll
  static void mount(TestServer server) {
    CompileOptions threads = CompileOptions.SIMD.withThreads();
    binary(server, "small.wasm", Gossamer.compileStandalone(SmallModel.bytes(), threads));
    byte[] single = Gossamer.compileStandalone(SmallModel.bytes(), CompileOptions.SIMD);
    binary(server, "single.wasm", single);
    server.text("threads/index.html", "<!doctype html><script type=module src=main.mjs></script>");
    server.text(
        "threads/main.mjs",
        """
        import * as aot from '../npm/gossamer-aot-threads.mjs';
        globalThis.aot = aot;
        globalThis.floats = async (file) => new Float32Array(await (await fetch(file)).arrayBuffer());
        """);
  }

  /** The same module, with an input that begins between two floats. */
  private static byte[] misaligned(byte[] module) {
    String text = new String(module, StandardCharsets.ISO_8859_1);
    int last = text.indexOf('}', text.indexOf("\"address\":")) - 1;
    module[last] += module[last] == '9' ? -1 : 1;
    return module;
  }

  @Test
  void aModuleWhosePlacesCannotBeIsDamaged(Page page, TestServer server) {
    CompileOptions threads = CompileOptions.SIMD.withThreads();
    byte[] module = Gossamer.compileStandalone(SmallModel.bytes(), threads);
    binary(server, "misaligned.wasm", misaligned(module));
    open(Policy.ISOLATED_CSP, page, server);
    assertThat(
            (String)
                page.evaluate(
                    "aot.load('misaligned.wasm').then(() => '', (e) => e.code + ' ' + e.message)"))
        .startsWith("MODEL_FORMAT The model from misaligned.wasm is damaged: start offset");
  }

  private static void binary(TestServer server, String name, byte[] bytes) {
    server.mount(
        "threads/" + name, (e, p) -> TestServer.send(e, 200, "application/octet-stream", bytes));
  }

  private static void open(Policy policy, Page page, TestServer server) {
    page.navigate(server.url(policy, "threads/index.html"));
    page.waitForFunction("() => globalThis.floats");
  }

  /** Alone and shared in turns, as the governor likes; every run is compared. */
  @ParameterizedTest
  @CsvSource({
    "true,  ISOLATED_CSP, 2",
    "false, ISOLATED_CSP, 3",
    "true,  STRICT_CSP,   1",
  })
  void handsAgreeWithTheInterpreterUnderAStrictPolicy(
      boolean relaxed, Policy policy, int threads, Page page, TestServer server) {
    byte[] model = ProjectFiles.bytesForCheck(HANDS);
    CompileOptions options = CompileOptions.SIMD.withThreads();
    options = relaxed ? options.withRelaxedSimd() : options;
    binary(server, "hand.wasm", Gossamer.compileStandalone(model, options));
    int outputs = serveExpected(server, model);
    open(policy, page, server);
    List<?> told =
        (List<?>)
            page.evaluate(
                """
                async ([threads, count]) => {
                  const model = await aot.load('hand.wasm', { threads, warmup: false });
                  const input = { [model.inputs[0].name]: await floats('input.f32') };
                  const first = await model.run(input);
                  let equal = true;
                  for (let round = 0; round < 12; round++) {
                    const again = await model.run(input);
                    for (const name of Object.keys(first)) {
                      equal &&= first[name].every((value, i) => Object.is(value, again[name][i]));
                      equal &&= again[name].buffer instanceof ArrayBuffer;
                    }
                  }
                  const differences = [];
                  for (let i = 0; i < count; i++) {
                    const expected = await floats(`expected${i}.f32`);
                    const actual = first[model.outputs[i].name];
                    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
                    differences.push(expected.length !== actual.length ? 9 : expected.reduce(
                      (most, value, j) => Math.max(most, Math.abs(value - actual[j])), 0) / (2e-5 * scale + 1e-6));
                  }
                  const told = [equal, differences.every((d) => d <= 1), differences.length, model.backend,
                    model.threads.count, model.threads.reason];
                  model.dispose();
                  return told;
                }
                """,
                List.of(2 + threads % 2, outputs));
    assertThat(told.subList(0, 5))
        .isEqualTo(List.of(true, true, outputs, relaxed ? "relaxed" : "simd", threads));
    if (policy == Policy.STRICT_CSP) {
      assertThat((String) told.get(5))
          .startsWith("the page is not cross-origin isolated: serve it with the headers");
    } else {
      assertThat(told.get(5)).isEqualTo("");
    }
    page.waitForCondition(() -> page.workers().isEmpty());
  }

  /** Serves the seeded input and what the interpreter makes of it; returns how many outputs. */
  private static int serveExpected(TestServer server, byte[] bytes) {
    try (Model model = Gossamer.load(bytes)) {
      Tensor input = SeededInput.tensor(SEED, model.inputs().get(0).shape());
      serve(server, "input.f32", input.data());
      Map<String, Tensor> outputs = model.run(Map.of(model.inputs().get(0).name(), input));
      for (int i = 0; i < model.outputs().size(); i++) {
        serve(server, "expected" + i + ".f32", outputs.get(model.outputs().get(i).name()).data());
      }
      return model.outputs().size();
    }
  }

  private static void serve(TestServer server, String name, float[] floats) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    binary(server, name, bytes.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "small.wasm  | {}             | 1 | the model is too small for threads to pay",
        "small.wasm  | { threads: 2 } | 2 | ''",
        "small.wasm  | { threads: 1 } | 1 | ''",
        "single.wasm | { threads: 2 } | 1 | the module was compiled without '--threads'",
      })
  void theModelSaysHowManyThreadsItHasAndWhy(
      String file, String options, int count, String reason, Page page, TestServer server) {
    open(Policy.ISOLATED_CSP, page, server);
    assertThat(
            page.evaluate(
                """
                async () => {
                  const model = await aot.load('%s', %s);
                  const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));
                  model.dispose();
                  const { code } = await model.run(new Float32Array(4)).catch((e) => e);
                  return [...y, model.threads.count, model.threads.reason, code];
                }
                """
                    .formatted(file, options)))
        .isEqualTo(List.of(0, 3, 5, 7, count, reason == null ? "" : reason, "DISPOSED"));
    page.waitForCondition(() -> page.workers().isEmpty());
  }

  @Test
  void aThreadThatDoesNotStartLeavesTheModelToTheOther(Page page, TestServer server) {
    server.mount(
        "lonely/npm/gossamer-aot-threads.mjs",
        (exchange, path) ->
            TestServer.send(
                exchange,
                200,
                "text/javascript",
                ProjectFiles.bytes(ProjectFiles.npmPackage().resolve("gossamer-aot-threads.mjs"))));
    server.text(
        "lonely/index.html",
        "<!doctype html><script type=module>import { load } from './npm/gossamer-aot-threads.mjs';"
            + "globalThis.load = load;</script>");
    page.navigate(server.url(Policy.ISOLATED, "lonely/index.html"));
    page.waitForFunction("() => globalThis.load");
    assertThat(
            page.evaluate(
                """
                async () => {
                  const model = await load('../threads/small.wasm', { threads: 2 });
                  const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));
                  return [...y, model.threads.count, model.threads.reason];
                }
                """))
        .isEqualTo(
            List.of(
                0, 3, 5, 7, 1, "a thread could not be started: its script could not be loaded"));
  }

  @Test
  void abortedLoadsLeaveNoThread(Page page, TestServer server) {
    open(Policy.ISOLATED_CSP, page, server);
    assertThat(
            page.evaluate(
                """
                async () => {
                  const control = new AbortController();
                  const { postMessage } = Worker.prototype;
                  Worker.prototype.postMessage = function (...of) {
                    control.abort();
                    return postMessage.apply(this, of);
                  };
                  const loading = aot.load('small.wasm', { threads: 2, signal: control.signal });
                  const { code } = await loading.catch((e) => e);
                  return [code, control.signal.aborted];
                }
                """))
        .isEqualTo(List.of("ABORTED", true));
    page.waitForCondition(() -> page.workers().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "'two'", "null"})
  void aWrongNumberIsRefused(String threads, Page page, TestServer server) {
    open(Policy.ISOLATED_CSP, page, server);
    assertThat(
            (String)
                page.evaluate(
                    "aot.load('small.wasm', { threads: %s }).catch((e) => e.code + e.message)"
                        .formatted(threads)))
        .startsWith("ARGUMENTthreads must be 'auto' or a whole number from 1 to 64, got ");
  }

  @Test
  void theScriptTagFormWorksFromASubPath(Page page, TestServer server) {
    server.mount("threads-shop/lib/", ProjectFiles.npmPackage());
    server.text(
        "threads-shop/index.html",
        "<!doctype html><script src='lib/gossamer-aot-threads.js'></script><script>"
            + "GossamerAot.load('../threads/small.wasm', { threads: 2 }).then(async (model) => {"
            + "  const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));"
            + "  globalThis.result = [...y, model.threads.count]; });"
            + "</script>");
    page.navigate(server.url(Policy.ISOLATED, "threads-shop/index.html"));
    page.waitForFunction("() => globalThis.result");
    assertThat(page.evaluate("result")).isEqualTo(List.of(0, 3, 5, 7, 2));
  }

  @Test
  void nodeRunsItOnOneThreadAndSaysWhy(@TempDir Path folder) throws IOException {
    CompileOptions threads = CompileOptions.SIMD.withThreads();
    Files.write(
        folder.resolve("small.wasm"), Gossamer.compileStandalone(SmallModel.bytes(), threads));
    Consumers.install(folder);
    Files.writeString(
        folder.resolve("run.mjs"),
        "import { load } from 'gossamer/aot-threads';"
            + "const model = await load('small.wasm');"
            + "const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));"
            + "console.log(y.join(), model.threads.count, model.threads.reason);");
    Result result = Command.run(folder, "node", "run.mjs");
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output().strip()).isEqualTo("0,3,5,7 1 there are no web workers here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gossamer-aot-threads.mjs", "gossamer-aot-threads.js"})
  void theLoaderStaysSmall(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(ProjectFiles.npmPackage().resolve(file));
    assertThat(bytes.length).isLessThanOrEqualTo(LOADER_BUDGET);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("eval(", "Function(");
  }
}
