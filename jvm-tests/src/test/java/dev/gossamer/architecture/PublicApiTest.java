package dev.gossamer.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is the root package and {@code vision}. Every other package is public only so that
 * its siblings can use it; a type of theirs in a signature of the API would nail it down.
 */
class PublicApiTest {
  /** The words that the API shares with the graph. */
  private static final Set<String> SHARED =
      Set.of(Engine.ROOT + ".graph.Shape", Engine.ROOT + ".graph.DataType");

  private static final Set<String> API = Set.of(Engine.ROOT, Engine.ROOT + ".vision");

  @Test
  void signaturesOfTheApiNameNoInternalTypes() {
    Set<String> leaks = new TreeSet<>();
    for (JavaClass type : Engine.classes()) {
      if (API.contains(type.getPackageName())
          && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        type.getCodeUnits().stream()
            .filter(PublicApiTest::isVisible)
            .forEach(unit -> addLeaks(unit, leaks));
      }
    }

    assertThat(leaks).isEmpty();
  }

  private static boolean isVisible(JavaCodeUnit unit) {
    Set<JavaModifier> modifiers = unit.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static void addLeaks(JavaCodeUnit unit, Set<String> leaks) {
    Stream.concat(
            unit.getReturnType().getAllInvolvedRawTypes().stream(),
            unit.getParameterTypes().stream()
                .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()))
        .filter(type -> type.getPackageName().startsWith(Engine.ROOT))
        .filter(type -> !API.contains(type.getPackageName()) && !SHARED.contains(type.getName()))
        .forEach(type -> leaks.add(unit.getFullName() + " names " + type.getName()));
  }
}
