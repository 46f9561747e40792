package dev.gossamer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other runtimes, installed by npm from {@code bench/package-lock.json}. */
final class PeerPackages {
  private final Path folder;

  PeerPackages(Path folder) {
    this.folder = folder;
  }

  /** The folder of installed packages. */
  Path installed() {
    return folder.resolve("node_modules");
  }

  /**
   * Installs what the lockfile says, unless that is there already.
   *
   * @throws BenchFailure if npm is missing or fails
   */
  void install() {
    try {
      byte[] lock = Files.readAllBytes(folder.resolve("package-lock.json"));
      Path stamp = installed().resolve(".gossamer-installed");
      if (Files.exists(stamp) && java.util.Arrays.equals(Files.readAllBytes(stamp), lock)) {
        return;
      }
      String npm = System.getenv().getOrDefault("GOSSAMER_NPM", "npm");
      run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
      Files.write(stamp, lock);
    } catch (IOException failure) {
      throw new BenchFailure("the peers cannot be installed: " + failure.getMessage(), failure);
    }
  }

  /**
   * Bytes of files together: raw, and each compressed as a server would, with gzip -9 and brotli -q
   * 11.
   */
  record Sizes(long raw, long gzip, long brotli) {}

  /** Measures files with Node.js, which has brotli. */
  Sizes sizes(List<Path> files) {
    List<String> command = new ArrayList<>(List.of("node", "sizes.mjs"));
    files.forEach(file -> command.add(file.toString()));
    try {
      JsonNode sizes = new ObjectMapper().readTree(run(command.toArray(String[]::new)));
      return new Sizes(
          sizes.get("raw").asLong(), sizes.get("gzip").asLong(), sizes.get("brotli").asLong());
    } catch (IOException failure) {
      throw new BenchFailure("sizes cannot be measured: " + failure.getMessage(), failure);
    }
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            String.join(" ", command.length > 3 ? List.of(command).subList(0, 2) : List.of(command))
                + " exited with "
                + status);
      }
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
    return output;
  }
}
