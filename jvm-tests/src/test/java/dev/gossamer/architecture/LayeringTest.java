package dev.gossamer.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which package of core-engine may use which. Data flows tflite, graph, rewrite, plan, then codegen
 * or interpret; the root holds the facade over all of them, and the words (tensors, exceptions)
 * that everyone may use.
 */
class LayeringTest {
  private static final JavaClasses ENGINE = Engine.classes();

  /** The engine's packages below {@code dev.gossamer}, each with those that it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("sparse", Set.of()),
              Map.entry("graph", Set.of("sparse")),
              Map.entry("tflite.schema", Set.of()),
              Map.entry("tflite", Set.of("graph", "sparse", "tflite.schema")),
              Map.entry("format.schema", Set.of("tflite.schema")),
              Map.entry(
                  "format", Set.of("graph", "sparse", "tflite", "tflite.schema", "format.schema")),
              Map.entry("rewrite", Set.of("graph", "sparse")),
              Map.entry("plan", Set.of("graph", "sparse", "rewrite")),
              Map.entry("interpret", Set.of("graph", "sparse")),
              Map.entry("wasm", Set.of()),
              Map.entry("codegen", Set.of("graph", "sparse", "plan", "wasm")),
              Map.entry("vision", Set.of("graph"))));

  @Test
  void everyPackageHasItsPlaceInTheTable() {
    Set<String> found = new TreeSet<>();
    ENGINE.forEach(type -> found.add(below(type)));
    found.remove("");

    assertThat(MAY_USE.keySet()).containsAll(found);
  }

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyWhatLiesBelowThem() {
    return MAY_USE.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey() + " may use " + new TreeSet<>(entry.getValue()),
                    () -> checkDependencies(entry.getKey(), entry.getValue())));
  }

  private static void checkDependencies(String name, Set<String> allowed) {
    noClasses()
        .that()
        .resideInAPackage(Engine.ROOT + "." + name)
        .should()
        .dependOnClassesThat(
            engineClass(
                "of another package than " + allowed,
                type -> !below(type).equals(name) && !allowed.contains(below(type))))
        .allowEmptyShould(true)
        .check(ENGINE);
  }

  @Test
  void onlyTheReadersKnowFlatBuffers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Engine.ROOT + ".tflite..", Engine.ROOT + ".format..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.flatbuffers..")
        .check(ENGINE);
  }

  @Test
  void theEngineNeedsNothingButTheJdkAndFlatBuffers() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Engine.ROOT + "..",
            "java.lang..",
            "java.util..",
            "java.nio..",
            "java.io..",
            "com.google.flatbuffers..")
        .check(ENGINE);
  }

  private static DescribedPredicate<JavaClass> engineClass(
      String description, java.util.function.Predicate<JavaClass> forbidden) {
    return DescribedPredicate.describe(
        description,
        type -> {
          JavaClass element = type.getBaseComponentType();
          return element.getPackageName().startsWith(Engine.ROOT)
              && !isVocabulary(element)
              && forbidden.test(element);
        });
  }

  /** The root's records, interfaces and exceptions; not the facade, which stands above all. */
  private static boolean isVocabulary(JavaClass type) {
    return below(type).isEmpty() && !type.getSimpleName().equals("Gossamer");
  }

  /** The package of a class, relative to the engine's root. */
  private static String below(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(Engine.ROOT) ? "" : name.substring(Engine.ROOT.length() + 1);
  }
}
