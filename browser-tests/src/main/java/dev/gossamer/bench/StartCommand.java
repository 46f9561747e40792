package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.LoadOptions;
import dev.gossamer.browser.Chromium;
import dev.gossamer.format.GossWriter;
import dev.gossamer.format.ModelReader;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import dev.gossamer.tflite.WriteOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer bench start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Measure the time to the first result, compiled in the page and ahead of time.",
    footer = {
      "",
      "Each time in a fresh browser: from before the script is fetched until the first output is"
          + " there, without warm-up, from a server on this machine.",
      "",
      "Examples:",
      "  gossamer bench start",
      "  gossamer bench start hand_landmark_sparse --browsers 10"
    })
final class StartCommand implements Callable<Integer> {
  /** How a model comes into the page. */
  enum Way {
    PAGE("compiled in the page", "/gossamer/gossamer.mjs", "/model/start.tflite"),
    SIMD("ahead of time, SIMD", "/gossamer/gossamer-aot.mjs", "/model/start.simd.wasm"),
    RELAXED("ahead of time, relaxed", "/gossamer/gossamer-aot.mjs", "/model/start.relaxed.wasm"),
    HALVES("ahead of time, relaxed, f16", "/gossamer/gossamer-aot.mjs", "/model/start.halves.wasm");

    private final String title;
    private final String script;
    private final String model;

    Way(String title, String script, String model) {
      this.title = title;
      this.script = script;
      this.model = model;
    }

    /** The file that a page fetches. */
    private byte[] file(String name, byte[] tflite) {
      if (this == PAGE) {
        return tflite;
      }
      WriteOptions halves = WriteOptions.AS_STORED.withWeights(WriteOptions.Weights.FLOAT16);
      byte[] model = this == HALVES ? GossWriter.write(ModelReader.read(tflite), halves) : tflite;
      CompileOptions simd = CompileOptions.SIMD.withLoadOptions(LoadOptions.DEFAULT.withName(name));
      return Gossamer.compileStandalone(model, this == SIMD ? simd : simd.withRelaxedSimd());
    }
  }

  /** In milliseconds. */
  record Start(double loaded, double first, double second) {}

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..*",
      description = "Names from 'gossamer models' (default: those of the table in the docs).")
  private List<String> models =
      List.of("hand_landmark_full", "hand_landmark_sparse", "face_detection_full_range_sparse");

  @Option(
      names = "--browsers",
      paramLabel = "N",
      defaultValue = "7",
      description = "Fresh browsers per model and way (default: ${DEFAULT-VALUE}).")
  private int browsers;

  @Override
  public Integer call() {
    if (browsers < 1) {
      throw new ParameterException(spec.commandLine(), "--browsers must be at least 1");
    }
    ProjectFolder project = ProjectFolder.find();
    MarkdownTable table =
        new MarkdownTable(
            List.of("", "file, MB", "loaded, ms", "first result", "median", "second run"));
    try (BenchServer server =
            BenchServer.start()
                .folder("/page/", project.bench().resolve("page"))
                .folder("/gossamer/", project.npmPackage());
        Playwright playwright = Chromium.playwright()) {
      for (String name : models) {
        measure(name, playwright, server, table);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(table);
    out.println(
        "Least of %d fresh browsers, and the median; %s".formatted(browsers, Machine.now()));
    out.flush();
    return 0;
  }

  private void measure(
      String name, Playwright playwright, BenchServer server, MarkdownTable table) {
    byte[] tflite = read(name);
    Map<Way, List<Start>> starts = new EnumMap<>(Way.class);
    Map<Way, Integer> sizes = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      byte[] file = way.file(name, tflite);
      server.bytes(way.model, file);
      sizes.put(way, file.length);
      starts.put(way, new ArrayList<>());
    }
    for (int i = 0; i < browsers; i++) {
      for (Way way : Rotation.order(List.of(Way.values()), i)) {
        starts.get(way).add(start(way, playwright, server));
      }
    }
    starts.forEach(
        (way, all) -> {
          List<Double> first = all.stream().map(Start::first).toList();
          table.row(
              List.of(
                  name + ", " + way.title,
                  number(sizes.get(way) / 1e6),
                  number(Statistics.minimum(all.stream().map(Start::loaded).toList())),
                  number(Statistics.minimum(first)),
                  number(Statistics.median(first)),
                  number(Statistics.minimum(all.stream().map(Start::second).toList()))));
        });
  }

  private static Start start(Way way, Playwright playwright, BenchServer server) {
    try (var browser =
        Chromium.launch(playwright).orElseThrow(() -> new BenchFailure(Chromium.MISSING))) {
      var page = browser.newPage();
      page.navigate(server.url("/page/start.html"));
      page.waitForFunction("() => globalThis.start");
      List<?> times =
          (List<?>)
              page.evaluate(
                  "([script, model]) => start(script, model)", List.of(way.script, way.model));
      double[] ms = times.stream().mapToDouble(time -> ((Number) time).doubleValue()).toArray();
      return new Start(ms[0], ms[1], ms[2]);
    } catch (PlaywrightException e) {
      throw new BenchFailure(way.title + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(String name) {
    try {
      Path file = Zoo.standard().fetch(name, ProgressListener.NONE);
      return Files.readAllBytes(file);
    } catch (ZooException e) {
      throw new BenchFailure(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
