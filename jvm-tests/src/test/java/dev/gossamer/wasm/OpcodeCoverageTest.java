package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import dev.gossamer.testing.WasmDisassembler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The instruction sink and the list of the specification name the same instructions. */
class OpcodeCoverageTest {
  /** Instructions whose method cannot bear the name of the instruction. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "block", "beginBlock",
          "loop", "beginLoop",
          "if", "beginIf",
          "else", "beginElse",
          "return", "returnNow",
          "select_t", "select");

  /** What stands above the instructions. */
  private static final Set<String> HELPERS =
      Set.of(
          "block",
          "loop",
          "ifThen",
          "ifElse",
          "local",
          "nameLocal",
          "release",
          "scope",
          "size",
          "handle",
          "increment",
          "countDown",
          "forRange",
          "f32x4Const",
          "i32x4Const",
          "i32x4Shuffle");

  @Test
  void oneMethodPerInstruction() {
    Set<String> expected =
        Opcode.all().stream()
            .map(opcode -> RENAMED.getOrDefault(opcode.name(), opcode.camelCase()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> methods =
        Arrays.stream(FunctionBuilder.class.getMethods())
            .filter(method -> InstructionSink.class.isAssignableFrom(method.getDeclaringClass()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !HELPERS.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(methods).isEqualTo(expected);
  }

  /** Instructions on plain values, which differ in nothing but their number. */
  static Stream<Opcode> plain() {
    return Opcode.all().stream()
        .filter(opcode -> opcode.immediates().isEmpty() && opcode.operands() != null);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void writesTheOpcodeOfTheSpecification(Opcode opcode) throws Exception {
    ModuleBuilder module = new ModuleBuilder();
    FunctionBuilder f = module.define(module.declare("run", FunctionType.of()));
    f.unreachable();
    FunctionBuilder.class.getMethod(opcode.camelCase()).invoke(f);
    f.unreachable();
    byte[] wasm = module.toBytes();
    assertThat(WasmDisassembler.disassemble(wasm)).contains("\n    " + opcode.name() + "\n");
    GraalWasm.validate(wasm);
  }
}
