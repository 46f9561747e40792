package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.models.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gossamer bench threads}. */
@Command(
    name = "threads",
    mixinStandardHelpOptions = true,
    description = "Measure one thread beside two, and beside other runtimes, in a real browser.",
    footer = {
      "",
      "Writes threads.json and threads.md to the output folder, the table to standard output.",
      "",
      "Examples:",
      "  gossamer bench threads",
      "  gossamer bench threads --busy hand_landmark_full"
    })
final class ThreadsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "Names, or the beginning of names and *. Default: a hand, a face, MobileNets.")
  private List<String> models =
      List.of(
          "hand_landmark_full",
          "hand_landmark_sparse",
          "face_detection_full_range",
          "face_detection_full_range_sparse",
          "mobilenet_v1",
          "mobilenet_v1_80_2x1");

  @Option(names = "--busy", description = "While another program keeps one core busy.")
  private boolean busy;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Which columns. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "12",
      description = "Slices of 100 ms per column and browser (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--browsers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Fresh browsers per model (default: ${DEFAULT-VALUE}).")
  private int browsers;

  @Mixin private ReportOption reports;

  @Override
  public Integer call() {
    ProjectFolder project = ProjectFolder.find();
    PeerPackages packages = new PeerPackages(project.bench());
    packages.install();
    List<Column> columns =
        Column.THREADS.stream()
            .filter(column -> only.isEmpty() || only.contains(column.name()))
            .toList();
    Models all = Models.all(Zoo.standard());
    List<ModelResult> results = new ArrayList<>();
    Machine before = Machine.now();
    String browser;
    try (BenchServer server = project.serve(packages);
        Playwright playwright = Chromium.playwright()) {
      ModelBench bench =
          new ModelBench(playwright, server, new ModelBench.Effort(browsers, rounds, 100));
      for (String name : all.matching(models)) {
        BenchModel model = all.load(name);
        results.add(measure(bench, model, columns));
        reports.say(row(results.get(results.size() - 1), columns).toString());
      }
      browser = bench.browserVersion();
    }
    reports.write(
        project,
        busy ? "threads-busy" : "threads",
        results,
        text(browser, before, results, columns));
    return 0;
  }

  private ModelResult measure(ModelBench bench, BenchModel model, List<Column> columns) {
    if (!busy) {
      return bench.measure(model, columns);
    }
    try (BusyCore core = new BusyCore()) {
      return bench.measure(model, columns);
    }
  }

  /** Model, milliseconds per column, then how many times as fast two threads of Gossamer are. */
  private static List<String> row(ModelResult result, List<Column> columns) {
    List<String> cells = new ArrayList<>(List.of(result.getModel()));
    for (Column column : columns) {
      ColumnResult measured = result.column(column.name()).orElseThrow();
      cells.add(
          measured.isMeasured()
              ? format("%.2f", measured.getWallMedian())
              : measured.getExcluded());
    }
    ColumnResult one = result.column(Column.GOSSAMER.name()).orElse(null);
    ColumnResult two = result.column("gossamer-2").orElse(null);
    boolean both = one != null && two != null && one.isMeasured() && two.isMeasured();
    cells.add(both ? format("%.2f", one.ratioTo(two, BenchPage.Slice::median)) : "");
    return cells;
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  private String text(
      String browser, Machine before, List<ModelResult> results, List<Column> columns) {
    List<String> headings = new ArrayList<>(List.of("model"));
    columns.forEach(column -> headings.add(column.title()));
    headings.add("2 threads against 1");
    MarkdownTable table = new MarkdownTable(headings);
    results.forEach(result -> table.row(row(result, columns)));
    return "Milliseconds per run, wall clock, median of the slices' medians; "
        + (busy ? "another program keeps one core busy. " : "")
        + browser
        + ", "
        + before
        + "\n\n"
        + table;
  }
}
