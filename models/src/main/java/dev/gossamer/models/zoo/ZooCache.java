package dev.gossamer.models.zoo;

import dev.gossamer.models.zoo.Origin.NpmPackage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The files fetched so far. A file lies in a folder named by its hash, so versions of Gossamer with
 * different manifests share one cache; it appears by an atomic move, so a reader never sees half of
 * it.
 */
final class ZooCache {
  /** A file lock excludes other processes only; threads of this one exclude each other here. */
  private static final Map<Path, ReentrantLock> THREAD_LOCKS = new ConcurrentHashMap<>();

  private final Path folder;

  ZooCache(Path folder) {
    this.folder = folder.toAbsolutePath().normalize().resolve("zoo");
  }

  /**
   * {@code $GOSSAMER_CACHE}, else {@code $XDG_CACHE_HOME/gossamer}, else {@code ~/.cache/gossamer}.
   */
  static Path locate(Map<String, String> environment) {
    String own = environment.getOrDefault("GOSSAMER_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification says that relative paths are to be ignored.
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "gossamer");
    }
    return Path.of(System.getProperty("user.home"), ".cache", "gossamer");
  }

  Path folder() {
    return folder;
  }

  /** Where the entry's file lies or will lie. */
  Path path(ZooEntry entry) {
    return folder.resolve(entry.sha256().substring(0, 12)).resolve(entry.fileName());
  }

  /** Whether a file of the right size is there; its hash is not computed. */
  boolean seemsPresent(ZooEntry entry) {
    try {
      return Files.size(path(entry)) == entry.bytes();
    } catch (IOException absent) {
      return false;
    }
  }

  /**
   * The entry's file if it is there and is what it should be; one that was damaged since is
   * removed.
   */
  Optional<Path> verified(ZooEntry entry) {
    Path path = path(entry);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      if (FileHash.matches(entry, Files.readAllBytes(path))) {
        return Optional.of(path);
      }
      Files.deleteIfExists(path);
      return Optional.empty();
    } catch (IOException failure) {
      throw ZooException.cache(entry.fileName() + " cannot be read", folder.toString(), failure);
    }
  }

  /** Stores contents that the caller has verified. */
  void store(ZooEntry entry, byte[] contents) throws IOException {
    Path path = path(entry);
    Files.createDirectories(path.getParent());
    // Not createTempFile: only its owner may read what that makes, and a server under another user
    // answers 403.
    Path unfinished = path.resolveSibling(entry.fileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(unfinished, contents);
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** A new empty folder on the cache's file system; the caller hands it to {@link #remove}. */
  Path temporaryFolder() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, "fetch-");
  }

  static void remove(Path temporaryFolder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(temporaryFolder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Waits until no other thread or process holds the package.
   *
   * @param waiting called once if there is something to wait for
   */
  Lock lock(NpmPackage source, Runnable waiting) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(source.id().replace('/', '+') + ".lock");
    ReentrantLock threadLock = THREAD_LOCKS.computeIfAbsent(file, key -> new ReentrantLock());
    boolean told = false;
    if (!threadLock.tryLock()) {
      waiting.run();
      told = true;
      threadLock.lock();
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock processLock = channel.tryLock();
      if (processLock == null) {
        if (!told) {
          waiting.run();
        }
        channel.lock();
      }
      return new Lock(channel, threadLock);
    } catch (IOException | RuntimeException failure) {
      threadLock.unlock();
      throw failure;
    }
  }

  /** Held while a package is fetched; the system frees it if the process dies. */
  record Lock(FileChannel channel, ReentrantLock threadLock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        threadLock.unlock();
      }
    }
  }
}
