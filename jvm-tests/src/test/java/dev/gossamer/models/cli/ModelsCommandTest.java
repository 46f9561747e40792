package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final String SMALL = "face_detection_short_range";

  @TempDir Path folder;

  @Test
  void listNamesEveryModelAndPictureWithRoleAndSize() {
    Cli cli = Cli.run(zoo("no-npm"), "models");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.outLines()).hasSize(1 + 16 + 1 + 1 + 9 + 1 + 1 + 1);
    assertThat(line(cli, "face_detection_full_range_sparse"))
        .contains("face", "sparse", "680.7 kB", "192x192x3 [-1,1]", "Apache-2.0");
    assertThat(line(cli, "hand_landmark_full")).contains("dense", "5.48 MB", " no ");
    assertThat(line(cli, "hand_landmark_sparse ")).contains("absent");
    assertThat(line(cli, "people_1.jpg")).contains("144.5 kB", "MIT");
    assertThat(line(cli, "generic-hand")).contains("hand", "94.6 kB", "MIT");
  }

  @Test
  void sharedModelIsMarked() {
    Path shared = SharedData.require("models/hand_landmark_sparse.tflite");
    Zoo zoo = Zoo.of(Map.of("GOSSAMER_SHARED", shared.getParent().getParent().toString()));
    assertThat(line(Cli.run(zoo, "models"), "hand_landmark_sparse ")).contains(" shared ");
    Cli fetched = Cli.run(zoo, "models", "fetch", "hand_landmark_sparse");
    assertThat(fetched.out()).isEqualToIgnoringNewLines(shared.toString());
  }

  @Test
  void fetchedModelIsCopiedIntoTheFolderAskedFor() {
    Path shared = SharedData.require("models/hand_landmark_sparse.tflite");
    Zoo zoo = Zoo.of(Map.of("GOSSAMER_SHARED", shared.getParent().getParent().toString()));
    Path served = folder.resolve("public/models");
    Cli cli = Cli.run(zoo, "models", "fetch", "hand_landmark_sparse", "-o", served.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path copy = served.resolve("hand_landmark_sparse.tflite");
    assertThat(cli.out()).isEqualToIgnoringNewLines(copy.toString());
    assertThat(copy).hasSameBinaryContentAs(shared);
  }

  @Test
  void folderThatCannotBeMadeIsSaidInOneLine() throws IOException {
    Path shared = SharedData.require("models/hand_landmark_sparse.tflite");
    Zoo zoo = Zoo.of(Map.of("GOSSAMER_SHARED", shared.getParent().getParent().toString()));
    Path file = Files.writeString(folder.resolve("file"), "");
    Cli cli = Cli.run(zoo, "models", "fetch", "hand_landmark_sparse", "-o", file.toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("file/hand_landmark_sparse.tflite cannot be written");
  }

  @Test
  void missingNpmIsSaidInOneLine() {
    Cli cli = Cli.run(zoo("no-npm"), "models", "fetch", SMALL);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(1);
    assertThat(cli.err()).contains("no-npm").contains("install Node.js");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by a shell script")
  void everyFailureOfSeveralIsReportedAndCounted() throws IOException {
    script("npm", "echo 'npm error code ENOTFOUND' >&2; exit 1");
    Cli cli = Cli.run(zoo("npm"), "models", "fetch", SMALL, "face_landmark");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.errLines()).hasSize(3);
    assertThat(cli.err())
        .contains("@mediapipe/face_detection@", "@mediapipe/face_mesh@", "ENOTFOUND")
        .contains("2 of 2 files could not be fetched");
  }

  /** Its archive has 94 MB. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by a shell script")
  void allLeavesTheMeshOut() throws IOException {
    script("npm", "echo \"$*\" >>'" + folder.resolve("asked.txt") + "'; exit 1");
    Cli cli = Cli.run(zoo("npm"), "models", "fetch", "--all");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("asked.txt")))
        .contains("@mediapipe/hands@")
        .doesNotContain("webxr-input-profiles");
  }

  @Test
  @Tag("network")
  void fetchedModelIsPrintedListedAndNotFetchedAgain() throws IOException {
    ZooFiles.require(SMALL);
    Cli first = Cli.run(zooWith("npm"), "models", "fetch", SMALL);
    assertThat(first.exitCode()).as(first.err()).isZero();
    Path file = Path.of(first.out().strip());
    assertThat(file).hasSize(229032).startsWith(folder);
    assertThat(first.err()).startsWith("fetched @mediapipe/face_detection@0.4.1657300184, 5.24 MB");

    Cli second = Cli.run(zoo("no-npm"), "models", "fetch", SMALL);
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    assertThat(line(Cli.run(zoo("no-npm"), "models"), SMALL)).contains(" yes ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by a shell script")
  void barIsDrawnOnTerminalsAndErasedBeforeTheError() throws IOException {
    script("npm", "sleep 0.5; exit 1");
    CommandContext context =
        new CommandContext(zoo("npm"), new Terminal(OptionalInt.of(90), false));
    Cli cli = Cli.run(context, "models", "fetch", SMALL);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("[........................] 0 B of 5.24 MB, downloading");
    String[] drawn = cli.err().split("\r\u001b\\[K", -1);
    assertThat(drawn[drawn.length - 1]).startsWith("gossamer: npm could not fetch");
    assertThat(drawn)
        .allSatisfy(bar -> assertThat(bar.startsWith("gossamer") ? "" : bar).hasSizeLessThan(90));
  }

  private static String line(Cli cli, String start) {
    return cli.outLines().stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }

  private Zoo zoo(String script) {
    return zooWith(folder.resolve(script).toString());
  }

  private Zoo zooWith(String npm) {
    return Zoo.of(
        Map.of(
            "GOSSAMER_CACHE", folder.resolve("cache").toString(),
            "GOSSAMER_SHARED", folder.resolve("shared").toString(),
            "GOSSAMER_NPM", npm));
  }

  private void script(String name, String body) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
