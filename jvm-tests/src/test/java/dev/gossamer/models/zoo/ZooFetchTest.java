package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gossamer.models.zoo.Origin.ByteRange;
import dev.gossamer.models.zoo.Origin.SharedFile;
import dev.gossamer.models.zoo.ProgressListener.Step;
import dev.gossamer.models.zoo.ZooEntry.Task;
import dev.gossamer.models.zoo.ZooEntry.ZooPicture;
import dev.gossamer.models.zoo.ZooException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ZooFetchTest {
  private static final ZooPicture WHOLE = FakePackage.entry("whole", "a/whole.txt", "all of it");
  private static final ZooPicture PART =
      FakePackage.entry("part", "packed.data", new ByteRange(2, 6), "cdef");

  @TempDir Path folder;
  private final AtomicInteger downloads = new AtomicInteger();

  @Test
  void wholeFilesAndByteRangesAreTakenOutOfThePackage() throws IOException {
    Zoo zoo = zoo(client(goodPackage()), WHOLE, PART);
    assertThat(zoo.fetch("whole", ProgressListener.NONE)).hasContent("all of it");
    assertThat(zoo.fetch("part", ProgressListener.NONE)).hasContent("cdef");
  }

  @Test
  void oneDownloadServesAllFilesOfThePackage() {
    Zoo zoo = zoo(client(goodPackage()), WHOLE, PART);
    assertThat(zoo.isPresent(PART)).isFalse();
    zoo.fetch("whole", ProgressListener.NONE);
    assertThat(zoo.isPresent(PART)).isTrue();
    zoo.fetch("part", ProgressListener.NONE);
    assertThat(downloads).hasValue(1);
  }

  @Test
  void secondRunNeedsNoClient() {
    Path first = zoo(client(goodPackage()), WHOLE).fetch("whole", ProgressListener.NONE);
    PackageClient offline =
        (source, target, tick) -> {
          throw ZooException.downloadFailed(source.id(), "offline", "plug it in");
        };
    assertThat(zoo(offline, WHOLE).fetch("whole", ProgressListener.NONE)).isEqualTo(first);
  }

  @Test
  void fileDamagedInTheCacheIsFetchedAgain() throws IOException {
    Zoo zoo = zoo(client(goodPackage()), WHOLE);
    Path file = zoo.fetch("whole", ProgressListener.NONE);
    Files.writeString(file, "ALL OF IT");
    assertThat(zoo.fetch("whole", ProgressListener.NONE)).hasContent("all of it");
    assertThat(downloads).hasValue(2);
  }

  @Test
  void onlyFinishedFilesAndTheLockStayInTheCache() throws IOException {
    zoo(client(goodPackage()), WHOLE, PART).fetch("whole", ProgressListener.NONE);
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("whole", "part", "@fake+models@1.2.3.lock");
    }
  }

  /** A web server often runs as somebody else. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions")
  void whoeverMayReadNewFilesMayReadFetchedOnes() throws IOException {
    Path fetched = zoo(client(goodPackage()), WHOLE).fetch("whole", ProgressListener.NONE);
    Path ordinary = Files.writeString(folder.resolve("ordinary"), "");
    assertThat(Files.getPosixFilePermissions(fetched))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void fileWithAnotherHashIsNotKept() {
    ZooPicture claimed = FakePackage.entry("whole", "a/whole.txt", "all of IT");
    Zoo zoo = zoo(client(goodPackage()), claimed, PART);
    ZooException failure = failure(zoo, "whole");
    assertThat(failure.kind()).isEqualTo(Kind.HASH_DIFFERS);
    assertThat(failure.code()).isEqualTo("ZOO_HASH_DIFFERS");
    assertThat(failure)
        .hasMessageContaining("expected 9 bytes with sha256 " + claimed.sha256())
        .hasMessageContaining("found 9 bytes with sha256 " + WHOLE.sha256())
        .hasMessageContaining("npm config get registry");
    assertThat(zoo.isPresent(claimed)).isFalse();
  }

  @Test
  void badFileDoesNotSpoilItsSiblings() {
    ZooPicture claimed = FakePackage.entry("whole", "a/whole.txt", "all of IT");
    assertThat(zoo(client(goodPackage()), claimed, PART).fetch("part", ProgressListener.NONE))
        .hasContent("cdef");
  }

  @Test
  void absentFileNamesPathAndPackage() {
    ZooException failure =
        failure(zoo(client(new FakePackage().with("other", "x")), WHOLE), "whole");
    assertThat(failure.kind()).isEqualTo(Kind.FILE_MISSING);
    assertThat(failure)
        .hasMessageContaining("@fake/models@1.2.3")
        .hasMessageContaining("a/whole.txt")
        .hasMessageContaining("found no such file");
  }

  @Test
  void packedFileShorterThanItsByteRangeIsRefused() {
    ZooException failure =
        failure(zoo(client(new FakePackage().with("packed.data", "abc")), PART), "part");
    assertThat(failure.kind()).isEqualTo(Kind.FILE_MISSING);
    assertThat(failure).hasMessageContaining("bytes 2..6").hasMessageContaining("found 3 bytes");
  }

  @Test
  void archiveThatIsNoArchiveIsADownloadFailure() {
    PackageClient html =
        (source, target, tick) -> Files.writeString(target.resolve("x.tgz"), "<!doctype html>");
    ZooException failure = failure(zoo(html, WHOLE), "whole");
    assertThat(failure.kind()).isEqualTo(Kind.DOWNLOAD_FAILED);
    assertThat(failure).hasMessageContaining("archive cannot be read");
  }

  @Test
  void truncatedArchiveIsADownloadFailure() {
    PackageClient truncating =
        (source, target, tick) -> {
          Path archive = goodPackage().writeTo(target.resolve("x.tgz"));
          byte[] bytes = Files.readAllBytes(archive);
          return Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        };
    assertThat(failure(zoo(truncating, WHOLE), "whole").kind()).isEqualTo(Kind.DOWNLOAD_FAILED);
  }

  @Test
  void unknownNameSuggestsTheNearestAndListsAll() {
    ZooException failure = failure(zoo(client(goodPackage()), WHOLE, PART), "whale");
    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_NAME);
    assertThat(failure)
        .hasMessage("nothing is called 'whale', did you mean whole?; there are: whole, part");
  }

  @Test
  void sharedFileIsUsedWhereItLies() throws IOException {
    Path file = Files.createDirectories(folder.resolve("shared/models")).resolve("s.tflite");
    Files.writeString(file, "here");
    byte[] content = Files.readAllBytes(file);
    ZooPicture entry = sharedEntry(FileHash.sha256(content), content.length);
    assertThat(zoo(client(goodPackage()), entry).fetch("shared", ProgressListener.NONE))
        .isEqualTo(file);
    assertThat(downloads).hasValue(0);
  }

  @Test
  void absentSharedFileSaysWhereItWasExpected() {
    ZooException failure =
        failure(zoo(client(goodPackage()), sharedEntry("0".repeat(64), 4)), "shared");
    assertThat(failure.kind()).isEqualTo(Kind.SHARED_ABSENT);
    assertThat(failure)
        .hasMessageContaining(folder.resolve("shared/models/s.tflite").toString())
        .hasMessageContaining("GOSSAMER_SHARED");
  }

  @Test
  void changedSharedFileIsRefused() throws IOException {
    Path file = Files.createDirectories(folder.resolve("shared/models")).resolve("s.tflite");
    Files.writeString(file, "here");
    ZooException failure =
        failure(zoo(client(goodPackage()), sharedEntry("0".repeat(64), 4)), "shared");
    assertThat(failure.kind()).isEqualTo(Kind.HASH_DIFFERS);
    assertThat(file).hasContent("here");
  }

  @Test
  void unwritableCacheNamesTheFolderAndTheVariable() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    ZooException failure = failure(zoo(client(goodPackage()), WHOLE), "whole");
    assertThat(failure.kind()).isEqualTo(Kind.CACHE);
    assertThat(failure).hasMessageContaining("GOSSAMER_CACHE");
  }

  @Test
  void threadsThatWantOnePackageDownloadItOnce() throws Exception {
    PackageClient slow =
        (source, target, tick) -> {
          sleep(100);
          return client(goodPackage()).download(source, target, tick);
        };
    List<Callable<Path>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = i % 2 == 0 ? "whole" : "part";
      // Each has a zoo of its own, as two parts of one program would.
      tasks.add(() -> zoo(slow, WHOLE, PART).fetch(name, ProgressListener.NONE));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Path> fetched : threads.invokeAll(tasks)) {
        assertThat(fetched.get()).exists();
      }
    }
    assertThat(downloads).hasValue(1);
  }

  @Test
  void progressTellsTheStepsInOrder() {
    List<Step> steps = new ArrayList<>();
    PackageClient ticking =
        (source, target, tick) -> {
          tick.run();
          return client(goodPackage()).download(source, target, tick);
        };
    zoo(ticking, WHOLE)
        .fetch(
            "whole",
            (step, subject, bytes, elapsed) -> {
              assertThat(subject).isEqualTo("@fake/models@1.2.3");
              assertThat(bytes).isEqualTo(300);
              assertThat(elapsed).isPositive();
              steps.add(step);
            });
    assertThat(steps)
        .containsExactly(Step.DOWNLOADING, Step.DOWNLOADING, Step.UNPACKING, Step.DONE);
  }

  private static FakePackage goodPackage() {
    return new FakePackage()
        .with("package.json", "{}")
        .with("a/whole.txt", "all of it")
        .with("packed.data", "abcdefgh");
  }

  private PackageClient client(FakePackage content) {
    return (source, target, tick) -> {
      downloads.incrementAndGet();
      return content.writeTo(target.resolve("fake.tgz"));
    };
  }

  private Zoo zoo(PackageClient client, ZooPicture... entries) {
    return new Zoo(
        new ZooManifest(List.of(), List.of(entries), List.of()),
        client,
        folder.resolve("cache"),
        folder.resolve("shared"));
  }

  private static ZooPicture sharedEntry(String sha256, long bytes) {
    return new ZooPicture(
        "shared", Task.HAND, new SharedFile("models/s.tflite"), "MIT", bytes, sha256);
  }

  private static ZooException failure(Zoo zoo, String name) {
    return catchThrowableOfType(ZooException.class, () -> zoo.fetch(name, ProgressListener.NONE));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
