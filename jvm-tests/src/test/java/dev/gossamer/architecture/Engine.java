package dev.gossamer.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gossamer.GossamerException;
import java.net.URL;

/** The class files of core-engine, wherever Maven or an editor put them. */
final class Engine {
  static final String ROOT = "dev.gossamer";

  private Engine() {}

  static JavaClasses classes() {
    URL location = GossamerException.class.getProtectionDomain().getCodeSource().getLocation();
    return new ClassFileImporter().importUrl(location);
  }
}
