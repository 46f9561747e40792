package dev.gossamer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.browser.FakeCamera;
import dev.gossamer.demo.DemoServer;
import dev.gossamer.demo.Library;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer bench soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Let the demo page watch a video as its camera, and look at its memory.",
    footer = {
      "",
      "Prints the memory of the models and JavaScript's heap as time goes by, then what the page"
          + " reports of each pane. Needs ffmpeg.",
      "",
      "Examples:",
      "  gossamer bench soak hands.mp4                             ten minutes",
      "  gossamer bench soak people.mp4 --task face --seconds 60"
    })
final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "VIDEO", description = "What the camera sees, again and again.")
  private Path video;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "hands",
      description = "hands, face or background (default: ${DEFAULT-VALUE}).")
  private String task;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "all",
      description = "all, dense, distilled or sparse (default: ${DEFAULT-VALUE}).")
  private String view;

  @Option(
      names = "--no-isolation",
      description = "Serve the page without the headers that threads need: one thread.")
  private boolean withoutIsolation;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "600",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() {
    if (!List.of("hands", "face", "background").contains(task)) {
      throw new ParameterException(
          spec.commandLine(), "--task is " + task + ", expected hands, face or background");
    }
    if (!List.of("all", "dense", "distilled", "sparse").contains(view)) {
      throw new ParameterException(
          spec.commandLine(), "--view is " + view + ", expected all, dense, distilled or sparse");
    }
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--seconds must be at least 1");
    }
    if (!Files.isRegularFile(video)) {
      throw new ParameterException(spec.commandLine(), "there is no file " + video);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = ProjectFolder.find().reports().resolve("soak");
    Path clip =
        FakeCamera.clipOf(video.toAbsolutePath(), "", folder)
            .orElseThrow(() -> new BenchFailure(FakeCamera.MISSING));
    try (DemoServer server =
            DemoServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                !withoutIsolation,
                Library.fetch(Zoo.standard(), ProgressListener.NONE));
        Playwright playwright = Chromium.playwright();
        Browser browser =
            Chromium.launch(playwright, FakeCamera.flags(clip))
                .orElseThrow(() -> new BenchFailure(Chromium.MISSING))) {
      Duration interval = Duration.ofMillis(Math.max(1000, seconds * 1000L / 20));
      Soak.Outcome outcome =
          Soak.run(
              browser.newPage(),
              server,
              task,
              view,
              Duration.ofSeconds(seconds),
              interval,
              sample -> {
                out.println(line(sample));
                out.flush();
              });
      for (JsonNode pane : outcome.report().get("panes")) {
        out.println(summary(pane));
      }
      out.println(Machine.now());
      out.flush();
    }
    return 0;
  }

  private static String line(Soak.Sample sample) {
    return String.format(
        Locale.ROOT,
        "%6.0f s %7d frames %7.1f MB models %6.2f MB heap",
        sample.seconds(),
        sample.frames(),
        sample.wasm() / 1e6,
        sample.heap() / 1e6);
  }

  private static String summary(JsonNode pane) {
    return String.format(
        Locale.ROOT,
        "%-9s %-32s %6d frames, median %6.2f ms, mean %6.2f ms, %d with nothing found, %d missed",
        pane.get("role").asText(),
        pane.at("/model/name").asText(),
        pane.get("frames").asInt(),
        pane.path("median").asDouble(),
        pane.path("mean").asDouble(),
        pane.get("framesEmpty").asInt(),
        pane.get("framesMissed").asInt());
  }
}
