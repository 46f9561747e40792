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
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Modules of {@code gossamer compile} through the small loader, in Chromium and in Node.js. */
@InBrowser
class AheadOfTimeTest {
  private static final String HANDS = "models/hand_landmark_full.tflite";
  private static final int SEED = 12345;
  private static final int LOADER_BUDGET = 5_000;

  /** Compares with files of floats, element by element, within the tolerance of the oracles. */
  private static final String COMPARE =
      """
      const differences = async (aot, read, path, input, count) => {
        const floats = async (file) => new Float32Array(await read(file));
        const model = await aot.load(path);
        const outputs = await model.run({ [model.inputs[0].name]: await floats(input) });
        const largest = [];
        for (let i = 0; i < count; i++) {
          const expected = await floats(`expected${i}.f32`);
          const actual = outputs[model.outputs[i].name];
          const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          largest.push(expected.length !== actual.length ? Infinity :
            expected.reduce((most, value, j) => Math.max(most, Math.abs(value - actual[j])), 0) / (2e-5 * scale + 1e-6));
        }
        return largest.map(String);
      };
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void mount(TestServer server) {
    byte[] small = SmallModel.bytes();
    binary(server, "aot/small.wasm", Gossamer.compileStandalone(small, CompileOptions.SIMD));
    byte[] damaged = Gossamer.compileStandalone(small, CompileOptions.SIMD);
    damaged[60] = (byte) 0xff;
    binary(server, "aot/damaged.wasm", damaged);
    binary(server, "aot/other.wasm", new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    binary(server, "aot/no-manifest.wasm", module("{", false));
    binary(server, "aot/future.wasm", module("{\"format\":3,\"version\":\"9\"}", false));
    CompileOptions threads = CompileOptions.SIMD.withThreads();
    binary(server, "aot/threads.wasm", Gossamer.compileStandalone(small, threads));
    binary(server, "aot/outside.wasm", module(manifest(65_533 * 4), false));
    binary(server, "aot/imports.wasm", module(manifest(0), true));
    binary(server, "aot/trap.wasm", module(manifest(0), false));
    server.text("aot/text.wasm", "just some text");
    server.text("aot/page.wasm", "<!DOCTYPE html><p>Welcome");
    server.text("aot/index.html", "<!doctype html><script type=module src=main.mjs></script>");
    server.text(
        "aot/main.mjs",
        COMPARE
            + """
              import * as aot from '../npm/gossamer-aot.mjs';
              globalThis.aot = aot;
              const read = async (file) => (await fetch(file)).arrayBuffer();
              globalThis.differences = (...of) => differences(aot, read, ...of);
              globalThis.failure = async (action) => {
                try { await action(); return 'nothing was thrown'; }
                catch (e) { return [e.code, e.message, e instanceof aot.GossamerError].join(' | '); }
              };
              """);
  }

  /** One page of memory, and a run that traps. */
  private static byte[] module(String manifest, boolean imports) {
    ModuleBuilder module = new ModuleBuilder();
    if (imports) {
      module.importFunction("env", "log", FunctionType.of());
    }
    module.memory(MemoryType.of(1)).exportMemory("memory");
    module.export("run", module.function("run", FunctionType.of(), FunctionBuilder::unreachable));
    return module.custom("gossamer", manifest.getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  private static String manifest(int address) {
    return "{\"format\":1,\"name\":\"m\",\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"address\":"
        + address
        + "}],\"outputs\":[]}";
  }

  private static void binary(TestServer server, String path, byte[] bytes) {
    server.mount(path, (e, p) -> TestServer.send(e, 200, "application/octet-stream", bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void handsAgreeWithTheInterpreterUnderAStrictPolicy(
      boolean relaxed, Page page, TestServer server) {
    byte[] model = ProjectFiles.bytesForCheck(HANDS);
    CompileOptions simd = CompileOptions.SIMD;
    binary(
        server,
        "aot/hand.wasm",
        Gossamer.compileStandalone(model, relaxed ? simd.withRelaxedSimd() : simd));
    int outputs = writeExpected(model);
    for (int i = 0; i < outputs; i++) {
      binary(
          server,
          "aot/expected" + i + ".f32",
          ProjectFiles.bytes(folder.resolve("expected" + i + ".f32")));
    }
    binary(server, "aot/input.f32", ProjectFiles.bytes(folder.resolve("input.f32")));
    open(page, server);
    assertWithinTolerance(page.evaluate("differences('hand.wasm', 'input.f32', " + outputs + ")"));
  }

  @Test
  void handsAgreeWithTheInterpreterInNode() throws IOException {
    byte[] model = ProjectFiles.bytesForCheck(HANDS);
    int outputs = writeExpected(model);
    Files.write(
        folder.resolve("hand.wasm"), Gossamer.compileStandalone(model, CompileOptions.SIMD));
    Consumers.install(folder);
    Files.writeString(
        folder.resolve("run.mjs"),
        "import * as aot from 'gossamer/aot'; import fs from 'node:fs';"
            + "const read = async (file) => { const b = fs.readFileSync(file);"
            + " return b.buffer.slice(b.byteOffset, b.byteOffset + b.length); };"
            + COMPARE
            + "console.log(JSON.stringify(await differences(aot, read, './hand.wasm', 'input.f32', "
            + outputs
            + ")));"
            + "await aot.load('none.wasm').catch((e) => console.log(e.code));"
            + "console.log((await aot.load(new URL('hand.wasm', import.meta.url), { warmup: false })).name);");
    Result result = Command.run(folder, "node", "run.mjs");
    assertThat(result.status()).as(result.output()).isZero();
    List<String> lines = result.output().lines().toList();
    assertThat(lines.subList(1, 3)).containsExactly("FILE", "main");
    assertWithinTolerance(List.of(lines.get(0).replaceAll("[\\[\\]\"]", "").split(",")));
  }

  @Test
  void theScriptTagFormWorksFromASubPath(Page page, TestServer server) {
    server.mount("aot-shop/lib/", ProjectFiles.npmPackage());
    server.text(
        "aot-shop/index.html",
        "<!doctype html><script src='lib/gossamer-aot.js'></script><script>"
            + "GossamerAot.load('../aot/small.wasm').then(async (model) => {"
            + "  globalThis.result = [...(await model.run(Float32Array.of(-10, 1, 2, 3))).y]; });"
            + "</script>");
    page.navigate(server.url("aot-shop/index.html"));
    page.waitForFunction("() => globalThis.result");
    assertThat(page.evaluate("result")).isEqualTo(ApiPage.SMALL_RESULT);
  }

  @Test
  void writesOutputsToTheArraysGiven(Page page, TestServer server) {
    open(page, server);
    assertThat(
            page.evaluate(
                """
                async () => {
                  const model = await aot.load('small.wasm');
                  const y = new Float32Array(4);
                  const input = Float32Array.of(-10, 1, 2, 3);
                  const given = await model.run(input, { outputs: { y } });
                  const own = await model.run(input, { outputs: { y: undefined } });
                  return [given.y === y, own.y === y, y.join(), own.y.join()];
                }
                """))
        .isEqualTo(List.of(true, false, "0,3,5,7", "0,3,5,7"));
  }

  @Test
  void theInterfaceIsThatOfTheCompiler(Page page, TestServer server) {
    open(page, server);
    assertThat(
            page.evaluate(
                """
                async () => {
                  const response = await fetch('small.wasm');
                  const bytes = await response.clone().arrayBuffer();
                  const results = [];
                  for (const source of ['small.wasm', new URL('small.wasm', location.href), response, bytes, new Uint8Array(bytes)]) {
                    const model = await aot.load(source, { warmup: false });
                    const { y } = await model.run({ x: Float32Array.of(-10, 1, 2, 3) });
                    results.push([...y].join());
                    model.dispose();
                    model[Symbol.dispose]();
                  }
                  const { name, backend, inputs, outputs } = await aot.load('small.wasm');
                  return [...new Set(results), name, backend, JSON.stringify([inputs, outputs])];
                }
                """))
        .isEqualTo(
            List.of(
                "0,3,5,7",
                "small",
                "simd",
                "[[{\"name\":\"x\",\"shape\":[1,2,2,1],\"dtype\":\"float32\"}],"
                    + "[{\"name\":\"y\",\"shape\":[1,2,2,1],\"dtype\":\"float32\"}]]"));
  }

  @Test
  void bytesOfAnotherWindowAndOptionsThatAreNullAreTaken(Page page, TestServer server) {
    open(page, server);
    assertThat(
            page.evaluate(
                """
                async () => {
                  const frame = document.body.appendChild(document.createElement('iframe'));
                  const bytes = await (await frame.contentWindow.fetch('small.wasm')).arrayBuffer();
                  if (bytes instanceof ArrayBuffer) throw new Error('of this window');
                  const model = await aot.load(bytes, null);
                  return [...(await model.run(Float32Array.of(-10, 1, 2, 3), null)).y].join();
                }
                """))
        .isEqualTo("0,3,5,7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "aot.load('none.wasm') ! HTTP | Could not fetch the model from none.wasm: HTTP 404.",
        "aot.load('http://localhost:1/x.wasm') ! NETWORK | Could not fetch the model from http://localhost:1/x.wasm:",
        "aot.load(new Blob([])) ! ARGUMENT | A model comes from String or URL or Response or ArrayBuffer or Uint8Array, got Blob.",
        "aot.load() ! ARGUMENT | A model comes from String or URL or Response or ArrayBuffer or Uint8Array, got undefined.",
        "aot.load('data:text/plain,' + '.'.repeat(1e5)) ! NETWORK | Could not fetch the model from data:text/plain,...................................................................................: ",
        "aot.load('page.wasm') ! NOT_A_MODEL | The model from page.wasm is an HTML page.",
        "aot.load('text.wasm') ! NOT_A_MODEL | The model from text.wasm is not made by 'gossamer compile'.",
        "aot.load(new Uint8Array(9)) ! NOT_A_MODEL | The model is not made by 'gossamer compile'.",
        "aot.load('other.wasm') ! NOT_A_MODEL | The model from other.wasm is not made by 'gossamer compile'.",
        "aot.load('damaged.wasm') ! MODEL_FORMAT | The model from damaged.wasm is damaged:",
        "aot.load('no-manifest.wasm') ! MODEL_FORMAT | The model from no-manifest.wasm is damaged:",
        "aot.load('future.wasm') ! VERSION | The model from future.wasm has format 3, of gossamer 9; this loader reads 1.",
        "aot.load('threads.wasm') ! VERSION | The model from threads.wasm has threads: use gossamer/aot-threads.",
        "aot.load('outside.wasm') ! MODEL_FORMAT | The model from outside.wasm is damaged:",
        "aot.load('imports.wasm') ! MODEL_FORMAT | The model from imports.wasm is damaged:",
        "aot.load('trap.wasm') ! INTERNAL | The compiled model failed: unreachable.",
        "aot.load('small.wasm', { signal: AbortSignal.abort() }) ! ABORTED | Loading was aborted.",
        "(async () => { const c = new AbortController(); const p = aot.load('small.wasm', { signal: c.signal, warmup: false }); queueMicrotask(() => c.abort()); await p; })() ! ABORTED | Loading was aborted.",
        "(await aot.load('small.wasm')).run(new Float32Array(3)) ! INPUT_SHAPE | Input 'x' has shape [1,2,2,1]: expected 4 floats, got 3.",
        "(await aot.load('small.wasm')).run({ z: new Float32Array(4) }) ! INPUT_NAME | Unknown input 'z': expected [x].",
        "(await aot.load('small.wasm')).run({}) ! INPUT_NAME | Missing input 'x': expected [x].",
        "(await aot.load('small.wasm')).run({ x: [1, 2, 3, 4] }) ! INPUT_TYPE | Input 'x' must be a Float32Array, got Array.",
        "(await aot.load('small.wasm')).run(new Float64Array(4)) ! INPUT_TYPE | Input 'x' must be a Float32Array, got Float64Array.",
        "(await aot.load('small.wasm')).run(new Float32Array(4), { outputs: { z: new Float32Array(4) } }) ! ARGUMENT | Unknown output 'z': expected [y].",
        "(await aot.load('small.wasm')).run(new Float32Array(4), { outputs: { y: new Float32Array(3) } }) ! ARGUMENT | Output 'y' has shape [1,2,2,1]: expected 4 floats, got 3.",
        "(await aot.load('small.wasm')).run(new Float32Array(4), { outputs: { y: [1] } }) ! ARGUMENT | Output 'y' must be a Float32Array, got Array.",
        "(await aot.load('small.wasm')).run(new Float32Array(4), { signal: AbortSignal.abort() }) ! ABORTED | The run was aborted.",
        "(await aot.load('small.wasm')).run(null) ! INPUT_NAME | Inputs must be arrays by name, got null: expected [x].",
      })
  void failuresHaveCodeAndWords(String action, String failure, Page page, TestServer server) {
    open(page, server);
    String found = (String) page.evaluate("failure(async () => { await " + action + "; })");
    assertThat(found).startsWith(failure).endsWith(" | true");
  }

  @Test
  void aDisposedModelAndMissingInstructionsAreSaid(Page page, TestServer server) {
    byte[] relaxed =
        Gossamer.compileStandalone(SmallModel.bytes(), CompileOptions.SIMD.withRelaxedSimd());
    binary(server, "aot/relaxed.wasm", relaxed);
    open(page, server);
    assertThat(
            page.evaluate(
                "failure(async () => { const m = await aot.load('small.wasm'); m.dispose();"
                    + " await m.run(new Float32Array(4)); })"))
        .isEqualTo("DISPOSED | The model 'small' has been disposed of. | true");
    page.evaluate(
        "() => { WebAssembly.compile = async () => { throw new WebAssembly.CompileError('unknown opcode'); };"
            + " WebAssembly.validate = (b) => b.length < 60 && !b.join().includes('253,133,2'); }");
    assertThat((String) page.evaluate("failure(() => aot.load('relaxed.wasm'))"))
        .startsWith(
            "NO_SIMD | The model from relaxed.wasm needs WebAssembly relaxed SIMD, which is missing here.");
    assertThat((String) page.evaluate("failure(() => aot.load('small.wasm'))"))
        .startsWith("MODEL_FORMAT | The model from small.wasm is damaged: unknown opcode.");
    page.evaluate("() => { WebAssembly.validate = () => false; }");
    assertThat((String) page.evaluate("failure(() => aot.load('small.wasm'))"))
        .startsWith(
            "NO_SIMD | The model from small.wasm needs WebAssembly SIMD, which is missing here.");
    page.evaluate(
        "() => { WebAssembly.instantiate = async () => { throw new RangeError('no room'); };"
            + " WebAssembly.compile = async (b) => new WebAssembly.Module(b); }");
    assertThat((String) page.evaluate("failure(() => aot.load('small.wasm'))"))
        .startsWith("OUT_OF_MEMORY | The model from small.wasm is too large: no room.");
  }

  @Test
  void aPolicyWithoutWebAssemblyIsNamed(Page page, TestServer server) {
    server.mount(
        "aot-policy/index.html",
        (exchange, path) -> {
          exchange.getResponseHeaders().set("Content-Security-Policy", "script-src 'self'");
          byte[] html =
              "<!doctype html><script type=module src=../aot/main.mjs></script>"
                  .getBytes(StandardCharsets.UTF_8);
          TestServer.send(exchange, 200, "text/html", html);
        });
    page.navigate(server.url("aot-policy/index.html"));
    page.waitForFunction("() => globalThis.failure");
    assertThat((String) page.evaluate("failure(() => aot.load('../aot/small.wasm'))"))
        .startsWith("CSP | The model from ../aot/small.wasm is forbidden by the page's policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gossamer-aot.mjs", "gossamer-aot.js"})
  void theLoaderStaysSmall(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(ProjectFiles.npmPackage().resolve(file));
    assertThat(bytes.length).isLessThanOrEqualTo(LOADER_BUDGET);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("eval(", "Function(");
  }

  private static void open(Page page, TestServer server) {
    page.navigate(server.url(Policy.STRICT_CSP, "aot/index.html"));
    page.waitForFunction("() => globalThis.failure");
  }

  /** Writes the seeded input and what the interpreter makes of it; returns how many outputs. */
  private int writeExpected(byte[] bytes) {
    try (Model model = Gossamer.load(bytes)) {
      Tensor input = SeededInput.tensor(SEED, model.inputs().get(0).shape());
      write("input.f32", input.data());
      Map<String, Tensor> outputs = model.run(Map.of(model.inputs().get(0).name(), input));
      for (int i = 0; i < model.outputs().size(); i++) {
        write("expected" + i + ".f32", outputs.get(model.outputs().get(i).name()).data());
      }
      return model.outputs().size();
    }
  }

  private void write(String name, float[] floats) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    try {
      Files.write(folder.resolve(name), bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertWithinTolerance(Object differences) {
    List<?> parts = (List<?>) differences;
    assertThat(parts).isNotEmpty();
    for (Object part : parts) {
      assertThat(Double.parseDouble(part.toString())).isLessThanOrEqualTo(1);
    }
  }
}
