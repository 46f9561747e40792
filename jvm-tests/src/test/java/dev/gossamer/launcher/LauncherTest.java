package dev.gossamer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.launcher.FakeProject.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {
  @TempDir Path folder;
  private FakeProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new FakeProject(folder);
  }

  @Test
  void helpNamesTheCommandsAndSucceeds() {
    Result result = project.run("--help");

    assertThat(result.status()).isZero();
    assertThat(result.output()).contains("demo", "test", "inspect", "run", "exit status");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void versionIsThatOfThePom() {
    assertThat(project.run("--version")).isEqualTo(new Result(0, "gossamer 1.2.3\n", ""));
  }

  @Test
  void wrongUsageExitsWithTwoAndBuildsNothing() throws IOException {
    assertThat(project.run().status()).isEqualTo(2);
    assertThat(project.run("--such").status()).isEqualTo(2);
    Result unknown = project.run("inspekt", "x");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.errors()).contains("unknown command inspekt", "--help");
    assertThat(project.mavenCalls()).isEmpty();
  }

  @Test
  void passesArgumentsOnAndKeepsStandardOutputClean() {
    Result result = project.run("inspect", "a b.tflite", "--json");

    assertThat(result.status()).isZero();
    assertThat(result.output())
        .startsWith("<")
        .endsWith("<dev.gossamer.models.cli.Main><inspect><a b.tflite><--json>")
        .contains("<-Dgossamer.root=" + project.root().toAbsolutePath() + ">")
        .contains("models.jar");
    assertThat(result.errors()).contains("building models");
  }

  @Test
  void buildsOnlyWhatTheCommandNeeds() throws IOException {
    project.run("inspect", "x");
    project.run("demo");

    assertThat(project.mavenCalls()).hasSize(2);
    assertThat(project.mavenCalls().get(0)).contains("-pl models -am");
    assertThat(project.mavenCalls().get(1)).contains("-pl web-demo -am");
  }

  @Test
  void theDemosHelpNeedsNoBuild() throws IOException {
    Files.writeString(project.root().resolve("web-demo/help.txt"), "Usage: gossamer demo\n");

    Result help = project.run("demo", "--port", "0", "--help");

    assertThat(help).isEqualTo(new Result(0, "Usage: gossamer demo\n", ""));
    assertThat(project.run("demo", "-h")).isEqualTo(help);
    assertThat(project.mavenCalls()).isEmpty();
  }

  @Test
  void kernelsThatAreWrongAreReplacedForTraining() throws IOException {
    project.javaWhoseProbeEndsWith(3);
    Result training = project.run("finetune", "x");
    assertThat(training.status()).isZero();
    assertThat(training.output()).startsWith("[AVX2]").endsWith("<finetune><x>");
    assertThat(training.errors()).contains("AVX-512 kernels are wrong");

    Map<String, String> chosen = Map.of("ONEDNN_MAX_CPU_ISA", "SSE41");
    Result own = project.run(project.root().resolve("gossamer"), chosen, "finetune", "x");
    assertThat(own.output()).startsWith("[SSE41]");
    assertThat(project.run("crops", "x").output()).as("nothing is trained").startsWith("[]");
    assertThat(project.run("finetune", "--help").output()).startsWith("[]");
  }

  @Test
  void kernelsThatAreRightOrUnknownAreKept() throws IOException {
    for (int status : new int[] {0, 1}) {
      project.javaWhoseProbeEndsWith(status);
      assertThat(project.run("finetune", "x").output()).startsWith("[]").endsWith("<x>");
    }
    project.javaWhoseProbeEndsWith(130);
    Result stopped = project.run("finetune", "x");
    assertThat(stopped.status()).isEqualTo(130);
    assertThat(stopped.output()).doesNotContain("finetune.Main");
  }

  /** PyTorch is 111 MB: no other way to prune may bring it. */
  @Test
  void pruneBringsPyTorchOnlyToTrain() throws IOException {
    Result plain = project.run("prune", "x", "--sparsity", "0.5");
    Result training = project.run("prune", "x", "--finetune", "--images", "a b");

    assertThat(plain.output())
        .endsWith("<dev.gossamer.models.cli.Main><prune><x><--sparsity><0.5>")
        .doesNotContain("finetune");
    assertThat(project.mavenCalls().get(0)).contains("-pl models -am").doesNotContain("finetune");
    assertThat(training.output())
        .endsWith("<dev.gossamer.models.cli.Main><prune><x><--finetune><--images><a b>")
        .contains("models/finetune.jar");
    assertThat(project.mavenCalls().get(1)).contains("-Pfinetune -pl models/finetune -am");
  }

  @Test
  void benchRunsInTheModuleThatHasABrowser() throws IOException {
    Result result = project.run("bench", "peers", "--rounds", "1");

    assertThat(result.output())
        .endsWith("<dev.gossamer.bench.Main><peers><--rounds><1>")
        .contains("browser-tests.jar");
    assertThat(project.mavenCalls().get(0)).contains("-pl browser-tests -am");
  }

  @Test
  void buildsOnceUntilASourceChanges() throws IOException {
    project.run("inspect", "x");
    project.run("inspect", "x");
    assertThat(project.mavenCalls()).hasSize(1);

    makeNewer(project.root().resolve("core-engine/src/main/java/A.java"));
    project.run("inspect", "x");
    assertThat(project.mavenCalls()).hasSize(2);
  }

  @Test
  void aRemovedSourceOrMissingClassesAreBuiltAnew() throws IOException {
    project.run("inspect", "x");

    Path source = project.root().resolve("models/src/main/java/A.java");
    Files.delete(source);
    makeNewer(source.getParent());
    project.run("inspect", "x");
    assertThat(project.mavenCalls()).hasSize(2);

    Files.delete(project.root().resolve("core-engine/target/classes"));
    project.run("inspect", "x");
    assertThat(project.mavenCalls()).hasSize(3);
  }

  @Test
  void aChangeInAnUnneededModuleOrInTestsBuildsNothing() throws IOException {
    project.run("inspect", "x");

    makeNewer(project.root().resolve("web-demo/src/main/java/A.java"));
    makeNewer(project.root().resolve("models/src/test/java/ATest.java"));
    project.run("inspect", "x");

    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void aFailedBuildShowsMavensErrorAndIsTriedAgain() throws IOException {
    project.mavenThatFails("A.java: reached end of file");
    Result failed = project.run("inspect", "x");

    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.output()).isEmpty();
    assertThat(failed.errors()).contains("A.java: reached end of file", "models.log");

    project.mavenThatSucceeds();
    assertThat(project.run("inspect", "x").status()).isZero();
  }

  @Test
  void testsRunOnTheChromiumOfTheSystemWithMavensOptions() throws IOException {
    Result result = project.run("test", "-Dtest=ATest");

    assertThat(result.status()).isZero();
    assertThat(result.errors()).contains("Chromium " + folder.resolve("bin/chromium"));
    assertThat(project.mavenCalls()).containsExactly("-B verify -Dtest=ATest");
  }

  @Test
  void failedTestsExitWithOne() throws IOException {
    project.mavenThatFails("There are test failures.");

    Result result = project.run("test");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("There are test failures.");
  }

  @Test
  void aLockLeftByADeadProcessIsTakenOver() throws IOException {
    Path lock = Files.createDirectories(project.root().resolve("target/launcher/lock"));
    Files.writeString(lock.resolve("pid"), "999999999\n");

    assertThat(project.run("inspect", "x").status()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void runsThroughASymlinkFromAnywhere() throws IOException {
    Path link = folder.resolve("a link");
    Files.createSymbolicLink(link, Path.of("the project", "gossamer"));

    assertThat(project.run(link, Map.of(), "--version").output()).isEqualTo("gossamer 1.2.3\n");
  }

  @Test
  void aJdkThatIsTooOldIsNamed() throws IOException {
    Path old = project.jdk("old jdk", 17);

    Result result =
        project.run(
            project.root().resolve("gossamer"),
            Map.of("GOSSAMER_JAVA_HOME", old.toString()),
            "inspect",
            "x");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors()).contains(old.toString(), "JDK 21 or newer");
  }

  @Test
  void javaHomeIsUsedWhenItIsNewEnough() throws IOException {
    Path jdk = project.jdk("jdk 33", 33);

    Result result =
        project.run(
            project.root().resolve("gossamer"),
            Map.of("GOSSAMER_JAVA_HOME", "", "JAVA_HOME", jdk.toString()),
            "test");

    assertThat(result.errors()).contains("JDK " + jdk);
  }

  private static void makeNewer(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(10)));
  }
}
