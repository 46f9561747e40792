package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be without effect or half done is said at once, and leaves nothing behind. */
@InBrowser
class MisuseTest {
  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Gossamer.load('../small.tflite', { thread: 2 }) | Unknown option 'thread' of load: expected [onProgress, signal, threads, backend, nonFinite, worker, warmup, keepDeadChannels].",
        "Gossamer.load('../small.tflite', { worker: 'yes' }) | worker must be true or false, got 'yes'.",
        "Gossamer.load('../small.tflite', { warmup: 0 }) | warmup must be true or false, got 0.",
        "Gossamer.configure({ wasmURL: 'x' }) | Unknown option 'wasmURL' of configure: expected [wasmUrl, workerUrl].",
        "model.run(new Float32Array(4), { output: {} }) | Unknown option 'output' of run: expected [signal, outputs, range, transfer].",
        "model.run(new Float32Array(4), { transfer: 1 }) | transfer must be true or false, got 1.",
        "model.run(new Float32Array(4), 5) | the options of run must be an object, got number.",
        "model.profile({ run: 3 }) | Unknown option 'run' of profile: expected [runs].",
      })
  void optionsThatDoNotExistAreRefusedWithThoseThatDo(String action, String message) {
    assertFailure("await " + action, "ARGUMENT", message);
  }

  @Test
  void nothingIsFetchedForWhatIsNoSource(Page page) {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    assertFailure(
        "await Gossamer.load(42)",
        "ARGUMENT",
        "What to load the model from must be one of [String, URL, Response, Blob, File,"
            + " ReadableStream, ArrayBuffer, Uint8Array], got number. docs/api.md");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", { onProgress() {} }"})
  void aStreamOfTextIsNoStreamOfBytes(String options) {
    assertFailure(
        "const stream = new ReadableStream({ start(c) { c.enqueue('TFL3'); c.close(); } });"
            + "await Gossamer.load(stream"
            + options
            + ")",
        "ARGUMENT",
        "A stream must be one of Uint8Arrays, got string.");
  }

  @Test
  void aCompiledModelThatTheBrowserRefusesIsAFaultOfGossamer(Page page) {
    page.evaluate(
        """
        () => {
          const { instantiate } = WebAssembly;
          WebAssembly.instantiate = (wasm, imports) => ArrayBuffer.isView(wasm)
            ? Promise.reject(new WebAssembly.CompileError('too many locals')) : instantiate(wasm, imports);
        }
        """);
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "INTERNAL",
        "The compiled model was refused: too many locals. This is a fault of Gossamer");
  }

  @Test
  void aWarmUpThatFailsLeavesNoThreads(Page page, TestServer server) {
    api = ApiPage.open(page, server, Policy.ISOLATED);
    page.evaluate(
        """
        () => {
          const { instantiate } = WebAssembly;
          const run = () => { throw new WebAssembly.RuntimeError('unreachable'); };
          WebAssembly.instantiate = async (...of) => {
            const result = await instantiate(...of);
            const exports = result.instance?.exports;
            return exports?.step ? { ...result, instance: { exports: { ...exports, run } } } : result;
          };
          const { terminate } = Worker.prototype;
          globalThis.ended = 0;
          Worker.prototype.terminate = function () { ended++; terminate.call(this); };
        }
        """);
    assertFailure(
        "await Gossamer.load('../small.tflite', { threads: 3 })", "INTERNAL", "unreachable");
    assertThat(page.evaluate("ended")).isEqualTo(2);
  }

  @Test
  void theInterpreterSaysWhyItHadToStepIn(Page page) {
    List<String> warnings = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("warning")) {
            warnings.add(message.text());
          }
        });
    String load =
        "const own = await Gossamer.load('../small.tflite', %s); return [own.backend, own.fallback]";
    assertThat(api.run(load.formatted("{}"))).isEqualTo(List.of("relaxed", ""));
    assertThat(api.run(load.formatted("{ backend: 'portable' }")))
        .isEqualTo(List.of("portable", ""));
    assertThat(warnings).isEmpty();
    page.evaluate(
        "() => { const real = WebAssembly.validate;"
            // v128.load, f32x4.add and all others begin so
            + " WebAssembly.validate = (b) => !b.join().includes(',253,') && real(b); }");
    String reason = "this browser has no WebAssembly SIMD";
    assertThat(api.run(load.formatted("{}"))).isEqualTo(List.of("portable", reason));
    assertThat(warnings)
        .containsExactly("gossamer runs 'small' by the interpreter, ten times slower: " + reason);
  }

  @ParameterizedTest
  @CsvSource({"3, INPUT_SHAPE, model.inputs", "4, INPUT_NAME, model.inputs"})
  void inputsThatDoNotFitLeadToTheModelsOwn(int length, String code, String hint) {
    String inputs = "new Float32Array(" + length + ")";
    Map<String, Object> failure =
        api.failure("await model.run(" + (length == 4 ? "{ z: " + inputs + " }" : inputs) + ")");
    assertThat(failure).containsEntry("code", code);
    assertThat((String) failure.get("hint")).contains(hint);
  }

  private void assertFailure(String action, String code, String message) {
    Map<String, Object> failure = api.failure(action);
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", code).containsEntry("isGossamerError", true);
  }
}
