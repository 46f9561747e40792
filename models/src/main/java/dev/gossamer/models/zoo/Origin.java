package dev.gossamer.models.zoo;

import java.util.Arrays;
import java.util.Optional;

/** Where a file of the zoo comes from. */
public sealed interface Origin {

  /**
   * A file, or a range of a file, inside a pinned npm package.
   *
   * @param path inside the package, without the leading {@code package/}
   * @param range the bytes that are the file; empty for the whole of it
   */
  record NpmFile(NpmPackage source, String path, Optional<ByteRange> range) implements Origin {
    @Override
    public String toString() {
      return source.id() + " " + path + range.map(r -> " bytes " + r).orElse("");
    }
  }

  /**
   * A file that no registry has; it is used where it lies, never copied.
   *
   * @param path below the folder of {@link SharedFolder}
   */
  record SharedFile(String path) implements Origin {
    @Override
    public String toString() {
      return "shared " + path;
    }
  }

  /** Bytes from {@code begin} (included) to {@code end} (excluded). */
  record ByteRange(int begin, int end) {
    public ByteRange {
      if (begin < 0 || end <= begin) {
        throw new IllegalArgumentException("byte range " + begin + ".." + end);
      }
    }

    /**
     * @param whole at least {@code end} bytes
     */
    byte[] of(byte[] whole) {
      return Arrays.copyOfRange(whole, begin, end);
    }

    @Override
    public String toString() {
      return begin + ".." + end;
    }
  }

  /**
   * An npm package at one version.
   *
   * @param id name and version, as npm takes it: {@code @scope/name@1.2.3}
   * @param licence SPDX identifier from its package.json
   * @param archiveBytes size of the archive that npm downloads
   * @param homepage where people can read about it
   */
  record NpmPackage(String id, String licence, long archiveBytes, String homepage) {}
}
