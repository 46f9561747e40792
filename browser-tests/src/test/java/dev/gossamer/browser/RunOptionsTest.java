package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Own output arrays, abort, in-place runs, pictures, NaN, workers. */
@InBrowser
class RunOptionsTest {
  private static final String IN_WORKER =
      "const remote = await Gossamer.load('../small.tflite', { worker: true });";

  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{ backend: 'portable' }", "{ worker: true }"})
  void outputsAreWrittenToTheArraysGiven(String options) {
    assertThat(
            api.run(
                """
                const own = await Gossamer.load('../small.tflite', %s);
                const y = new Float32Array(4);
                const outputs = await own.run(Float32Array.of(-10, 1, 2, 3), { outputs: { y } });
                return [outputs.y === y, [...y]];
                """
                    .formatted(options)))
        .isEqualTo(List.of(true, List.of(0, 3, 5, 7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{ z: new Float32Array(4) } | Unknown output 'z': expected [y].",
        "{ y: new Float32Array(3) } | The array for output 'y' must hold 4 floats, got 3 floats.",
        "{ y: [1, 2, 3, 4] }        | The array for output 'y' must hold 4 floats, got Array.",
        "7                          | outputs must be arrays by name, got number."
      })
  void unfitOutputArraysAreRefused(String outputs, String message) {
    assertFailure(
        "await model.run(new Float32Array(4), { outputs: %s })".formatted(outputs),
        "ARGUMENT",
        message);
  }

  @Test
  void aRunCanBeAbortedBeforeAndWhileItWaits() {
    assertThat(
            api.run(
                """
                const controller = new AbortController();
                const { signal } = controller;
                const before = await failure(() => model.run(new Float32Array(4), { signal: AbortSignal.abort() }));
                const first = model.run(new Float32Array(4));
                const waiting = failure(() => model.run(new Float32Array(4), { signal }));
                const after = model.run(Float32Array.of(1, 1, 1, 1));
                controller.abort(new Error('enough'));
                return [before.code, (await first).y[3], (await waiting).code, (await waiting).message,
                  (await after).y[0]];
                """))
        .isEqualTo(List.of("ABORTED", 4, "ABORTED", "The run was aborted.", 2));
  }

  @Test
  void inputsAreFilledAndOutputsReadInPlace() {
    assertThat(
            api.run(
                """
                model.inputView('x').set([-10, 1, 2, 3]);
                const { y } = model.runInPlace();
                const first = [...y];
                model.inputView('x').fill(1);
                const same = model.runInPlace().y.buffer === y.buffer;
                return [first, [...y], same, (await model.run(new Float32Array(4))).y.buffer === y.buffer];
                """))
        .isEqualTo(List.of(List.of(0, 3, 5, 7), List.of(2, 3, 4, 5), true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "model.inputView('z') | INPUT_NAME | Unknown input 'z': expected [x].",
        "model.run(new Float32Array(4)); model.runInPlace() | BUSY | has 1 runs under way",
        "(await Gossamer.load('../small.tflite', { worker: true })).runInPlace() | UNSUPPORTED | in a worker",
        "(await Gossamer.load('../small.tflite', { backend: 'portable' })).inputView('x') | UNSUPPORTED | Use run.",
      })
  void inPlaceSaysWhereItCannotBe(String action, String code, String message) {
    assertFailure(action, code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "model.run(Float32Array.of(1, NaN, 0, 0)) | Input 'x' holds NaN at element 1.",
        "model.run(Float32Array.of(1, 0, 0, -Infinity)) | Input 'x' holds -Infinity at element 3.",
        "model.run(Float32Array.of(1, 3.4e38, 0, 0)).then(() => model.run(Float32Array.of(1, 2, 3, Infinity))) |"
            + " Input 'x' holds Infinity at element 3.",
        "(model.inputView('x').fill(NaN), model.runInPlace()) | Input 'x' holds NaN at element 0."
      })
  void nonFiniteNumbersAreRefusedWhereAsked(String action, String message) {
    String load = "const model = await Gossamer.load('../small.tflite', { nonFinite: 'error' });";
    assertFailure("{ " + load + " await " + action + "; }", "NOT_FINITE", message);
  }

  @Test
  void nonFiniteNumbersPassOtherwise() {
    assertThat(api.run("return (await model.run(Float32Array.of(Infinity, 0, 0, 0))).y[0]"))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertFailure(
        "await Gossamer.load('../small.tflite', { nonFinite: 1 })",
        "ARGUMENT",
        "nonFinite must be allow or error");
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void aWorkerHasTheSameInterface(Policy policy, Page page, TestServer server) {
    ApiPage other = ApiPage.open(page, server, policy);
    assertThat(
            other.run(
                IN_WORKER
                    + """
                      const order = [];
                      const runs = [0, 1, 2].map(async (i) => {
                        const { y } = await remote.run(Float32Array.of(i, 0, 0, 0));
                        order.push(i);
                        return y[0];
                      });
                      const times = await remote.profile({ runs: 2 });
                      const results = [remote.name, remote.backend, await Promise.all(runs), order,
                        times.length === remote.explain().length && times.every(({ ms }) => ms >= 0)];
                      await remote[Symbol.asyncDispose]();
                      return [...results, (await failure(() => remote.run(new Float32Array(4)))).code];
                      """))
        .isEqualTo(
            List.of("small", "relaxed", List.of(1, 2, 3), List.of(0, 1, 2), true, "DISPOSED"));
  }

  @Test
  void aWorkerTakesBuffersOverOnlyWhenTold() {
    assertThat(
            api.run(
                IN_WORKER
                    + """
                      const kept = Float32Array.of(-10, 1, 2, 3);
                      const given = kept.slice();
                      const first = await remote.run(kept);
                      const second = await remote.run(given, { transfer: true });
                      return [kept.length, given.length, [...first.y], [...second.y]];
                      """))
        .isEqualTo(List.of(4, 0, List.of(0, 3, 5, 7), List.of(0, 3, 5, 7)));
  }

  @Test
  void transferChangesNothingForAModelOfThisThread() {
    assertThat(
            api.run(
                """
                const x = new Float32Array(4);
                const first = model.run(x, { transfer: true });
                const second = model.run(x, { transfer: true });
                x.fill(99);
                return [(await first).y[0], (await second).y[0], x.length];
                """))
        .isEqualTo(List.of(1, 1, 4));
  }

  @Test
  void whatCannotBeHandedOverIsSaid() {
    assertFailure(
        IN_WORKER
            + "const memory = new WebAssembly.Memory({ initial: 1 });"
            + "await remote.run(new Float32Array(memory.buffer, 0, 4), { transfer: true })",
        "ARGUMENT",
        "The inputs cannot be sent to the worker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "await model.run(new Float32Array(4), { range: 1 }) | range must be what black and white become, such as [-1, 1], got 1.",
        "await model.run(new Float32Array(4), { range: [1] }) | got [1].",
        "await model.profile({ runs: 0 }) | runs must be a whole number of at least 1, got 0.",
        "await Gossamer.load('../small.tflite', null) | the options of load must be an object, got null.",
        "const s = (await fetch('../small.tflite')).body; s.getReader(); await Gossamer.load(s) | The stream for the model is being read already."
      })
  void unfitOptionsAreRefusedInWords(String action, String message) {
    assertFailure(action, "ARGUMENT", message);
  }

  @Test
  void whatOnProgressThrowsComesBackUnchanged() {
    assertThat(
            api.failure(
                "await Gossamer.load('../small.tflite', { onProgress() { throw new RangeError('mine'); } })"))
        .containsEntry("message", "mine")
        .containsEntry("name", "RangeError");
  }

  @Test
  void theInlineFormHasThreadsInAWorkerToo(Page page, TestServer testServer) {
    ApiPage isolated = ApiPage.open(page, testServer, Policy.ISOLATED);
    assertThat(
            isolated.run(
                """
                const inline = await import('../npm/gossamer-inline.mjs');
                const own = await inline.load('../small.tflite', { worker: true, threads: 2 });
                const { y } = await own.run(Float32Array.of(-10, 1, 2, 3));
                return [own.threads.count, [...y]];
                """))
        .isEqualTo(List.of(2, List.of(0, 3, 5, 7)));
  }

  @Test
  void aWorkersFailuresAreThoseOfThePage() {
    Map<String, Object> here = api.failure("await Gossamer.load(new Uint8Array(3))");
    Map<String, Object> there =
        api.failure("await Gossamer.load(new Uint8Array(3), { worker: true })");
    assertThat(there).isEqualTo(here).containsEntry("code", "MODEL_FORMAT");
  }

  @Test
  void loadingInAWorkerCanBeAborted() {
    assertFailure(
        "await Gossamer.load('../small.tflite', { worker: true, signal: AbortSignal.timeout(1) })",
        "ABORTED",
        "Loading was aborted.");
  }

  @Test
  void aWorkerThatThePolicyForbidsIsSaid(Page page) {
    page.evaluate(
        "() => { const meta = document.createElement('meta'); meta.httpEquiv = 'Content-Security-Policy';"
            + " meta.content = \"worker-src 'none'\"; document.head.append(meta); }");
    assertFailure(
        "await Gossamer.load('../small.tflite', { worker: true })", "WORKER", "worker-src");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Gossamer.load('../small.tflite', { signal: 'x' })           | signal must be an AbortSignal, got string.",
        "Gossamer.load('../small.tflite', { signal: {} })            | signal must be an AbortSignal, got Object.",
        "Gossamer.load('../small.tflite', { onProgress: 5 })         | onProgress must be a function, got number.",
        "model.run(new Float32Array(4), { signal: 5 })               | signal must be an AbortSignal, got number.",
      })
  void signalsAndCallbacksOfAnotherTypeAreRefused(String action, String message) {
    assertFailure("await " + action, "ARGUMENT", message);
  }

  @Test
  void optionsThatAreNullCountAsNone() {
    assertThat(
            api.run(
                """
                const own = await Gossamer.load('../small.tflite', { signal: null });
                const { y } = await own.run(Float32Array.of(-10, 1, 2, 3), { signal: null });
                return [[...y], (await own.profile(null)).length > 0];
                """))
        .isEqualTo(List.of(List.of(0, 3, 5, 7), true));
  }

  @Test
  void aRunThatIsAbortedInAWorkerWritesNothingToTheArraysGiven() {
    assertThat(
            api.run(
                """
                const own = await Gossamer.load('../small.tflite', { worker: true });
                const y = new Float32Array(4).fill(9);
                const controller = new AbortController();
                const { signal } = controller;
                const aborted = failure(() => own.run(Float32Array.of(-10, 1, 2, 3), { outputs: { y }, signal }));
                controller.abort();
                const { code } = await aborted;
                // Answers come in order: the one to the first question has come, too.
                await own.run(new Float32Array(4));
                return [code, ...y];
                """))
        .isEqualTo(List.of("ABORTED", 9, 9, 9, 9));
  }

  private void assertFailure(String action, String code, String message) {
    Map<String, Object> failure = api.failure(action);
    assertThat((String) failure.get("message")).contains(message);
    assertThat(failure).containsEntry("code", code).containsEntry("isGossamerError", true);
  }
}
