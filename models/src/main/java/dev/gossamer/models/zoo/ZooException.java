package dev.gossamer.models.zoo;

import dev.gossamer.GossamerException;
import java.util.List;

/**
 * A model or picture that cannot be had: what happened, what was expected and found, and what to do
 * about it.
 */
public final class ZooException extends GossamerException {
  private static final long serialVersionUID = 1L;

  /** Kinds of failure; {@link #code()} is the name with {@code ZOO_} before it. */
  public enum Kind {
    /** No entry has the name. */
    UNKNOWN_NAME,
    /** The npm client cannot be started. */
    NPM_MISSING,
    /** The npm client started but did not bring the package. */
    DOWNLOAD_FAILED,
    /** The package does not hold the file, or the file is shorter than the byte range. */
    FILE_MISSING,
    /** The file is not the one the manifest describes; it was not kept. */
    HASH_DIFFERS,
    /** A file that comes from no registry is not on this machine. */
    SHARED_ABSENT,
    /** The cache folder cannot be written or read. */
    CACHE
  }

  private final Kind kind;

  private ZooException(Kind kind, String message, Throwable cause) {
    super("ZOO_" + kind, message);
    this.kind = kind;
    if (cause != null) {
      initCause(cause);
    }
  }

  public Kind kind() {
    return kind;
  }

  static ZooException unknownName(String name, List<String> names) {
    String nearest = NearestName.of(name, names).map(n -> ", did you mean " + n + "?").orElse("");
    return new ZooException(
        Kind.UNKNOWN_NAME,
        "nothing is called '" + name + "'" + nearest + "; there are: " + String.join(", ", names),
        null);
  }

  static ZooException npmMissing(String command, Throwable cause) {
    return new ZooException(
        Kind.NPM_MISSING,
        "the npm client '"
            + command
            + "' cannot be started; models are fetched with it: install Node.js with npm and see that"
            + " it is on the PATH",
        cause);
  }

  static ZooException downloadFailed(String source, String reason, String remedy) {
    return new ZooException(
        Kind.DOWNLOAD_FAILED,
        "npm could not fetch " + source + ": " + reason + "; " + remedy,
        null);
  }

  static ZooException fileMissing(Origin.NpmFile file, String found) {
    return new ZooException(
        Kind.FILE_MISSING,
        "package "
            + file.source().id()
            + " does not hold what it should: expected "
            + file.path()
            + file.range().map(range -> " with bytes " + range).orElse("")
            + ", found "
            + found
            + "; the registry that npm uses serves another package under this version: check it with"
            + " 'npm config get registry'",
        null);
  }

  static ZooException hashDiffers(ZooEntry entry, long bytes, String sha256, String remedy) {
    return new ZooException(
        Kind.HASH_DIFFERS,
        entry.name()
            + " is not the file it should be: expected "
            + entry.bytes()
            + " bytes with sha256 "
            + entry.sha256()
            + ", found "
            + bytes
            + " bytes with sha256 "
            + sha256
            + "; "
            + remedy,
        null);
  }

  static ZooException sharedAbsent(ZooEntry entry, String expectedAt) {
    return new ZooException(
        Kind.SHARED_ABSENT,
        entry.name()
            + " is in no registry and not on this machine: expected it at "
            + expectedAt
            + "; set GOSSAMER_SHARED to the folder that holds "
            + ((Origin.SharedFile) entry.origin()).path(),
        null);
  }

  static ZooException cache(String what, String folder, Throwable cause) {
    return new ZooException(
        Kind.CACHE,
        what
            + " in the cache folder "
            + folder
            + " ("
            + cause.getMessage()
            + "); make it writable or set GOSSAMER_CACHE to another folder",
        cause);
  }
}
