package dev.gossamer.models.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gossamer.models.zoo.Origin.ByteRange;
import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.NpmPackage;
import dev.gossamer.models.zoo.ZooEntry.Task;
import dev.gossamer.models.zoo.ZooEntry.ZooPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small npm package with text files, and zoo entries that describe them truly or falsely. */
final class FakePackage {
  static final NpmPackage SOURCE = new NpmPackage("@fake/models@1.2.3", "MIT", 300, "none");

  private final Map<String, String> files = new LinkedHashMap<>();

  FakePackage with(String path, String content) {
    files.put(path, content);
    return this;
  }

  /** Writes the archive as npm does, below {@code package/}. */
  Path writeTo(Path archive) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("package/" + file.getKey());
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  /** An entry for a whole file whose content should be {@code content}. */
  static ZooEntry.ZooPicture entry(String name, String path, String content) {
    return entry(name, new NpmFile(SOURCE, path, Optional.empty()), content);
  }

  static ZooEntry.ZooPicture entry(String name, String path, ByteRange range, String content) {
    return entry(name, new NpmFile(SOURCE, path, Optional.of(range)), content);
  }

  private static ZooPicture entry(String name, NpmFile file, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    return new ZooPicture(name, Task.HAND, file, "MIT", bytes.length, FileHash.sha256(bytes));
  }
}
