package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.browser.Command.Result;
import dev.gossamer.checks.SmallModel;
import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.FencedBlocks.Block;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package as npm, TypeScript and Node.js see it. */
class PackageTest {
  private static final int BROTLI_BUDGET = 150_000;
  private static final int VISION_BROTLI_BUDGET = 40_000;
  private static final int TARBALL_BUDGET = 1_000_000;

  @TempDir private Path folder;

  @BeforeAll
  static void packageIsBuilt() {
    BrowserExtension.require(
        Files.exists(ProjectFiles.npmPackage()),
        "the npm package is not built (is Node.js missing?)");
  }

  @Test
  void npmPacksExactlyTheFilesOfThePackage() throws IOException {
    JsonNode tarball = Consumers.pack(folder);
    List<String> files = new ArrayList<>();
    tarball.get("files").forEach(file -> files.add(file.get("path").asText()));
    assertThat(files)
        .containsExactlyInAnyOrder(
            "LICENSE",
            "README.md",
            "docs/ahead-of-time.md",
            "docs/api.md",
            "docs/troubleshooting.md",
            "docs/vision.md",
            "docs/web.md",
            "gossamer-aot-threads.d.ts",
            "gossamer-aot-threads.js",
            "gossamer-aot-threads.mjs",
            "gossamer-aot-worker.js",
            "gossamer-aot.d.ts",
            "gossamer-aot.js",
            "gossamer-aot.mjs",
            "gossamer-inline.mjs",
            "gossamer-vision.d.ts",
            "gossamer-vision.js",
            "gossamer-vision.mjs",
            "gossamer-vision.wasm",
            "gossamer-worker.js",
            "gossamer.d.ts",
            "gossamer.js",
            "gossamer.mjs",
            "gossamer.wasm",
            "package.json");
    assertThat(tarball.get("name").asText()).isEqualTo("gossamer");
    assertThat(tarball.get("size").asInt()).isLessThan(TARBALL_BUDGET);
  }

  @Test
  void scriptAndEngineStayWithinTheirBudget() {
    assertThat(brotli("gossamer.mjs") + brotli("gossamer.wasm")).isLessThan(BROTLI_BUDGET);
  }

  /** To a twentieth, so that not every change of the engine is one of the documentation. */
  @Test
  void theDocumentationTellsTheSizes() throws IOException {
    Map<String, Double> kilobytes = new LinkedHashMap<>();
    kilobytes.put("`gossamer.mjs`", brotli("gossamer.mjs") / 1000.0);
    kilobytes.put("`gossamer.wasm`", brotli("gossamer.wasm") / 1000.0);
    kilobytes.put("`gossamer-inline.mjs`", brotli("gossamer-inline.mjs") / 1000.0);
    kilobytes.put("`gossamer-aot.mjs`", brotli("gossamer-aot.mjs") / 1000.0);
    kilobytes.put(
        "`gossamer-vision.mjs` and `gossamer-vision.wasm`",
        (brotli("gossamer-vision.mjs") + brotli("gossamer-vision.wasm")) / 1000.0);
    kilobytes.put("tarball", Consumers.pack(folder).get("size").asInt() / 1000.0);
    Path file = ProjectFolders.root().resolve("docs/web.md");
    String text = Files.readString(file);
    for (Map.Entry<String, Double> size : kilobytes.entrySet()) {
      Matcher row =
          Pattern.compile(
                  "(\\| [^|\n]*" + Pattern.quote(size.getKey()) + "[^|\n]*\\| )([0-9.]+)( KB \\|)")
              .matcher(text);
      assertThat(row.find()).as("a row for " + size.getKey()).isTrue();
      if (Boolean.getBoolean("gossamer.bless")) {
        String now = String.format(Locale.ROOT, "%.1f", size.getValue());
        text = row.replaceFirst("$1" + now + "$3");
      } else {
        assertThat(Double.parseDouble(row.group(2)))
            .as(size.getKey())
            .isCloseTo(size.getValue(), withPercentage(5));
      }
    }
    if (Boolean.getBoolean("gossamer.bless")) {
      Files.writeString(file, text);
    }
  }

  /** What comes on top for those who use the vision pipelines. */
  @Test
  void theVisionModuleStaysWithinItsBudget() {
    assertThat(brotli("gossamer-vision.mjs") + brotli("gossamer-vision.wasm"))
        .isLessThan(VISION_BROTLI_BUDGET);
  }

  private static int brotli(String file) {
    String script =
        "console.log(require('node:zlib').brotliCompressSync(require('node:fs').readFileSync('"
            + file
            + "')).length)";
    Result result = Command.run(ProjectFiles.npmPackage(), "node", "-e", script);
    assertThat(result.status()).as(result.output()).isZero();
    return Integer.parseInt(result.output().strip());
  }

  /** Rewritten with {@code -Dgossamer.bless=true}. */
  @Test
  void theReferenceIsThatOfTheTypes() throws IOException {
    String made = Files.readString(ProjectFiles.npmPackage().resolve("docs/api.md"));
    Path kept = ProjectFolders.root().resolve("docs/api.md");
    if (Boolean.getBoolean("gossamer.bless")) {
      Files.writeString(kept, made);
    }
    assertThat(Files.readString(kept)).isEqualTo(made);
  }

  @Test
  void checkersOfPackagesFindNothing() throws IOException {
    Consumers.installTools();
    String tarball = Consumers.pack(folder).get("filename").asText();
    Result publint = Consumers.tool(folder, "publint/src/cli.js", "run", tarball, "--strict");
    assertThat(publint.status()).as(publint.output()).isZero();
    Result types =
        Consumers.tool(
            folder,
            "@arethetypeswrong/cli/dist/index.js",
            tarball,
            "--profile",
            "esm-only",
            // Entries for their address alone, as in <script src> or new URL(…): there is nothing
            // to
            // import from them, and without types the checker takes each for a mistake.
            "--exclude-entrypoints",
            // for a script tag: their global has its types from the entry of the same name
            "gossamer.js",
            "gossamer-aot.js",
            "gossamer-aot-threads.js",
            "gossamer-vision.js",
            // for new Worker(…)
            "gossamer-worker.js",
            "gossamer-aot-worker.js",
            // for fetch
            "gossamer.wasm",
            "gossamer-vision.wasm");
    assertThat(types.status()).as(types.output()).isZero();
    assertThat(types.output())
        .contains(
            "\"gossamer\"",
            "\"gossamer/inline\"",
            "\"gossamer/aot\"",
            "\"gossamer/aot-threads\"",
            "\"gossamer/vision\"");
  }

  @Test
  void typesServeAStrictConsumer() throws IOException {
    Consumers.install(folder);
    Files.writeString(
        folder.resolve("tsconfig.json"),
        """
        {"compilerOptions": {"strict": true, "exactOptionalPropertyTypes": true, "noEmit": true,
          "target": "ES2022", "module": "NodeNext", "types": []}, "include": ["consumer.mts"]}
        """);
    Files.writeString(
        folder.resolve("consumer.mts"),
        """
        import { configure, GossamerError, load, version, type Model, type Progress } from 'gossamer';

        configure({ wasmUrl: new URL('https://example.org/gossamer.wasm') });
        const show = ({ loaded, total }: Progress): void => console.log(loaded, total ?? 'unknown');
        const model: Model = await load('model.tflite', {
          onProgress: show,
          signal: AbortSignal.timeout(1000),
        });
        const shape: readonly number[] = model.inputs[0]!.shape;
        try {
          const outputs: Record<string, Float32Array> = await model.run({ x: new Float32Array(shape.length) });
          await model.run(new Float32Array(4));
          console.log(outputs, version.length);
        } catch (e) {
          if (e instanceof GossamerError && e.code === 'INPUT_SHAPE') console.log(e.hint);
        }
        model.dispose();
        model[Symbol.dispose]();
        await using remote = await load('model.tflite', { worker: true, nonFinite: 'error' });
        const y = new Float32Array(4);
        await remote.run(new ImageData(2, 2), { outputs: { y }, range: [-1, 1], transfer: true });
        remote.inputView('x').fill(0);
        console.log(remote.runInPlace()['y'], (await remote.profile({ runs: 3 }))[0]?.ms);
        const inline: typeof import('gossamer') = await import('gossamer/inline');
        console.log(inline.version);
        const aot = await import('gossamer/aot');
        using compiled = await aot.load(aot.hasRelaxedSimd() ? 'relaxed.wasm' : 'simd.wasm', { warmup: false });
        console.log((await compiled.run(new Float32Array(4)))['y'], compiled.inputs[0]?.shape);
        const threaded = await (await import('gossamer/aot-threads')).load('threads.wasm', { threads: 2 });
        console.log(threaded.threads.count, threaded.threads.reason, threaded.backend);
        const { HandTracker } = await import('gossamer/vision');
        using tracker = await HandTracker.create({ model: compiled, detector: model, hands: 1 });
        const tip: number | undefined = (await tracker.detect(new ImageData(2, 2), 0)).hands[0]?.landmarks[8]?.x;
        console.log(tip);
        // @ts-expect-error inputs are Float32Arrays
        await model.run([1, 2, 3, 4]);
        // @ts-expect-error no such code
        const wrong: GossamerError['code'] = 'NO_SUCH_CODE';
        """);
    Path compiler = ProjectFolders.root().resolve("wasm-bridge/node_modules/typescript/bin/tsc");
    Result result = Command.run(folder, "node", compiler.toString(), "--project", ".");
    assertThat(result.output()).isEmpty();
    assertThat(result.status()).isZero();
  }

  /** The examples of the documentation, as TypeScript and strictly. */
  @Test
  void theDocumentedExamplesCompile() throws IOException {
    Consumers.install(folder);
    int examples = 0;
    for (String document :
        List.of("README.md", "docs/web.md", "docs/vision.md", "docs/ahead-of-time.md")) {
      for (Block block : FencedBlocks.of(ProjectFolders.root().resolve(document))) {
        if (block.language().equals("js")) {
          Files.writeString(folder.resolve("example" + examples++ + ".mts"), block.code());
        }
      }
    }
    assertThat(examples).isGreaterThan(6);
    Files.writeString(
        folder.resolve("tsconfig.json"),
        """
        {"compilerOptions": {"strict": true, "noEmit": true, "target": "ES2022", "module": "NodeNext",
          "lib": ["ES2022", "DOM", "ESNext.Disposable"], "types": []}, "include": ["*.mts"]}
        """);
    Path compiler = ProjectFolders.root().resolve("wasm-bridge/node_modules/typescript/bin/tsc");
    Result result = Command.run(folder, "node", compiler.toString(), "--project", ".");
    assertThat(result.output()).isEmpty();
  }

  @Test
  void runsInNodeOrSaysWhichVersionItNeeds() throws IOException {
    Consumers.install(folder);
    Files.write(folder.resolve("small.tflite"), SmallModel.bytes());
    Files.writeString(
        folder.resolve("run.mjs"),
        """
        import * as Gossamer from 'gossamer';
        try {
          const model = await Gossamer.load('small.tflite');
          console.log((await model.run(Float32Array.of(-10, 1, 2, 3))).y.join());
          for (const { load } of [Gossamer, await import('gossamer/inline')]) {
            const remote = await load('small.tflite', { worker: true });
            console.log((await remote.run(Float32Array.of(-10, 1, 2, 3))).y.join());
            await remote[Symbol.asyncDispose]();
          }
        } catch (e) {
          console.log(e.code, e.message);
        }
        """);
    Result result = Command.run(folder, "node", "run.mjs");
    assertThat(result.status()).as(result.output()).isZero();
    if (nodeVersion() >= 22) {
      assertThat(result.output()).isEqualToIgnoringNewLines("0,3,5,7".repeat(3));
    } else {
      assertThat(result.output())
          .contains("NO_WASM_GC", "which Node.js " + nodeVersion() + ".", "Node.js 22.19");
    }
  }

  /** Stated once, in {@code engines}; elsewhere it is repeated. */
  @Test
  void theVersionsOfNodeAreTheSameEverywhere() throws IOException {
    String manifest = Files.readString(ProjectFiles.npmPackage().resolve("package.json"));
    String engines = new ObjectMapper().readTree(manifest).get("engines").get("node").asText();
    List<String> versions =
        Pattern.compile("(\\d+\\.\\d+)\\.0")
            .matcher(engines)
            .results()
            .map(v -> v.group(1))
            .toList();
    assertThat(versions).hasSize(3);
    Path root = ProjectFolders.root();
    for (String file :
        List.of(
            "README.md",
            "docs/web.md",
            "docs/troubleshooting.md",
            "wasm-bridge/src/main/npm/README.md",
            "wasm-bridge/src/main/ts/hints.ts")) {
      assertThat(Files.readString(root.resolve(file)))
          .as(file)
          .contains(versions.get(1), versions.get(2));
    }
    for (String file : List.of("docs/web.md", "docs/ahead-of-time.md")) {
      assertThat(Files.readString(root.resolve(file))).as(file).contains(versions.get(0));
    }
  }

  @Test
  void aFileThatNodeCannotReadIsNamed() throws IOException {
    Consumers.install(folder);
    Files.writeString(
        folder.resolve("run.mjs"),
        """
        import * as Gossamer from 'gossamer';
        await Gossamer.load('none.tflite').catch((e) => console.log(e.code, e.message));
        """);
    assertThat(Command.run(folder, "node", "run.mjs").output())
        .startsWith("FILE Could not read the model from none.tflite: ENOENT")
        .contains("Check the path");
  }

  @Test
  void whatOnProgressThrowsInNodeComesBackUnchanged() throws IOException {
    Consumers.install(folder);
    Files.write(folder.resolve("small.tflite"), SmallModel.bytes());
    Files.writeString(
        folder.resolve("run.mjs"),
        """
        import * as Gossamer from 'gossamer';
        const onProgress = () => { throw new RangeError('mine'); };
        await Gossamer.load('small.tflite', { onProgress }).catch((e) => console.log(`${e}`));
        """);
    assertThat(Command.run(folder, "node", "run.mjs").output()).startsWith("RangeError: mine");
  }

  private int nodeVersion() {
    String version = Command.run(folder, "node", "--version").output();
    return Integer.parseInt(version.substring(1, version.indexOf('.')));
  }
}
