package dev.gossamer.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** The calls in compiled classes, with the types that javac knew at the call. */
final class MethodCalls {
  /**
   * One call.
   *
   * @param caller simple name of the calling class
   * @param owner internal name of the class the method is looked up in
   * @param values static types of the receiver, unless the method is static, then of the arguments;
   *     null stands for the constant null
   */
  record Call(String caller, String owner, String name, String descriptor, List<Type> values) {}

  private MethodCalls() {}

  /** Class files below {@code folder}. */
  static List<Path> classFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The calls of {@code classFile} that are of interest. */
  static List<Call> in(byte[] classFile, Predicate<MethodInsnNode> interest) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, ClassReader.SKIP_DEBUG);
    List<Call> calls = new ArrayList<>();
    for (MethodNode method : type.methods) {
      Frame<BasicValue>[] frames = frames(type, method);
      for (int i = 0; i < frames.length; i++) {
        if (frames[i] != null
            && method.instructions.get(i) instanceof MethodInsnNode call
            && interest.test(call)) {
          calls.add(
              new Call(
                  type.name.substring(type.name.lastIndexOf('/') + 1),
                  call.owner,
                  call.name,
                  call.desc,
                  values(frames[i], call)));
        }
      }
    }
    return calls;
  }

  private static List<Type> values(Frame<BasicValue> frame, MethodInsnNode call) {
    int count =
        Type.getArgumentCount(call.desc) + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
    List<Type> values = new ArrayList<>();
    for (int i = frame.getStackSize() - count; i < frame.getStackSize(); i++) {
      values.add(frame.getStack(i).getType());
    }
    return values;
  }

  private static Frame<BasicValue>[] frames(ClassNode type, MethodNode method) {
    try {
      return new Analyzer<>(new SimpleVerifier()).analyze(type.name, method);
    } catch (AnalyzerException e) {
      throw new AssertionError(type.name + "." + method.name, e);
    }
  }
}
