package dev.gossamer.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.GoldenFiles;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * In a page a record has {@code equals} and {@code hashCode} only if it is compared (LeanRecords
 * leaves them out of the others), so the list of those is complete.
 */
class ComparedRecordsTest {
  private static final String LIST =
      "wasm-bridge/src/main/resources/META-INF/gossamer/compared-records.txt";

  @Test
  void theListHasAllRecordsThatAreCompared() throws Exception {
    Path classes = ProjectFolders.root().resolve("core-engine/target/classes");
    List<Path> files = new ArrayList<>(MethodCalls.classFiles(classes));
    List<Class<?>> all = new ArrayList<>();
    for (Path file : files) {
      String name = classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
      all.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, loader()));
    }

    ComparedRecords compared = new ComparedRecords(all);
    for (Path file : files) {
      addAll(compared, Files.readAllBytes(file));
    }

    assertThat(compared.unknown()).isEmpty();
    GoldenFiles.assertMatches(LIST, String.join("\n", compared.records()) + "\n");
  }

  @Test
  void findsWhatIsCompared() throws Exception {
    record Inner(int x) {}
    record Key(Inner inner, Optional<Deep> deep, List<Integer> numbers, Untouched[] array) {}
    record Element(int x) {}
    record Written(int x) {
      @Override
      public boolean equals(Object other) {
        return other instanceof Written that && that.x == x;
      }

      @Override
      public int hashCode() {
        return x;
      }
    }
    class Example {
      final Map<Key, Untouched> map = new HashMap<>();
      final Set<Choice> set = new HashSet<>();

      boolean use(Key key, Element element, Written written, Choice choice, List<Element> list) {
        map.put(key, new Untouched(1));
        set.add(choice);
        return list.contains(element) && written.equals(new Written(2));
      }
    }
    ComparedRecords compared =
        new ComparedRecords(List.of(ChoiceA.class, ChoiceB.class, Untouched.class));
    addAll(compared, bytesOf(Example.class));

    assertThat(compared.records().stream().map(name -> name.replaceAll(".*\\$\\d*", "")))
        .containsExactlyInAnyOrder("Inner", "Key", "Deep", "Element", "ChoiceA", "ChoiceB");
    assertThat(compared.unknown()).isEmpty();
  }

  @Test
  void tellsWhereItCannotKnow() throws Exception {
    class Example {
      boolean same(Object a, List<Untouched> list) {
        return a.equals(list);
      }
    }
    ComparedRecords compared = new ComparedRecords(List.of());
    addAll(compared, bytesOf(Example.class));

    assertThat(compared.unknown()).hasSize(2).allMatch(each -> each.contains("equals compares"));
  }

  private interface Choice {}

  private record ChoiceA(int x) implements Choice {}

  private record ChoiceB(int x) implements Choice {}

  private record Deep(int x) {}

  private record Untouched(int x) {}

  private static void addAll(ComparedRecords compared, byte[] classFile) {
    MethodCalls.in(classFile, ComparedRecords::isComparing).forEach(compared::add);
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    String name = type.getName();
    try (var stream =
        type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      return stream.readAllBytes();
    }
  }

  private static ClassLoader loader() {
    return ComparedRecordsTest.class.getClassLoader();
  }
}
