package dev.gossamer.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/**
 * In a page a record has no text unless its {@code toString} is written out (LeanRecords leaves the
 * generated ones out), so no text is made of one.
 */
class RecordTextTest {
  @Test
  void noTextIsMadeOfARecordWithoutOne() throws IOException {
    List<String> offences = new ArrayList<>();
    for (Path file : classes(ProjectFolders.root().resolve("core-engine/target/classes"))) {
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
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, ClassReader.SKIP_DEBUG);
    List<Type> texts = new ArrayList<>();
    for (MethodNode method : type.methods) {
      Frame<BasicValue>[] frames = frames(type, method);
      for (int i = 0; i < frames.length; i++) {
        if (frames[i] != null && isValueOf(method.instructions.get(i))) {
          texts.add(frames[i].getStack(frames[i].getStackSize() - 1).getType());
        }
      }
    }
    return texts;
  }

  private static boolean isValueOf(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals("java/lang/String")
        && call.name.equals("valueOf")
        && call.desc.startsWith("(Ljava/lang/Object;)");
  }

  private static Frame<BasicValue>[] frames(ClassNode type, MethodNode method) {
    try {
      return new Analyzer<>(new SimpleVerifier()).analyze(type.name, method);
    } catch (AnalyzerException e) {
      throw new AssertionError(type.name + "." + method.name, e);
    }
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

  private static List<Path> classes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
