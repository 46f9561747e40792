package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.Command.Result;
import dev.gossamer.checks.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A tiny application made of the packed tarball, built by each bundler without configuration. */
@InBrowser
class BundlersTest {
  private static final String APPLICATION =
      """
      import * as Gossamer from '%s';

      const results = [];
      for (const worker of [false, true]) {
        const model = await Gossamer.load('../small.tflite', { worker });
        const { y } = await model.run(Float32Array.of(-10, 1, 2, 3));
        results.push([...y]);
      }
      globalThis.result = results;
      """;

  private static final List<List<Integer>> EXPECTED =
      List.of(ApiPage.SMALL_RESULT, ApiPage.SMALL_RESULT);

  /** The bundlers: command line, the page to open, and whether they carry the package's files. */
  enum Bundler {
    VITE(true, "index.html", "vite/bin/vite.js", "build", "--base", "./", "--outDir", "out"),
    WEBPACK(
        true,
        null,
        "webpack-cli/bin/cli.js",
        "--mode",
        "production",
        "--entry",
        "./main.js",
        "-o",
        "out"),
    ESBUILD(
        false,
        null,
        "esbuild/bin/esbuild",
        "main.js",
        "--bundle",
        "--format=esm",
        "--outfile=out/main.js"),
    ROLLUP(
        false,
        null,
        "rollup/dist/bin/rollup",
        "main.js",
        "-f",
        "es",
        "-p",
        Consumers.path("@rollup/plugin-node-resolve/dist/es/index.js"),
        "-o",
        "out/main.js");

    private final boolean carriesFiles;
    private final String page;
    private final List<String> command;

    Bundler(boolean carriesFiles, String page, String... command) {
      this.carriesFiles = carriesFiles;
      this.page = page;
      this.command = List.of(command);
    }

    Result build(Path folder) {
      String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
      return Consumers.tool(folder, command.get(0), arguments);
    }
  }

  static Stream<Bundler> carriers() {
    return Stream.of(Bundler.values()).filter(bundler -> bundler.carriesFiles);
  }

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException {
    Consumers.installTools();
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void theFilesOfThePackageAreCarriedAlong(Bundler bundler, Page page, TestServer server)
      throws IOException {
    assertThat(build(bundler, "gossamer", page, server)).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @EnumSource(Bundler.class)
  void theInlineEntryNeedsNoOtherFile(Bundler bundler, Page page, TestServer server)
      throws IOException {
    assertThat(build(bundler, "gossamer/inline", page, server)).isEqualTo(EXPECTED);
  }

  /** As docs/web.md says: the expression that bundlers know brings models along, too. */
  @ParameterizedTest
  @MethodSource("carriers")
  void aModelBesideTheSourceIsCarriedAlong(Bundler bundler, Page page, TestServer server)
      throws IOException {
    prepare("gossamer");
    Files.write(folder.resolve("own.tflite"), SmallModel.bytes());
    Path main = folder.resolve("main.js");
    String source = Files.readString(main);
    String own = "new URL('./own.tflite', import.meta.url)";
    Files.writeString(main, source.replace("'../small.tflite'", own));
    assertThat(Files.readString(main)).contains(own);
    Result result = bundler.build(folder);
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(open(bundler, page, server)).isEqualTo(EXPECTED);
  }

  /** esbuild and Rollup leave addresses as they are: whoever copies the files along is served. */
  @ParameterizedTest
  @EnumSource(names = {"ESBUILD", "ROLLUP"})
  void theFilesCanBeCopiedBesideABundle(Bundler bundler, Page page, TestServer server)
      throws IOException {
    prepare("gossamer");
    assertThat(bundler.build(folder).status()).isZero();
    for (String file : List.of("gossamer.wasm", "gossamer-worker.js")) {
      Files.copy(
          folder.resolve("node_modules/gossamer").resolve(file),
          folder.resolve("out").resolve(file));
    }
    assertThat(open(bundler, page, server)).isEqualTo(EXPECTED);
  }

  private Object build(Bundler bundler, String entry, Page page, TestServer server)
      throws IOException {
    prepare(entry);
    Result result = bundler.build(folder);
    assertThat(result.status()).as(result.output()).isZero();
    return open(bundler, page, server);
  }

  private void prepare(String entry) throws IOException {
    Consumers.install(folder);
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    Files.writeString(folder.resolve("main.js"), APPLICATION.formatted(entry));
    Files.writeString(folder.resolve("index.html"), page("./main.js"));
  }

  private Object open(Bundler bundler, Page page, TestServer server) throws IOException {
    if (bundler.page == null) {
      Files.writeString(folder.resolve("out/index.html"), page("./main.js"));
    }
    String mount = folder.getFileName() + "/";
    server.mount(mount, folder.resolve("out"));
    StringBuilder faults = new StringBuilder();
    page.onPageError(fault -> faults.append(fault).append('\n'));
    page.navigate(server.url(mount + "index.html"));
    page.waitForCondition(
        () -> !faults.isEmpty() || (boolean) page.evaluate("!!globalThis.result"));
    assertThat(faults).isEmpty();
    return page.evaluate("result");
  }

  private static String page(String script) {
    return "<!doctype html><script type=\"module\" src=\"" + script + "\"></script>";
  }
}
