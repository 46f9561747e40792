package dev.gossamer.models.zoo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads files out of an npm package, a gzipped tar archive whose entries lie below {@code
 * package/}.
 */
final class PackageArchive {
  /** Far above the largest file of the zoo, 7.7 MB, and far below what would hurt. */
  private static final long LARGEST_FILE = 256L << 20;

  private static final String TOP_FOLDER = "package/";

  private PackageArchive() {}

  /**
   * The contents of the wanted files that the archive holds; the absent ones are left out.
   *
   * @param wanted paths without {@code package/}
   * @throws IOException if the archive is damaged or a wanted file is larger than 256 MB
   */
  static Map<String, byte[]> read(Path archive, Set<String> wanted) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && contents.size() < wanted.size();
          entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (!entry.isFile() || !name.startsWith(TOP_FOLDER)) {
          continue;
        }
        String path = name.substring(TOP_FOLDER.length());
        if (wanted.contains(path)) {
          if (entry.getSize() > LARGEST_FILE) {
            throw new IOException(path + " claims " + entry.getSize() + " bytes");
          }
          contents.put(path, tar.readNBytes((int) entry.getSize()));
        }
      }
    }
    return contents;
  }
}
