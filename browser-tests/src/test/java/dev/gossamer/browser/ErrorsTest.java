package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.checks.SmallModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is a GossamerError that says what was expected and what came. */
@InBrowser
class ErrorsTest {
  private static final Path ENGINE = ProjectFiles.npmPackage().resolve("gossamer.wasm");
  private static final String VERSION_SECTION = "gossamer.version";
  private static final String SMALL_RUN = "await model.run(";

  private ApiPage api;
  private TestServer server;

  @BeforeAll
  static void mount(TestServer server) {
    byte[] html = "<!DOCTYPE html><h1>Welcome</h1>".getBytes(StandardCharsets.UTF_8);
    server.mount("answers/html.tflite", (e, p) -> TestServer.send(e, 200, "text/html", html));
    server.mount("answers/engine/", (e, p) -> TestServer.send(e, 200, "text/html", html));
    server.mount(
        "answers/empty.tflite", (e, p) -> TestServer.send(e, 200, "text/plain", new byte[0]));
    server.text("answers/text.tflite", "just some text, no model");
    server.text("answers/lfs.tflite", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    server.text("answers/other.wasm", "not wasm");
    byte[] cut = Arrays.copyOf(SmallModel.bytes(), 100);
    server.mount("answers/cut.tflite", (e, p) -> TestServer.send(e, 200, "text/plain", cut));
    server.mount(
        "answers/slow.tflite",
        (exchange, path) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[100]);
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.mount(
        "answers/broken.tflite",
        (exchange, path) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[100]);
        });
  }

  @BeforeEach
  void open(Page page, TestServer testServer) {
    server = testServer;
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'../answers/none.tflite' | HTTP          | Could not fetch the model from ../answers/none.tflite: HTTP 404",
        "'../answers/html.tflite' | NOT_A_MODEL   | Expected a .tflite or .goss model at ../answers/html.tflite, found an HTML page.",
        "'../answers/lfs.tflite'  | NOT_A_MODEL   | found a Git LFS pointer",
        "'../answers/empty.tflite'| NOT_A_MODEL   | found nothing (0 bytes)",
        "'../answers/text.tflite' | NOT_A_MODEL   | at ../answers/text.tflite, found a file that begins with ",
        "'../answers/cut.tflite'  | MODEL_FORMAT  | Model 'cut':",
        "''                       | ARGUMENT      | is an empty string",
        "(() => { const { buffer } = new Uint8Array(9); structuredClone(buffer, { transfer: [buffer] }); return buffer; })() | ARGUMENT | The buffer of the model is detached",
        "(() => { const bytes = new Uint8Array(9); structuredClone(0, { transfer: [bytes.buffer] }); return bytes; })() | ARGUMENT | The buffer of the model is detached",
        "(() => { const answer = new Response('x'); answer.text(); return answer; })() | ARGUMENT | response.clone()",
        "'../answers/broken.tflite'| NETWORK      | Could not fetch the model from ../answers/broken.tflite",
        "'http://localhost:1/x'   | NETWORK       | Could not fetch the model from http://localhost:1/x",
        "new Uint8Array(3)        | MODEL_FORMAT  | at least 8 bytes, found 3",
        "42                       | ARGUMENT      | got number",
        "null                     | ARGUMENT      | got null",
        "{}                       | ARGUMENT      | got Object"
      })
  void loading(String source, String code, String message) {
    assertFailure("await Gossamer.load(" + source + ")", code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "new Float32Array(3)            | INPUT_SHAPE | Input 'x' has shape [1,2,2,1]: expected 4 floats, got 3.",
        "{ x: new Float32Array(5) }     | INPUT_SHAPE | expected 4 floats, got 5",
        "{ z: new Float32Array(4) }     | INPUT_NAME  | Unknown input 'z': expected [x].",
        "{}                             | INPUT_NAME  | Missing input 'x': expected [x], got [].",
        "undefined                      | INPUT_NAME  | got undefined",
        "new Blob([])                   | INPUT_NAME  | Inputs must be arrays by name: expected [x], got Blob.",
        "createImageBitmap(new ImageData(2, 2)) | INPUT_NAME | got Promise",
        "new Uint8Array(4)              | INPUT_TYPE  | Input 'x' must be a Float32Array or a picture, got Uint8Array.",
        "{ x: [1, 2, 3, 4] }            | INPUT_TYPE  | got Array",
        "{ x: null }                    | INPUT_TYPE  | got null"
      })
  void running(String inputs, String code, String message) {
    assertFailure(SMALL_RUN + inputs + ")", code, message);
  }

  @Test
  void anAbortEndsLoadingAtOnceAndCarriesTheReason() {
    Map<String, Object> failure =
        api.failure(
            "const controller = new AbortController();"
                + "setTimeout(() => controller.abort(new Error('changed my mind')), 100);"
                + "const started = performance.now();"
                + "try { await Gossamer.load('../answers/slow.tflite', { signal: controller.signal }); }"
                + "catch (e) {"
                + "  if (performance.now() - started > 5000) throw new Error('too late');"
                + "  if (e.cause?.message !== 'changed my mind') throw new Error('no reason');"
                + "  throw e; }");
    assertThat(failure).containsEntry("code", "ABORTED").containsEntry("name", "AbortError");
    assertThat(
            api.failure("await Gossamer.load('../small.tflite', { signal: AbortSignal.abort() })"))
        .containsEntry("code", "ABORTED");
  }

  @Test
  void anAbortedDownloadWithProgressIsAborted() {
    assertThat(
            api.failure(
                "await Gossamer.load('../answers/slow.tflite',"
                    + " { signal: AbortSignal.timeout(200), onProgress() {} })"))
        .containsEntry("code", "ABORTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "../answers/engine/gossamer.wasm | Expected the engine's WebAssembly at ../answers/engine/gossamer.wasm, found an HTML page.",
        "../answers/no.wasm              | Could not fetch the engine (gossamer.wasm) from ../answers/no.wasm: HTTP 404",
        "../answers/other.wasm           | found 6e 6f 74 20"
      })
  void anEngineThatIsNotThere(String url, String message) {
    String load =
        "Gossamer.configure({ wasmUrl: '" + url + "' }); await Gossamer.load('../small.tflite')";
    assertFailure(load, "ENGINE", message);
    assertThat((String) api.failure(load).get("hint")).contains("Gossamer.configure({ wasmUrl })");
  }

  @Test
  void anEngineThatFailedToLoadIsTriedAgain() {
    api.failure(
        "Gossamer.configure({ wasmUrl: '../answers/no.wasm' }); await Gossamer.load('../small.tflite')");
    assertThat(
            api.run(
                "Gossamer.configure({ wasmUrl: '../npm/gossamer.wasm' });"
                    + "return (await Gossamer.load('../small.tflite')).name"))
        .isEqualTo("small");
  }

  @Test
  void configuringTooLateOrWronglyIsSaid() {
    assertFailure(
        "Gossamer.configure({ wasmUrl: 5 })", "ARGUMENT", "wasmUrl must be a string or URL");
    assertFailure(
        "Gossamer.configure(null)",
        "ARGUMENT",
        "the options of configure must be an object, got null");
    assertThat(
            api.run(
                "Gossamer.configure({});" + "return (await Gossamer.load('../small.tflite')).name"))
        .isEqualTo("small");
    assertFailure(
        "model.name; Gossamer.configure({ wasmUrl: 'elsewhere.wasm' })",
        "ARGUMENT",
        "configure came after the engine was loaded. Call configure before the first load.");
  }

  @Test
  void aBrowserWithoutWebAssemblyIsTold() {
    assertThat(
            api.run(
                "delete globalThis.WebAssembly;"
                    + "const { wasmGc, simd, relaxedSimd, threads } = Gossamer.capabilities();"
                    + "return [wasmGc, simd, relaxedSimd, threads.available].join()"))
        .isEqualTo("false,false,false,false");
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "NO_WASM_GC",
        "Gossamer needs WebAssembly garbage collection");
  }

  @Test
  void arraysAndPicturesOfAnIframeAreTakenAsOnesOwn() {
    assertThat(
            api.run(
                """
                const frame = document.body.appendChild(document.createElement('iframe'));
                const { Float32Array: Floats, Uint8Array: Bytes, URL: Address } = frame.contentWindow;
                const bytes = new Bytes(await (await fetch('../small.tflite')).arrayBuffer());
                const results = [];
                for (const source of [bytes, bytes.buffer, new Address('../small.tflite', location.href)]) {
                  const model = await Gossamer.load(source);
                  const { y } = await model.run(Floats.of(-10, 1, 2, 3), { outputs: { y: new Floats(4) } });
                  results.push(`${y.join()} ${y instanceof Floats}`);
                }
                return [...new Set(results)].join('; ')
                """))
        .isEqualTo("0,3,5,7 true");
  }

  /** Chrome 119 to 136: garbage collection, but exceptions only in their older form. */
  @Test
  void aBrowserWithoutExceptionReferencesIsTold(Page page) {
    page.evaluate(
        "() => { const real = WebAssembly.validate;"
            // a try_table in the body of a function
            + " WebAssembly.validate = (b) => !b.join().includes(',31,64,') && real(b); }");
    assertFailure("await Gossamer.load('../small.tflite')", "NO_WASM_GC", "Chrome and Edge 137");
  }

  @Test
  void aBrowserWithoutGarbageCollectionIsTold(Page page) {
    page.evaluate("WebAssembly.validate = () => false");
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "NO_WASM_GC",
        "Gossamer needs WebAssembly garbage collection and exceptions (exnref), which this browser"
            + " does not have.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", { worker: true }"})
  void anEngineOfAnotherVersionIsNamed(String options) throws IOException {
    String engine = Files.readString(ENGINE, StandardCharsets.ISO_8859_1);
    int section = engine.lastIndexOf(VERSION_SECTION) + VERSION_SECTION.length();
    String other = engine.substring(0, section) + "9.9.9";
    // the section's length stands before the length of its name
    byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
    bytes[section - VERSION_SECTION.length() - 2] = (byte) (1 + VERSION_SECTION.length() + 5);
    server.mount("answers/old.wasm", (e, p) -> TestServer.send(e, 200, "application/wasm", bytes));
    Map<String, Object> failure =
        api.failure(
            "Gossamer.configure({ wasmUrl: '../answers/old.wasm' });"
                + "await Gossamer.load('../small.tflite'"
                + options
                + ")");
    assertThat(failure).containsEntry("code", "VERSION");
    assertThat((String) failure.get("message"))
        .contains("The script is gossamer " + api.run("return Gossamer.version"), "is 9.9.9.");
  }

  @Test
  void aPolicyWithoutWebAssemblyIsNamed(Page page) {
    page.evaluate(
        """
        () => {
          const meta = document.createElement('meta');
          meta.httpEquiv = 'Content-Security-Policy';
          meta.content = "script-src 'self'";
          document.head.append(meta);
        }
        """);
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "CSP",
        "The content security policy of this page forbids WebAssembly. Allow it in the"
            + " Content-Security-Policy header: script-src 'self' 'wasm-unsafe-eval'.");
  }

  @Test
  void tooLittleMemoryIsSaidInMegabytes(Page page) {
    page.evaluate(
        """
        () => {
          const { Memory } = WebAssembly;
          WebAssembly.Memory = function (size) {
            if (size.maximum === size.initial) throw new RangeError('could not allocate memory');
            return new Memory(size);
          };
        }
        """);
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "OUT_OF_MEMORY",
        "No memory of 0.1 MB for the model: could not allocate memory.");
  }

  @Test
  void aTrapOfTheModelIsAFaultOfGossamer(Page page) {
    page.evaluate(
        """
        () => {
          const { instantiate } = WebAssembly;
          const run = () => { throw new WebAssembly.RuntimeError('memory access out of bounds'); };
          WebAssembly.instantiate = async (...of) => {
            const result = await instantiate(...of);
            return result.instance?.exports.step ? { ...result, instance: { exports: { run } } } : result;
          };
        }
        """);
    assertFailure(
        "await Gossamer.load('../small.tflite')",
        "INTERNAL",
        "The compiled model failed: memory access out of bounds. This is a fault of Gossamer");
    assertFailure(
        "const own = await Gossamer.load('../small.tflite', { warmup: false });"
            + "await own.run(new Float32Array(4))",
        "INTERNAL",
        "The compiled model failed: memory access out of bounds.");
  }

  @Test
  void aServersWrongTypeDoesNotMatter() {
    byte[] engine = ProjectFiles.bytes(ENGINE);
    server.mount("answers/typed.wasm", (e, p) -> TestServer.send(e, 200, "text/plain", engine));
    assertThat(
            api.run(
                "Gossamer.configure({ wasmUrl: '../answers/typed.wasm' });"
                    + "return (await Gossamer.load('../small.tflite')).name"))
        .isEqualTo("small");
  }

  /** Whoever meets an error finds it in the documentation: {@code error.docs} leads there. */
  @Test
  void everyCodeIsExplained() throws IOException {
    Path declarations = ProjectFiles.npmPackage().resolve("gossamer.d.ts");
    Matcher codes =
        Pattern.compile("type ErrorCode =(.*?);\n", Pattern.DOTALL)
            .matcher(Files.readString(declarations));
    assertThat(codes.find()).isTrue();
    List<String> expected =
        Pattern.compile("'?\"?([A-Z_]{3,})'?\"?")
            .matcher(codes.group(1).replaceAll("(?s)/\\*.*?\\*/", ""))
            .results()
            .map(code -> code.group(1))
            .toList();
    Path page = ProjectFiles.npmPackage().resolve("docs/troubleshooting.md");
    List<String> explained =
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(expected).hasSizeGreaterThan(15);
    assertThat(explained).containsAll(expected);
    assertThat((String) api.failure("await Gossamer.load('../answers/html.tflite')").get("docs"))
        .isEqualTo("docs/troubleshooting.md#not_a_model");
  }

  private void assertFailure(String action, String code, String message) {
    Map<String, Object> failure = api.failure(action);
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", code).containsEntry("isGossamerError", true);
  }
}
