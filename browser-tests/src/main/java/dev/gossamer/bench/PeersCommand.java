package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gossamer bench peers}. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "Measure models beside other runtimes, in one page of a real browser.",
    footer = {
      "",
      "Writes peers.json, peers.md and plots to the output folder, the tables to standard output."
          + " Peers: tfjs-tflite, litert, litert-relaxed, ort, tfjs-wasm."
          + " The last two do not read .tflite; models are converted for them.",
      "",
      "Examples:",
      "  gossamer bench peers",
      "  gossamer bench peers --models 'hand_landmark*,pose_detection' --rounds 20",
      "  gossamer bench peers --models mobilenet_v1_80 --peers tfjs-tflite --browsers 1"
    })
final class PeersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description =
          "Which models: names, which may end in *, or files. Default: all that are known.")
  private List<String> models = List.of();

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "Which peers (see below). Default: all.")
  private List<String> peers = Column.PEERS.stream().map(Column::name).toList();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "12",
      description = "Slices per runtime and browser (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--browsers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Fresh browsers per model (default: ${DEFAULT-VALUE}).")
  private int browsers;

  @Option(
      names = "--slice",
      paramLabel = "MS",
      defaultValue = "100",
      description = "Milliseconds of a slice (default: ${DEFAULT-VALUE}).")
  private int slice;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "5",
      description = "Fresh browsers for the time to the first result (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Mixin private ReportOption reports;

  @Override
  public Integer call() {
    if (rounds < 1 || browsers < 1 || slice < 1 || starts < 0) {
      throw new ParameterException(
          spec.commandLine(), "--rounds, --browsers and --slice must be at least 1");
    }
    List<Column> columns = peers.stream().map(this::peer).toList();
    ProjectFolder project = ProjectFolder.find();
    PeerPackages packages = new PeerPackages(project.bench());
    packages.install();
    PeersReport report;
    try (BenchServer server = project.serve(packages);
        Playwright playwright = Chromium.playwright()) {
      report = measure(playwright, server, packages, project, columns);
    }
    Path folder = reports.write(project, "peers", report, PeersMarkdown.of(report));
    try {
      PeersPlots.write(report, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private Column peer(String name) {
    return Column.peer(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no peer '"
                        + name
                        + "', expected some of "
                        + String.join(", ", Column.PEERS.stream().map(Column::name).toList())));
  }

  private PeersReport measure(
      Playwright playwright,
      BenchServer server,
      PeerPackages packages,
      ProjectFolder project,
      List<Column> peerColumns) {
    Models all = Models.all(Zoo.standard());
    List<String> names = all.matching(models);
    ModelBench.Effort effort = new ModelBench.Effort(browsers, rounds, slice);
    ModelBench bench = new ModelBench(playwright, server, effort);
    ColdStarts coldStarts = new ColdStarts(playwright, server);
    Machine before = Machine.now();
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<ModelResult> results = new ArrayList<>();
    List<ColdStarts.Result> firstResults = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<Column> columns = new ArrayList<>(List.of(Column.GOSSAMER));
    columns.addAll(peerColumns);
    for (String name : names) {
      BenchModel model;
      try {
        model = all.load(name);
      } catch (ZooException absent) {
        skipped.add(name + ": " + absent.getMessage());
        reports.say(skipped.get(skipped.size() - 1));
        continue;
      }
      reports.say((results.size() + skipped.size() + 1) + "/" + names.size() + " " + name);
      ModelResult result = bench.measure(model, columnsFor(name, columns));
      results.add(result);
      reports.say(PeersMarkdown.summary(result));
      if (starts > 0 && ColdStarts.MODELS.contains(name)) {
        firstResults.addAll(coldStarts.measure(model, result, columns, starts));
      }
    }
    return new PeersReport(
        reports.typed(),
        date,
        bench.browserVersion(),
        before,
        Machine.now(),
        effort,
        results,
        skipped,
        firstResults,
        starts > 0 ? ColdStarts.downloads(columns, packages, project.npmPackage()) : List.of());
  }

  /** One model has enough dead channels for a comparison with the rule switched off. */
  private static List<Column> columnsFor(String model, List<Column> columns) {
    if (!model.equals("hand_landmark_full")) {
      return columns;
    }
    List<Column> more = new ArrayList<>(columns);
    more.add(1, Column.ALL_CHANNELS);
    return more;
  }
}
