package dev.gossamer.launcher;

import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real launcher in a made-up project, with a Maven that only takes notes and a Java that only
 * prints its arguments: what the launcher decides can be seen without building anything.
 */
final class FakeProject {
  private static final long TIMEOUT_SECONDS = 60;

  private final Path folder;
  private final Path root;

  /** What a run printed, standard output and error apart, and its exit status. */
  record Result(int status, String output, String errors) {}

  /**
   * @param folder an empty folder; a space in the project's path is part of what is tested
   */
  FakeProject(Path folder) throws IOException {
    this.folder = folder;
    this.root = folder.resolve("the project");
    Files.createDirectories(root);
    Path launcher = root.resolve("gossamer");
    Files.copy(ProjectFolders.root().resolve("gossamer"), launcher);
    makeExecutable(launcher);
    write("the project/pom.xml", "<project>\n  <version>1.2.3</version>\n</project>\n");
    for (String module :
        List.of(
            "core-engine",
            "models",
            "models/finetune",
            "wasm-bridge",
            "web-demo",
            "jvm-tests",
            "browser-tests")) {
      write("the project/" + module + "/pom.xml", "<project/>\n");
      write("the project/" + module + "/src/main/java/A.java", "class A {}\n");
      write("the project/" + module + "/src/test/java/ATest.java", "class ATest {}\n");
    }
    // A folder that comes into being inside of models makes models look changed.
    write("the project/models/finetune/target/empty", "");
    jdk("jdk", 21);
    script("bin/node", "echo v24.0.0");
    script("bin/npm", "echo 11.0.0");
    script("bin/chromium", "exit 1");
    mavenThatSucceeds();
  }

  Path root() {
    return root;
  }

  /** Makes a folder that looks like a JDK of the given major version. */
  Path jdk(String name, int major) throws IOException {
    write(name + "/release", "JAVA_VERSION=\"" + major + ".0.1\"\n");
    script(name + "/bin/java", "printf '<%s>' \"$@\"");
    script(name + "/bin/javac", "exit 1");
    return folder.resolve(name);
  }

  /** Java that prints its arguments, after a probe of PyTorch's kernels that ends with a status. */
  void javaWhoseProbeEndsWith(int status) throws IOException {
    script(
        "jdk/bin/java",
        "case \"$*\" in *KernelProbe*) exit "
            + status
            + ";; esac\nprintf '[%s]' \"${ONEDNN_MAX_CPU_ISA:-}\"; printf '<%s>' \"$@\"");
  }

  void mavenThatSucceeds() throws IOException {
    script(
        "bin/mvn",
        """
        echo "$*" >>"%s"
        for module in core-engine models models/finetune wasm-bridge web-demo jvm-tests browser-tests; do
          mkdir -p "$module/target/classes"
          echo "$PWD/$module.jar" >"$module/target/runtime.classpath"
        done
        """
            .formatted(notes()));
  }

  void mavenThatFails(String message) throws IOException {
    script("bin/mvn", "echo '[ERROR] " + message + "'; exit 1");
  }

  /** The command lines that Maven was called with, oldest first. */
  List<String> mavenCalls() throws IOException {
    return Files.exists(notes()) ? Files.readAllLines(notes()) : List.of();
  }

  Result run(String... arguments) {
    return run(root.resolve("gossamer"), Map.of(), arguments);
  }

  Result run(Path launcher, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      Path errors = Files.createTempFile(folder, "errors", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      Map<String, String> all = builder.environment();
      all.put("PATH", folder.resolve("bin") + ":" + all.get("PATH"));
      all.put("GOSSAMER_JAVA_HOME", folder.resolve("jdk").toString());
      all.remove("GOSSAMER_CHROMIUM");
      all.putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " ran for over " + TIMEOUT_SECONDS + " s");
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path notes() {
    return folder.resolve("maven-calls.txt");
  }

  private void script(String name, String body) throws IOException {
    makeExecutable(write(name, "#!/usr/bin/env bash\n" + body + "\n"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
