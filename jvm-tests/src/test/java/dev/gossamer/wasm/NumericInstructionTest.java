package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instruction on plain values runs and gives what {@link Semantics} says. */
class NumericInstructionTest {
  private static final Map<Opcode, Semantics> SEMANTICS = Semantics.all();

  static Stream<Opcode> instructions() {
    return Opcode.all().stream().filter(SEMANTICS::containsKey);
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void computesWhatTheSpecificationSays(Opcode opcode) throws Exception {
    List<byte[][]> sets = new ArrayList<>();
    List<byte[]> expected = new ArrayList<>();
    for (byte[][] operands : OperandSets.of(opcode)) {
      byte[] result = SEMANTICS.get(opcode).apply(operands);
      if (result != null) {
        sets.add(operands);
        expected.add(result);
      }
    }
    assertThat(sets).as("operands that are defined").hasSizeGreaterThan(10);

    byte[] memory = run(opcode, sets);
    int size = expected.get(0).length;
    for (int i = 0; i < sets.size(); i++) {
      byte[] actual = Arrays.copyOfRange(memory, 16 * i, 16 * i + size);
      assertThat(text(actual, opcode))
          .as("%s of %s", opcode, Arrays.stream(sets.get(i)).map(this::hex).toList())
          .isEqualTo(text(expected.get(i), opcode));
    }
  }

  /** Runs the instruction on every set of operands and stores result i at 16 x i. */
  private static byte[] run(Opcode opcode, List<byte[][]> sets) throws Exception {
    ModuleBuilder module = new ModuleBuilder().importMemory("env", "memory", MemoryType.of(1));
    FunctionBuilder f = module.define(module.declare("run", FunctionType.of()));
    for (int i = 0; i < sets.size(); i++) {
      f.i32Const(16 * i);
      for (byte[] operand : sets.get(i)) {
        push(f, operand, opcode.operands().charAt(indexOf(sets.get(i), operand)));
      }
      FunctionBuilder.class.getMethod(opcode.camelCase()).invoke(f);
      store(f, opcode.results().charAt(0));
    }
    module.export("run", f.handle());
    GraalWasm.Memory memory = GraalWasm.memory(1);
    GraalWasm.instantiate(module.toBytes(), memory).call("run");
    return memory.readBytes(0, 16 * sets.size());
  }

  static void push(FunctionBuilder f, byte[] value, char type) {
    ByteBuffer bytes = LaneBytes.buffer(value);
    switch (type) {
      case 'i' -> f.i32Const(bytes.getInt());
      case 'l' -> f.i64Const(bytes.getLong());
      case 'f' -> f.f32Const(bytes.getFloat());
      case 'd' -> f.f64Const(bytes.getDouble());
      case 'v' -> f.v128Const(bytes.getLong(), bytes.getLong());
      default -> throw new IllegalStateException("type " + type);
    }
  }

  static void store(FunctionBuilder f, char type) {
    switch (type) {
      case 'i' -> f.i32Store(0);
      case 'l' -> f.i64Store(0);
      case 'f' -> f.f32Store(0);
      case 'd' -> f.f64Store(0);
      case 'v' -> f.v128Store(0);
      default -> throw new IllegalStateException("type " + type);
    }
  }

  private static int indexOf(byte[][] operands, byte[] operand) {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] == operand) {
        return i;
      }
    }
    throw new IllegalArgumentException("not an operand");
  }

  /** Hexadecimal digits, lane by lane; a NaN of whatever payload is "nan" where a float results. */
  private static String text(byte[] value, Opcode opcode) {
    String shape = Semantics.shape(opcode);
    boolean comparison = opcode.name().matches(".*\\.(eq|ne|lt|gt|le|ge)");
    if (!shape.startsWith("f") || comparison) {
      return HexFormat.of().formatHex(value);
    }
    int width = Semantics.width(shape);
    StringBuilder text = new StringBuilder();
    for (int lane = 0; lane < 8 * value.length / width; lane++) {
      double number = LaneBytes.floating(value, width, lane);
      long bits = LaneBytes.unsigned(value, width, lane);
      text.append(Double.isNaN(number) ? "nan" : number + "/" + Long.toHexString(bits)).append(' ');
    }
    return text.toString();
  }

  private String hex(byte[] value) {
    return HexFormat.of().formatHex(value);
  }
}
