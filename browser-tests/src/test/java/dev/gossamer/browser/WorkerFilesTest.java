package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where gossamer-worker.js comes from, and what is said where it does not. */
@InBrowser
class WorkerFilesTest {
  private static final String RUN_IN_WORKER =
      "const own = await Gossamer.load('../small.tflite', { worker: true });"
          + "const { y } = await own.run(Float32Array.of(-10, 1, 2, 3));"
          + "own.dispose(); return [...y];";

  private ApiPage api;
  private TestServer server;

  @BeforeEach
  void open(Page page, TestServer testServer) {
    server = testServer;
    api = ApiPage.open(page, server);
  }

  /** The script of a classic worker does not know where it came from: importScripts hides it. */
  @Test
  void aClassicWorkerSaysWhereBothFilesLie(Page page) {
    server.text(
        "elsewhere/worker.js",
        "importScripts('../npm/gossamer.js');"
            + "const at = (file) => new URL('../npm/' + file, location.href);"
            + "Gossamer.configure({ wasmUrl: at('gossamer.wasm'), workerUrl: at('gossamer-worker.js') });"
            + "const input = Float32Array.of(-10, 1, 2, 3);"
            + "(async () => { const results = [];"
            + "for (const options of [{ worker: true }, { threads: 2 }]) {"
            + "  const model = await Gossamer.load('../small.tflite', options);"
            + "  results.push([model.threads.count, ...(await model.run(input)).y]); }"
            + "postMessage(results); })().catch((e) => postMessage(e.message));");
    api = ApiPage.open(page, server, Policy.ISOLATED);
    Object results =
        api.run(
            "const worker = new Worker('../elsewhere/worker.js');"
                + "return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); })");
    assertThat(results).isEqualTo(List.of(List.of(1, 0, 3, 5, 7), List.of(2, 0, 3, 5, 7)));
  }

  @Test
  void theAddressTriedIsNamedAndAnotherMayFollow() {
    assertFailure(
        "Gossamer.configure({ workerUrl: '../answers/none.js' });" + RUN_IN_WORKER,
        "The model's worker failed: its script could not be loaded from ../answers/none.js. Serve"
            + " gossamer-worker.js of the package there");
    assertThat(api.run("Gossamer.configure({});" + RUN_IN_WORKER)).isEqualTo(ApiPage.SMALL_RESULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gossamer.mjs", "gossamer.js"})
  void theAddressBesideTheScriptIsNamed(String script) {
    Path folder = ProjectFiles.npmPackage();
    for (String file : List.of(script, "gossamer.wasm")) {
      byte[] bytes = ProjectFiles.bytes(folder.resolve(file));
      String type = file.endsWith("wasm") ? "application/wasm" : "text/javascript";
      server.mount("partly/" + file, (e, path) -> TestServer.send(e, 200, type, bytes));
    }
    String start =
        script.endsWith(".mjs")
            ? "const other = await import('../partly/gossamer.mjs');"
            : "const tag = document.createElement('script'); tag.src = '../partly/gossamer.js';"
                + "await new Promise((onload) => { tag.onload = onload; document.head.append(tag); });"
                + "const other = globalThis.Gossamer;";
    assertFailure(
        start + "await other.load('../small.tflite', { worker: true })",
        "its script could not be loaded from " + server.url("partly/gossamer-worker.js") + ".");
  }

  /** Vite 6 prepares packages in a folder where their other files are not. */
  @ParameterizedTest
  @CsvSource({"false, ENGINE", "true, WORKER"})
  void aScriptThatVitesDevelopmentServerMovedIsRecognised(boolean worker, String code) {
    byte[] script = ProjectFiles.bytes(ProjectFiles.npmPackage().resolve("gossamer.mjs"));
    server.mount(
        "node_modules/.vite/deps/gossamer.js",
        (e, path) -> TestServer.send(e, 200, "text/javascript", script));
    Map<String, Object> failure =
        api.failure(
            "const moved = await import('../node_modules/.vite/deps/gossamer.js');"
                + "await moved.load('../small.tflite', { worker: "
                + worker
                + " })");
    assertThat(failure).containsEntry("code", code);
    assertThat((String) failure.get("hint")).contains("optimizeDeps: { exclude: ['gossamer'] }");
  }

  /** What answers in place of the script, an HTML page for one, is a syntax error. */
  @Test
  void anAnswerThatIsNoScriptIsNamedWithItsAddress() {
    server.text("answers/page.js", "<!doctype html>");
    assertFailure(
        "Gossamer.configure({ workerUrl: '../answers/page.js' });" + RUN_IN_WORKER,
        "SyntaxError: Unexpected token '<' (../answers/page.js). Serve gossamer-worker.js");
  }

  @Test
  void threadsThatCannotStartNameTheAddressToo(Page page) {
    api = ApiPage.open(page, server, Policy.ISOLATED);
    assertThat(
            api.run(
                "Gossamer.configure({ workerUrl: '../answers/none.js' });"
                    + "const own = await Gossamer.load('../small.tflite', { threads: 2 });"
                    + "return [own.threads.count, own.threads.reason]"))
        .isEqualTo(
            List.of(
                1,
                "a thread could not be started: its script could not be loaded from"
                    + " ../answers/none.js"));
  }

  /** The engine ends with a worker that could not load a model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'../small.tflite', { worker: true, signal: AbortSignal.timeout(1) }",
        "new Uint8Array(3), { worker: true }"
      })
  void afterAFailureInAWorkerTheEngineMayLieElsewhere(String arguments) {
    assertThat(
            api.run(
                "const { code } = await failure(() => Gossamer.load("
                    + arguments
                    + ")); Gossamer.configure({ wasmUrl: '../npm/gossamer.wasm' });"
                    + "return code.length > 0"))
        .isEqualTo(true);
  }

  @Test
  void afterTheLastModelInAWorkerTheEngineMayLieElsewhere() {
    assertThat(api.run("return await (async () => {" + RUN_IN_WORKER + "})()"))
        .isEqualTo(ApiPage.SMALL_RESULT);
    assertThat(api.run("Gossamer.configure({ wasmUrl: '../npm/gossamer.wasm' });" + RUN_IN_WORKER))
        .isEqualTo(ApiPage.SMALL_RESULT);
  }

  @Test
  void whileAWorkersEngineRunsItStaysWhereItIs() {
    Map<String, Object> failure =
        api.failure(
            "globalThis.kept = await Gossamer.load('../small.tflite', { worker: true });"
                + "Gossamer.configure({ workerUrl: 'elsewhere.js' })");
    assertThat((String) failure.get("message")).contains("configure came after the engine");
    assertThat(api.failure("Gossamer.configure({ workerUrl: 5 })"))
        .containsEntry("code", "ARGUMENT");
  }

  private void assertFailure(String action, String message) {
    Map<String, Object> failure = api.failure(action);
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", "WORKER");
  }
}
