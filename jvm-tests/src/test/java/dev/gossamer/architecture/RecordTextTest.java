package dev.gossamer.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * In a page a record has no text unless its {@code toString} is written out (LeanRecords leaves the
 * generated ones out), so no text is made of one.
 */
class RecordTextTest {
  @Test
  void noTextIsMadeOfARecordWithoutOne() throws IOException {
    List<String> offences = new ArrayList<>();
    for (Path file :
        MethodCalls.classFiles(ProjectFolders.root().resolve("core-engine/target/classes"))) {
      for (Type text : textsOf(Files.readAllBytes(file))) {
        if (isRecordWithoutText(text)) {
          offences.add(file.getFileName() + " makes text of " + text.getClassName());
        }
      }
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void findsTextMadeOfARecord() throws IOException {
    record Plain(int x) {}
    record Written(int x) {
      @Override
      public String toString() {
        return "x" + x;
      }
    }
    class Example {
      String text(Plain plain, Written written) {
        return "of " + plain + " and " + written;
      }
    }
    String name = Example.class.getName();
    try (var stream =
        Example.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      List<Type> texts = textsOf(stream.readAllBytes());
      assertThat(texts)
          .extracting(RecordTextTest::isRecordWithoutText)
          .containsExactly(true, false);
    }
  }

  /**
   * The static types of what {@code String.valueOf(Object)} gets, which javac puts before texts.
   */
  private static List<Type> textsOf(byte[] classFile) {
    return MethodCalls.in(classFile, RecordTextTest::isValueOf).stream()
        .map(call -> call.values().getLast())
        .toList();
  }

  private static boolean isValueOf(MethodInsnNode call) {
    return call.owner.equals("java/lang/String")
        && call.name.equals("valueOf")
        && call.desc.startsWith("(Ljava/lang/Object;)");
  }

  private static boolean isRecordWithoutText(Type type) {
    if (type.getSort() != Type.OBJECT || !type.getClassName().startsWith("dev.gossamer")) {
      return false;
    }
    try {
      Class<?> found =
          Class.forName(type.getClassName(), false, RecordTextTest.class.getClassLoader());
      return found.isRecord() && Modifier.isFinal(found.getMethod("toString").getModifiers());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
