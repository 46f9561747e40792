package dev.gossamer.browser;

import static dev.gossamer.browser.ApiPage.SMALL_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The package loads as people load it: script tag, ES module, worker; under any path and policy.
 */
@InBrowser
class LoadingTest {
  private static final String RUN_SMALL =
      "const model = await Gossamer.load('../small.tflite');"
          + "const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));"
          + "globalThis.result = [...y];";

  @Test
  void scriptTagFindsTheEngineBesideItselfUnderAnyPath(Page page, TestServer server) {
    server.mount("shop/assets/v1.2/", ProjectFiles.npmPackage());
    server.text(
        "shop/index.html",
        "<!doctype html><script src='assets/v1.2/gossamer.js?cache=off'></script>"
            + "<script type=module>"
            + RUN_SMALL
            + "</script>");
    page.navigate(server.url("shop/index.html"));
    assertThat(result(page)).isEqualTo(SMALL_RESULT);
  }

  @Test
  void moduleIsFoundThroughAnImportMap(Page page, TestServer server) {
    server.text(
        "mapped/index.html",
        "<!doctype html><script type=importmap>{\"imports\":{\"gossamer\":\"../npm/gossamer.mjs\"}}</script>"
            + "<script type=module>import * as Gossamer from 'gossamer';"
            + RUN_SMALL
            + "</script>");
    page.navigate(server.url("mapped/index.html"));
    assertThat(result(page)).isEqualTo(SMALL_RESULT);
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void worksUnderEveryPolicy(Policy policy, Page page, TestServer server) {
    ApiPage api = ApiPage.open(page, server, policy);
    assertThat(api.run("return [...(await model.run(Float32Array.of(-10, 1, 2, 3))).y]"))
        .isEqualTo(SMALL_RESULT);
    assertThat(page.evaluate("crossOriginIsolated")).isEqualTo(policy.isolates());
  }

  @Test
  void worksInAModuleWorker(Page page, TestServer server) {
    ApiPage api = ApiPage.open(page, server);
    assertThat(
            api.run(
                "const worker = new Worker('worker.mjs', { type: 'module' });"
                    + "return new Promise((resolve, reject) => {"
                    + "  worker.onmessage = ({ data }) => resolve([...data.y]);"
                    + "  worker.onerror = (e) => reject(new Error(e.message)); });"))
        .isEqualTo(SMALL_RESULT);
  }

  @Test
  void worksInAClassicWorker(Page page, TestServer server) {
    server.text(
        "npm-worker/worker.js",
        "importScripts('../npm/gossamer.js');"
            + "Gossamer.configure({ wasmUrl: '../npm/gossamer.wasm' });"
            + "Gossamer.load('../small.tflite')"
            + ".then((model) => model.run(Float32Array.of(-10, 1, 2, 3))).then(postMessage);");
    ApiPage api = ApiPage.open(page, server);
    assertThat(
            api.run(
                "const worker = new Worker('../npm-worker/worker.js');"
                    + "return new Promise((resolve, reject) => {"
                    + "  worker.onmessage = ({ data }) => resolve([...data.y]);"
                    + "  worker.onerror = (e) => reject(new Error(e.message)); });"))
        .isEqualTo(SMALL_RESULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'../small.tflite'",
        "new URL('../small.tflite', location.href)",
        "await fetch('../small.tflite')",
        "await (await fetch('../small.tflite')).arrayBuffer()",
        "new Uint8Array(await (await fetch('../small.tflite')).arrayBuffer())",
        "await (await fetch('../small.tflite')).blob()",
        "(await fetch('../small.tflite')).body"
      })
  void takesAModelInEveryForm(String source, Page page, TestServer server) {
    ApiPage api = ApiPage.open(page, server);
    assertThat(
            api.run(
                "const m = await Gossamer.load("
                    + source
                    + ");"
                    + "return [...(await m.run({ x: Float32Array.of(-10, 1, 2, 3) })).y]"))
        .isEqualTo(SMALL_RESULT);
  }

  @Test
  void describesTheModel(Page page, TestServer server) {
    ApiPage api = ApiPage.open(page, server);
    assertThat(api.run("return JSON.stringify([model.name, model.inputs, model.outputs])"))
        .isEqualTo(
            "[\"small\","
                + "[{\"name\":\"x\",\"shape\":[1,2,2,1],\"dtype\":\"float32\"}],"
                + "[{\"name\":\"y\",\"shape\":[1,2,2,1],\"dtype\":\"float32\"}]]");
  }

  @Test
  void reportsProgressUpToTheWholeFile(Page page, TestServer server) {
    ApiPage api = ApiPage.open(page, server);
    assertThat(
            api.run(
                "const seen = [];"
                    + "await Gossamer.load('../small.tflite', { onProgress: (p) => seen.push(p) });"
                    + "const { length } = new Uint8Array(await (await fetch('../small.tflite')).arrayBuffer());"
                    + "return seen[0].loaded === 0 && seen.every((p) => p.total === length)"
                    + "  && seen.at(-1).loaded === length"))
        .isEqualTo(true);
  }

  @Test
  void concurrentLoadsFetchTheEngineOnce(Page page, TestServer server) {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    ApiPage api = ApiPage.open(page, server);
    api.run("await Promise.all([1, 2, 3].map(() => Gossamer.load('../small.tflite')))");
    assertThat(requests).filteredOn(url -> url.endsWith("gossamer.wasm")).hasSize(1);
    assertThat(requests).filteredOn(url -> url.endsWith("small.tflite")).hasSize(3);
  }

  @Test
  void theEngineIsNotFetchedBeforeTheFirstLoad(Page page, TestServer server) {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    ApiPage.open(page, server);
    assertThat(requests).filteredOn(url -> url.endsWith(".wasm")).isEmpty();
  }

  private static Object result(Page page) {
    page.waitForFunction("() => globalThis.result");
    return page.evaluate("result");
  }
}
