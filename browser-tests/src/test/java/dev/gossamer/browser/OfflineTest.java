package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import dev.gossamer.checks.SmallModel;
import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.FencedBlocks.Block;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The service worker of the documentation makes a page work without its server. */
@InBrowser
class OfflineTest {
  private static final String PAGE =
      """
      <!doctype html><script type="module">
        import * as Gossamer from './gossamer.mjs';
        await navigator.serviceWorker.register('service-worker.js');
        await navigator.serviceWorker.ready;
        const results = [];
        for (const worker of [false, true]) {
          const model = await Gossamer.load('small.tflite', { worker });
          results.push([...(await model.run(Float32Array.of(-10, 1, 2, 3))).y]);
        }
        globalThis.result = results;
      </script>
      """;

  @Test
  void thePageRunsModelsWhenTheServerIsGone(Page page, TestServer server) {
    List<List<Integer>> expected = List.of(ApiPage.SMALL_RESULT, ApiPage.SMALL_RESULT);
    serve(server);
    page.navigate(server.url("offline/"));
    assertThat(result(page)).isEqualTo(expected);
    server.mount("offline/", (exchange, path) -> exchange.close());
    for (String file : List.of("small.tflite", "service-worker.js", "gossamer.mjs")) {
      server.mount("offline/" + file, (exchange, path) -> exchange.close());
    }
    page.reload();
    assertThat(result(page)).isEqualTo(expected);
  }

  private static void serve(TestServer server) {
    server.mount(
        "offline/small.tflite",
        (exchange, path) ->
            TestServer.send(exchange, 200, "application/octet-stream", SmallModel.bytes()));
    server.text("offline/service-worker.js", serviceWorker());
    server.mount("offline/", OfflineTest::answer);
  }

  private static void answer(HttpExchange exchange, String path) throws IOException {
    if (path.isEmpty()) {
      TestServer.send(exchange, 200, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
    } else {
      String type = path.endsWith("js") ? "text/javascript" : "application/wasm";
      byte[] bytes = ProjectFiles.bytes(ProjectFiles.npmPackage().resolve(path));
      TestServer.send(exchange, 200, type, bytes);
    }
  }

  private static String serviceWorker() {
    return FencedBlocks.of(ProjectFolders.root().resolve("docs/web.md")).stream()
        .map(Block::code)
        .filter(code -> code.startsWith("// service-worker.js"))
        .findFirst()
        .orElseThrow();
  }

  private static Object result(Page page) {
    page.waitForFunction("() => globalThis.result");
    return page.evaluate("result");
  }
}
