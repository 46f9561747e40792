package dev.gossamer.models.zoo;

import dev.gossamer.models.zoo.Origin.NpmPackage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The npm command-line client, whose configuration (registry, proxy, credentials) is the user's
 * own: {@code npm pack name@version}.
 */
final class NpmClient implements PackageClient {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final int STDERR_LINES = 4;

  private final String command;
  private final Duration timeout;

  NpmClient(String command) {
    this(command, TIMEOUT);
  }

  /**
   * @param command name on the PATH or path of the executable
   * @param timeout after which a download is given up
   */
  NpmClient(String command, Duration timeout) {
    this.command = command;
    this.timeout = timeout;
  }

  /**
   * The executable that the environment variable {@code GOSSAMER_NPM} names, else {@code npm}
   * ({@code npm.cmd} on Windows) on the PATH.
   */
  static NpmClient locate(Map<String, String> environment) {
    String own = environment.getOrDefault("GOSSAMER_NPM", "");
    if (!own.isBlank()) {
      return new NpmClient(own);
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new NpmClient(windows ? "npm.cmd" : "npm");
  }

  @Override
  public Path download(NpmPackage source, Path folder, Runnable tick) throws IOException {
    Path errors = folder.resolve("npm.err");
    Process npm = start(source, folder, errors);
    try {
      if (!waitFor(npm, tick)) {
        throw ZooException.downloadFailed(
            source.id(),
            "no result after " + timeout.toSeconds() + " s",
            "check the network and try again");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ZooException.downloadFailed(source.id(), "interrupted", "try again");
    } finally {
      npm.descendants().forEach(ProcessHandle::destroy);
      npm.destroy();
    }
    if (npm.exitValue() != 0) {
      String said = reason(errors);
      throw ZooException.downloadFailed(
          source.id(), "exit code " + npm.exitValue() + ", " + said, remedy(said));
    }
    return archive(source, folder);
  }

  private Process start(NpmPackage source, Path folder, Path errors) throws IOException {
    File nothing = Files.createFile(folder.resolve("npm.in")).toFile();
    List<String> line = new ArrayList<>(List.of(command, "pack", source.id()));
    line.addAll(List.of("--pack-destination", folder.toString(), "--ignore-scripts"));
    // Versions are pinned, so what npm has in its own cache needs no second look at the registry.
    line.addAll(List.of("--prefer-offline", "--no-update-notifier", "--loglevel=error"));
    // npm's defaults retry for over a minute before they say that there is no network.
    line.addAll(
        List.of(
            "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"));
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectInput(ProcessBuilder.Redirect.from(nothing))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(errors.toFile())
          .start();
    } catch (IOException failure) {
      throw ZooException.npmMissing(command, failure);
    }
  }

  private boolean waitFor(Process npm, Runnable tick) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!npm.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      tick.run();
    }
    return true;
  }

  /** npm versions disagree on the name of the archive of a scoped package; there is only one. */
  private static Path archive(NpmPackage source, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(
              () ->
                  ZooException.downloadFailed(
                      source.id(),
                      "npm reported success but wrote no archive",
                      "try 'npm pack " + source.id() + "' by hand"));
    }
  }

  /**
   * What npm said, from the error code on; behind it come a few lines of reason and then,
   * sometimes, many of stack trace and advice. Without a code, the last lines.
   */
  private static String reason(Path errors) throws IOException {
    List<String> lines =
        Files.readString(errors)
            .lines()
            .map(line -> line.replaceFirst("^npm (error|ERR!) ?", "").strip())
            .filter(line -> !line.isEmpty() && !line.startsWith("A complete log of this run"))
            .filter(line -> !line.startsWith("at "))
            .toList();
    if (lines.isEmpty()) {
      return "nothing on its standard error";
    }
    int code = 0;
    while (code < lines.size() && !lines.get(code).startsWith("code ")) {
      code++;
    }
    int start = code < lines.size() ? code : Math.max(0, lines.size() - STDERR_LINES);
    int end = Math.min(lines.size(), start + STDERR_LINES);
    return "it said: " + String.join(" / ", lines.subList(start, end));
  }

  private static String remedy(String said) {
    if (said.contains("E404") || said.contains("ETARGET")) {
      return "the registry that npm uses does not have this version: check it with 'npm config get"
          + " registry'";
    }
    if (said.contains("E401") || said.contains("E403")) {
      return "the registry that npm uses wants a login: see 'npm help login'";
    }
    return "check the network, the proxy and 'npm config get registry', and try again";
  }
}
