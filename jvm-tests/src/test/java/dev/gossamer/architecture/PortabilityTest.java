package dev.gossamer.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the engine must do without, because TeaVM has no such class, or because it would pull
 * hundreds of kilobytes into the page (formatting, regular expressions and charsets: about 200 KB).
 */
class PortabilityTest {
  private static final String[] FORBIDDEN_PACKAGES = {
    "java.nio.file..",
    "java.nio.channels..",
    "java.nio.charset..",
    "java.util.regex..",
    "java.util.concurrent..",
    "java.lang.reflect..",
    "java.lang.foreign..",
    "java.text..",
    "java.net.."
  };

  private static final Set<String> FORBIDDEN_CLASSES =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.io.Console",
          "java.lang.ClassLoader",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.invoke.VarHandle",
          "java.util.Formatter",
          "java.util.Scanner",
          "java.util.Timer");

  /** Methods by owner. An owner's other methods are fine. */
  private static final Map<String, Set<String>> FORBIDDEN_METHODS =
      Map.of(
          "java.lang.String",
          Set.of("format", "formatted", "split", "matches", "replaceAll", "replaceFirst"),
          "java.lang.Math",
          Set.of("fma"),
          "java.lang.StrictMath",
          Set.of("fma"),
          "java.lang.Class",
          Set.of("forName", "getResource", "getResourceAsStream"),
          "java.lang.Object",
          Set.of("wait", "notify", "notifyAll"));

  /**
   * The facade offers loading from a path, to the JVM only; TeaVM compiles only what is reachable,
   * and from the page those methods are not.
   */
  private static final Set<String> ALLOWED_IN_FACADE = Set.of("java.nio.file");

  @Test
  void theEngineUsesNothingThatThePageCannotHave() {
    PORTABLE.check(Engine.classes().that(DescribedPredicate.not(FACADE)));
  }

  @Test
  void theFacadeTouchesFilesAndNothingElse() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass facade : Engine.classes().that(FACADE)) {
      facade
          .getDirectDependenciesFromSelf()
          .forEach(dependency -> packages.add(dependency.getTargetClass().getPackageName()));
    }
    packages.removeIf(name -> name.startsWith(Engine.ROOT) || ALLOWED_IN_FACADE.contains(name));

    assertThat(packages).isSubsetOf("java.lang", "java.lang.invoke", "java.util", "java.io");
  }

  private static final DescribedPredicate<JavaClass> FACADE =
      DescribedPredicate.describe(
          "the facade", (JavaClass type) -> type.getName().equals(Engine.ROOT + ".Gossamer"));

  /** The rule would be worth nothing if it could not see these. */
  @TestFactory
  Stream<DynamicTest> theRuleSeesEveryKindOfOffender() {
    return Stream.of(
            Formats.class,
            Matches.class,
            CompilesPatterns.class,
            Fuses.class,
            ReadsFiles.class,
            ReadsPaths.class,
            StartsThreads.class,
            WaitsForOthers.class)
        .map(
            offender ->
                DynamicTest.dynamicTest(
                    offender.getSimpleName(),
                    () ->
                        assertThat(
                                PORTABLE
                                    .evaluate(new ClassFileImporter().importClasses(offender))
                                    .hasViolation())
                            .isTrue()));
  }

  private static final ArchRule PORTABLE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FORBIDDEN_PACKAGES)
          .orShould()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "files, threads and formatters",
                  (JavaClass type) -> FORBIDDEN_CLASSES.contains(type.getName())))
          .orShould()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "formatting, regular expressions, fma, resources and monitors",
                  PortabilityTest::isForbiddenMethod));

  private static boolean isForbiddenMethod(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && FORBIDDEN_METHODS
            .getOrDefault(target.getOwner().getName(), Set.of())
            .contains(target.getName());
  }

  private static final class Formats {
    String text(int number) {
      return String.format("%d", number);
    }
  }

  private static final class Matches {
    boolean digits(String text) {
      return text.matches("[0-9]+");
    }
  }

  private static final class CompilesPatterns {
    Pattern digits() {
      return Pattern.compile("[0-9]+");
    }
  }

  private static final class Fuses {
    float axpy(float a, float x, float y) {
      return Math.fma(a, x, y);
    }
  }

  private static final class ReadsFiles {
    int first(String name) throws IOException {
      try (FileInputStream file = new FileInputStream(name)) {
        return file.read();
      }
    }
  }

  private static final class ReadsPaths {
    byte[] all(Path path) throws IOException {
      return Files.readAllBytes(path);
    }
  }

  private static final class StartsThreads {
    void start(Runnable work) {
      new Thread(work).start();
    }
  }

  private static final class WaitsForOthers {
    void pause(Object monitor) throws InterruptedException {
      monitor.wait();
    }
  }
}
