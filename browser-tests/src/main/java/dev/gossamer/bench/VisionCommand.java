package dev.gossamer.bench;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.format.ModelReader;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.SharedData;
import dev.gossamer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** {@code gossamer bench vision}. */
@Command(
    name = "vision",
    mixinStandardHelpOptions = true,
    description = "Measure hands, faces and backgrounds beside MediaPipe's tasks, end to end.",
    footer = {
      "",
      "Both get the same models and pictures in one page of a real browser; MediaPipe's run on the"
          + " CPU. What they see is compared first. Needs ffmpeg and the pictures of the tests.",
      "Writes vision.json and vision.md to the output folder, the table to standard output.",
      "",
      "Examples:",
      "  gossamer bench vision",
      "  gossamer bench vision --only hands --as VideoFrame --width 640"
    })
final class VisionCommand implements Callable<Integer> {
  static final String PEER = "@mediapipe/tasks-vision 1.1.0";

  @Spec private CommandSpec spec;

  @Option(names = "--only", paramLabel = "WORD", description = "Pipelines with it in their name.")
  private String only = "";

  @Option(
      names = "--as",
      paramLabel = "KIND",
      defaultValue = "ImageData",
      description = "ImageData, canvas or VideoFrame (default: ${DEFAULT-VALUE}).")
  private String kind;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "50",
      description = "Of the video (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description = "Scale pictures to this width (default: their own).")
  private int width;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of Gossamer's models; MediaPipe's have one (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Slices of 10 pictures per side (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private ReportOption reports;

  @Override
  public Integer call() {
    if (rounds < 1 || pictures < 1 || threads < 1 || width < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds, --pictures and --threads must be at least 1, --width at least 0");
    }
    if (!List.of("ImageData", "canvas", "VideoFrame").contains(kind)) {
      throw new ParameterException(
          spec.commandLine(), "--as is " + kind + ", expected ImageData, canvas or VideoFrame");
    }
    List<VisionCase> cases =
        VisionCase.all(pictures).stream().filter(one -> one.name().contains(only)).toList();
    if (cases.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--only is "
              + only
              + ", expected a word of "
              + VisionCase.all(pictures).stream().map(VisionCase::name).toList());
    }
    for (VisionCase one : cases) {
      Path file = SharedData.root().resolve(one.file());
      if (!Files.isRegularFile(file)) {
        throw new BenchFailure(
            file + " is absent; set GOSSAMER_SHARED to the folder that holds " + one.file());
      }
    }
    measure(cases);
    return 0;
  }

  private void measure(List<VisionCase> cases) {
    ProjectFolder project = ProjectFolder.find();
    PeerPackages packages = new PeerPackages(project.bench());
    packages.install();
    Machine before = Machine.now();
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<VisionResult> results = new ArrayList<>();
    try (BenchServer server = project.serve(packages);
        Playwright playwright = Chromium.playwright()) {
      VisionBench bench = new VisionBench(server, SharedData.root(), model -> read(project, model));
      for (VisionCase one : cases) {
        results.add(bench.measure(playwright, one, kind, width, threads, rounds, 10));
        reports.say(one.name());
      }
    }
    VisionReport report =
        new VisionReport(reports.typed(), date, before, Machine.now(), PEER, results);
    reports.write(project, "vision", report, report.markdown());
  }

  private static byte[] read(ProjectFolder project, String model) {
    Path pruned = project.root().resolve("models/sparse/" + model + ".goss");
    try {
      if (Files.exists(pruned)) {
        return TfliteWriter.write(ModelReader.read(Files.readAllBytes(pruned)));
      }
      return Files.readAllBytes(Zoo.standard().fetch(model, ProgressListener.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
