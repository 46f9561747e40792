package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gossamer.models.zoo.ZooException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The client against shell scripts that behave as npm does, well and badly. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by a shell script")
class NpmClientTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void asksForThePinnedVersionAndFindsTheArchive() throws IOException {
    // npm 8 nests the archive of a scoped package in a folder; the client must not care
    Path npm =
        script(
            "echo \"$@\" > \"$4/../arguments\"; mkdir \"$4/@fake\"; echo x > \"$4/@fake/m.tgz\"");
    Path archive = new NpmClient(npm.toString()).download(FakePackage.SOURCE, target, () -> {});
    assertThat(archive).hasContent("x");
    assertThat(Files.readString(folder.resolve("arguments")))
        .startsWith("pack @fake/models@1.2.3 --pack-destination " + target)
        .contains("--ignore-scripts");
  }

  @Test
  void missingExecutableSaysWhatToInstall() {
    ZooException failure = failure(new NpmClient(folder.resolve("no-npm").toString()));
    assertThat(failure.kind()).isEqualTo(Kind.NPM_MISSING);
    assertThat(failure).hasMessageContaining("no-npm").hasMessageContaining("install Node.js");
  }

  @Test
  void failureShowsWhatNpmSaidFromTheErrorCodeOn() throws IOException {
    Path npm =
        script(
            """
            echo 'npm warn something else' >&2
            echo 'npm error code ECONNREFUSED' >&2
            echo 'npm error syscall connect' >&2
            echo 'npm error FetchError: request failed, reason: connect refused' >&2
            echo 'npm error     at ClientRequest.<anonymous> (index.js:130:14)' >&2
            for i in 1 2 3 4 5 6 7 8; do echo "npm error advice $i" >&2; done
            echo 'npm error A complete log of this run can be found in: x' >&2
            exit 7
            """);
    ZooException failure = failure(new NpmClient(npm.toString()));
    assertThat(failure.kind()).isEqualTo(Kind.DOWNLOAD_FAILED);
    assertThat(failure)
        .hasMessageContaining("@fake/models@1.2.3")
        .hasMessageContaining(
            "exit code 7, it said: code ECONNREFUSED / syscall connect / FetchError: request"
                + " failed, reason: connect refused / advice 1")
        .hasMessageContaining("check the network");
    assertThat(failure.getMessage())
        .doesNotContain("something else", "ClientRequest", "advice 8", "complete log");
  }

  @Test
  void failureWithoutAnErrorCodeShowsTheLastLines() throws IOException {
    Path npm = script("for i in 1 2 3 4 5 6 7 8; do echo \"line $i\" >&2; done; exit 1");
    assertThat(failure(new NpmClient(npm.toString())))
        .hasMessageContaining("it said: line 5 / line 6 / line 7 / line 8; ");
  }

  @Test
  void versionUnknownToTheRegistryIsNoNetworkProblem() throws IOException {
    Path npm = script("echo 'npm error code E404' >&2; exit 1");
    assertThat(failure(new NpmClient(npm.toString())))
        .hasMessageContaining("does not have this version");
  }

  @Test
  void refusedLoginIsNamed() throws IOException {
    Path npm = script("echo 'npm error code E401' >&2; exit 1");
    assertThat(failure(new NpmClient(npm.toString()))).hasMessageContaining("wants a login");
  }

  @Test
  void successWithoutAnArchiveIsAFailure() throws IOException {
    ZooException failure = failure(new NpmClient(script("exit 0").toString()));
    assertThat(failure.kind()).isEqualTo(Kind.DOWNLOAD_FAILED);
    assertThat(failure).hasMessageContaining("wrote no archive");
  }

  @Test
  void silenceIsGivenUpAfterTheTimeoutAndTicksUntilThen() throws IOException {
    AtomicInteger ticks = new AtomicInteger();
    NpmClient client = new NpmClient(script("sleep 60").toString(), Duration.ofSeconds(1));
    long start = System.nanoTime();
    ZooException failure =
        catchThrowableOfType(
            ZooException.class,
            () -> client.download(FakePackage.SOURCE, target, ticks::incrementAndGet));
    assertThat(failure).hasMessageContaining("no result after 1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(ticks.get()).isPositive();
  }

  @Test
  void environmentNamesTheExecutable() throws IOException {
    Path npm = script("echo 'npm error the one of GOSSAMER_NPM' >&2; exit 1");
    assertThat(failure(NpmClient.locate(Map.of("GOSSAMER_NPM", npm.toString()))))
        .hasMessageContaining("the one of GOSSAMER_NPM");
  }

  private ZooException failure(NpmClient client) {
    return catchThrowableOfType(
        ZooException.class, () -> client.download(FakePackage.SOURCE, target, () -> {}));
  }

  private Path script(String body) throws IOException {
    Path file = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
