package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gossamer bench kernels}. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = "Measure compiled layers beside the machine's peak, in a real browser.",
    footer = {
      "",
      "Writes kernels.json and kernels.md to the output folder, the tables to standard output.",
      "",
      "Examples:",
      "  gossamer bench kernels",
      "  gossamer bench kernels --family depthwise --batches 100"
    })
final class KernelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--family", paramLabel = "NAME", description = "Only ${COMPLETION-CANDIDATES}.")
  private KernelCase.Family family;

  @Option(
      names = "--batches",
      paramLabel = "N",
      defaultValue = "60",
      description = "Batches of 2 ms per layer (default: ${DEFAULT-VALUE}).")
  private int batches;

  @Mixin private ReportOption reports;

  @Override
  public Integer call() {
    if (batches < 1) {
      throw new ParameterException(spec.commandLine(), "--batches must be at least 1");
    }
    ProjectFolder project = ProjectFolder.find();
    List<KernelCase> cases =
        KernelCase.all().stream().filter(one -> family == null || one.family() == family).toList();
    Machine before = Machine.now();
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    KernelBench.Result result;
    try (BenchServer server =
            BenchServer.start().folder("/page/", project.bench().resolve("page"));
        Playwright playwright = Chromium.playwright()) {
      result =
          new KernelBench(server, batches)
              .measure(playwright, cases, kernel -> reports.say(KernelsMarkdown.summary(kernel)));
    }
    KernelsReport report =
        new KernelsReport(reports.typed(), date, before, Machine.now(), batches, result);
    Path folder = reports.write(project, "kernels", report, KernelsMarkdown.of(report));
    try {
      Files.writeString(folder.resolve("kernels.svg"), KernelsPlot.svg(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }
}
