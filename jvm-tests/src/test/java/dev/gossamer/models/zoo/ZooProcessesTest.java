package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by a shell script")
class ZooProcessesTest {
  @TempDir Path folder;

  @Test
  void processesThatWantOnePackageDownloadItOnce() throws Exception {
    Path archive = new FakePackage().with("file", "content").writeTo(folder.resolve("fake.tgz"));
    Path npm = folder.resolve("npm");
    Files.writeString(
        npm,
        "#!/bin/sh\necho called >> '%s'\nsleep 1\ncp '%s' \"$4/x.tgz\"\n"
            .formatted(folder.resolve("calls"), archive));
    Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwxr-xr-x"));

    List<Process> processes = List.of(start(npm), start(npm), start(npm));
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(folder.resolve("calls")).hasContent("called");
  }

  private Process start(Path npm) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Fetching.class.getName(),
            npm.toString(),
            folder.resolve("cache").toString())
        .inheritIO()
        .start();
  }

  /** A process that fetches one file; arguments: npm executable, cache folder. */
  static final class Fetching {
    public static void main(String[] arguments) throws IOException {
      ZooManifest manifest =
          new ZooManifest(
              List.of(), List.of(FakePackage.entry("file", "file", "content")), List.of());
      Path cache = Path.of(arguments[1]);
      Zoo zoo = new Zoo(manifest, new NpmClient(arguments[0]), cache, cache);
      String content = Files.readString(zoo.fetch("file", ProgressListener.NONE));
      System.exit(content.equals("content") ? 0 : 1);
    }
  }
}
