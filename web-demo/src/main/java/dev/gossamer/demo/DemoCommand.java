package dev.gossamer.demo;

import dev.gossamer.models.cli.FetchProgress;
import dev.gossamer.models.cli.Terminal;
import dev.gossamer.models.zoo.Zoo;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gossamer demo}: fetches what the page needs, serves it and waits for Ctrl-C. */
@Command(
    name = "gossamer demo",
    description = "Serve the demo page on this machine until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  gossamer demo                  http://localhost:8017/, or the next free port",
      "  gossamer demo --port 0         any free port",
      "  gossamer demo --samples DIR    with the pictures and videos of a folder",
      "  gossamer demo --host 0.0.0.0   for other machines too; their browsers refuse",
      "                                 the camera to pages that come without https"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8017;
  private static final int PORTS_TO_TRY = 20;
  private static final int HIGHEST_PORT = 65535;

  private final Zoo zoo;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any free one; without it 8017 or the next free one.")
  private Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; without it only this machine can reach the page.")
  private InetAddress host = InetAddress.getLoopbackAddress();

  @Option(
      names = "--no-isolation",
      description =
          "Leave out the headers (COOP, COEP) that isolate the page; without them browsers give it"
              + " no shared memory, so no threads.")
  private boolean withoutIsolation;

  @Option(
      names = "--samples",
      paramLabel = "FOLDER",
      description =
          "Offer the pictures and videos (jpg, png, webp, mp4, webm) of this folder as samples.")
  private Path samples;

  @Option(names = "--no-open", description = "Open no browser, even where there is a display.")
  private boolean openNothing;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  private boolean help;

  DemoCommand(Zoo zoo, Terminal terminal) {
    this.zoo = zoo;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port != null && (port < 0 || port > HIGHEST_PORT)) {
      throw new ParameterException(
          spec.commandLine(), "--port is " + port + ", expected 0 to " + HIGHEST_PORT);
    }
    if (samples != null && !Files.isDirectory(samples)) {
      throw new ParameterException(
          spec.commandLine(), "--samples is " + samples + ", expected a folder");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Library library = fetch(err);
    DemoServer server = start(library, err);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  out.println("stopped");
                  out.flush();
                }));
    out.println("Gossamer's demo is at " + server.url() + " (Ctrl-C stops it)");
    if (!host.isLoopbackAddress()) {
      out.println("Everyone who reaches " + host.getHostAddress() + " can open it.");
    }
    out.flush();
    if (!openNothing) {
      Desktop.open(server.url());
    }
    // Only the end of the process ends this.
    new CountDownLatch(1).await();
    return 0;
  }

  private Library fetch(PrintWriter err) {
    FetchProgress progress =
        new FetchProgress(err, terminal, FetchProgress.bytesToDownload(zoo, Library.entries(zoo)));
    Library library =
        Library.fetch(zoo, LocalFiles.ofProject(Optional.ofNullable(samples)), progress);
    progress.clear();
    library.failures().forEach(failure -> err.println("gossamer: " + failure));
    if (!library.failures().isEmpty()) {
      err.println("gossamer: the page will say what is missing; start the demo again to retry");
    }
    err.flush();
    return library;
  }

  private DemoServer start(Library library, PrintWriter err) {
    int first = port == null ? DEFAULT_PORT : port;
    int last = port == null ? DEFAULT_PORT + PORTS_TO_TRY : port;
    for (int candidate = first; ; candidate++) {
      try {
        return DemoServer.start(new InetSocketAddress(host, candidate), !withoutIsolation, library);
      } catch (AddressInUse taken) {
        if (candidate == last) {
          throw taken;
        }
        err.println("gossamer: port " + candidate + " is in use, trying " + (candidate + 1));
        err.flush();
      }
    }
  }
}
