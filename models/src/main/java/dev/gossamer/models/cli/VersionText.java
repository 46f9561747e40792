package dev.gossamer.models.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "gossamer " + version(),
      "JVM " + System.getProperty("java.vm.name") + " " + System.getProperty("java.version")
    };
  }

  /** From {@code version.properties}, which Maven fills in. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream file = VersionText.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return properties.getProperty("version");
  }
}
