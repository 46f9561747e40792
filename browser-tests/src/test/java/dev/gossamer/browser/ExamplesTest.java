package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.checks.SmallModel;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.FencedBlocks.Block;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The {@code html} and {@code js} blocks of the READMEs do what they say: they load a model, run to
 * their end and report no error. {@code NAME.tflite} is the zoo's model of that name, or a tiny one
 * where the zoo has none; the package lies in the same folder, and {@code import … from 'gossamer'}
 * finds it.
 */
@InBrowser
class ExamplesTest {
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "wasm-bridge/src/main/npm/README.md",
          "docs/web.md",
          "docs/vision.md",
          "docs/ahead-of-time.md");

  private static final Pattern MODEL = Pattern.compile("([\\w.-]+)\\.tflite");

  /** The end of a module is known; a page has ended shortly after its first run of a model. */
  private static final String WATCH_GLOBAL =
      """
      const watched = async (model) => {
        for (const name of ['run', 'runInPlace'].filter((name) => name in model)) {
          const run = model[name].bind(model);
          model[name] = (inputs) => {
            const outputs = run(inputs);
            setTimeout(() => { globalThis.ended = true; }, 100);
            return outputs;
          };
        }
        return model;
      };
      for (const name of ['Gossamer', 'GossamerAot']) {
        let api;
        Object.defineProperty(globalThis, name, {
          configurable: true,
          get: () => api,
          set(given) {
            api = { ...given, load: async (...of) => watched(await given.load(...of)) };
          },
        });
      }
      """;

  private static final String IMPORT_MAP =
      "<script type=importmap>{\"imports\":{\"gossamer\":\"./gossamer.mjs\",\"gossamer/aot\":\"./gossamer-aot.mjs\",\"gossamer/aot-threads\":\"./gossamer-aot-threads.mjs\",\"gossamer/vision\":\"./gossamer-vision.mjs\"}}</script>";

  @TestFactory
  Stream<DynamicTest> examples(Browser browser, TestServer server) {
    server.mount("examples/", ProjectFiles.npmPackage());
    server.mount("examples/gossamer/", ProjectFiles.npmPackage());
    return DOCUMENTS.stream()
        .flatMap(
            document ->
                FencedBlocks.of(ProjectFolders.root().resolve(document)).stream()
                    .filter(block -> List.of("html", "js").contains(block.language()))
                    .map(
                        block ->
                            DynamicTest.dynamicTest(
                                document + ":" + block.line() + " " + block.language(),
                                () -> runs(block, browser, server))));
  }

  private static void runs(Block block, Browser browser, TestServer server) throws IOException {
    serveModels(block, server);
    server.text("examples/example.html", page(block));
    List<String> faults = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    try (Page page = browser.newPage()) {
      page.onPageError(faults::add);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error") && !message.location().contains("favicon")) {
              faults.add(message.text());
            }
          });
      page.onRequest(request -> requests.add(request.url()));
      page.addInitScript(WATCH_GLOBAL);
      page.navigate(server.url("examples/example.html"));
      page.waitForCondition(
          () -> !faults.isEmpty() || (boolean) page.evaluate("!!globalThis.ended"));
      assertThat(faults).isEmpty();
      assertThat(requests).anyMatch(url -> url.endsWith(".tflite") || url.contains("face."));
    }
  }

  private static String page(Block block) {
    if (block.language().equals("html")) {
      // What is imported is not the global that is watched; as a module, its end is known.
      return block.code().contains("import *")
          ? block.code().replaceFirst("(?s)</script>\\s*$", "\nglobalThis.ended = true;</script>")
          : block.code();
    }
    return "<!doctype html>"
        + IMPORT_MAP
        + "<script type=module>"
        + block.code()
        + "\nglobalThis.ended = true;</script>";
  }

  private static void serveModels(Block block, TestServer server) throws IOException {
    List<String> zoo = Zoo.standard().models().stream().map(ZooEntry::name).toList();
    CompileOptions simd = CompileOptions.SIMD;
    Map<String, CompileOptions> forms =
        Map.of("simd", simd, "relaxed", simd.withRelaxedSimd(), "threads", simd.withThreads());
    for (String form : forms.keySet()) {
      if (block.code().contains("face." + form + ".wasm")) {
        byte[] model = Files.readAllBytes(fetched("face_detection_short_range"));
        byte[] wasm = Gossamer.compileStandalone(model, forms.get(form));
        server.mount(
            "examples/face." + form + ".wasm",
            (exchange, path) -> TestServer.send(exchange, 200, "application/wasm", wasm));
      }
    }
    Matcher models = MODEL.matcher(block.code());
    while (models.find()) {
      String name = models.group(1);
      byte[] bytes = zoo.contains(name) ? Files.readAllBytes(fetched(name)) : SmallModel.bytes();
      server.mount(
          "examples/" + name + ".tflite",
          (exchange, path) -> TestServer.send(exchange, 200, "application/octet-stream", bytes));
    }
  }

  private static Path fetched(String name) {
    return ZooFiles.require(name);
  }
}
