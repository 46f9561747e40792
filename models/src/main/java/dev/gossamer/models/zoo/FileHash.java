package dev.gossamer.models.zoo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether contents are those that the manifest describes. */
public final class FileHash {
  private FileHash() {}

  static boolean matches(ZooEntry entry, byte[] contents) {
    return contents.length == entry.bytes() && sha256(contents).equals(entry.sha256());
  }

  /** 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] contents) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
