package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.browser.Command.Result;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What stands around the npm package at a user's: npm, bundlers, checkers of packages. */
final class Consumers {
  private static final Path FOLDER = ProjectFolders.root().resolve("browser-tests/consumers");

  private Consumers() {}

  /** Installs the tools of {@code consumers/package-lock.json}, unless they are there. */
  static synchronized void installTools() throws IOException {
    byte[] lock = Files.readAllBytes(FOLDER.resolve("package-lock.json"));
    Path stamp = FOLDER.resolve("node_modules/.gossamer-installed");
    if (Files.exists(stamp) && Arrays.equals(Files.readAllBytes(stamp), lock)) {
      return;
    }
    Result result =
        Command.run(
            FOLDER, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    BrowserExtension.require(
        result.status() == 0, "the bundlers cannot be installed: " + result.output());
    Files.write(stamp, lock);
  }

  /** Runs one of the tools, given by its script in {@code node_modules}. */
  static Result tool(Path folder, String script, String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "node";
    command[1] = path(script);
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Command.run(folder, command);
  }

  /** A file of the tools' packages. */
  static String path(String file) {
    return FOLDER.resolve("node_modules").resolve(file).toString();
  }

  /** Packs the package into a tarball in a folder, and tells what npm says about it. */
  static JsonNode pack(Path folder) throws IOException {
    Result result =
        Command.run(
            folder,
            "npm",
            "pack",
            ProjectFiles.npmPackage().toString(),
            "--json",
            "--loglevel=error");
    assertThat(result.status()).as(result.output()).isZero();
    String json = result.output().substring(Math.max(0, result.output().indexOf('[')));
    return new ObjectMapper().readTree(json).get(0);
  }

  /** Puts what the tarball holds where {@code npm install} would. */
  static void install(Path folder) throws IOException {
    String tarball = pack(folder).get("filename").asText();
    Path installed = folder.resolve("node_modules/gossamer");
    Files.createDirectories(installed);
    Result result =
        Command.run(
            folder, "tar", "-xzf", tarball, "--strip-components=1", "-C", "node_modules/gossamer");
    assertThat(result.status()).as(result.output()).isZero();
  }
}
