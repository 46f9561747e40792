package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Atomic instructions on a shared memory; waiting is in {@link WaitNotifyTest}. */
class AtomicInstructionTest {
  private static final int CELL = 48;
  private static final int RESULT = 64;
  private static final long OLD = 0x1122334455667788L;
  private static final long OPERAND = 0x0F0E0D0C0B0A0908L;

  private final GraalWasm.Memory memory = GraalWasm.sharedMemory(1, 4);

  static Stream<Opcode> accesses() {
    return Opcode.all().stream()
        .filter(opcode -> opcode.prefix() == 0xFE)
        .filter(opcode -> !Semantics.shape(opcode).matches("memory|atomic"));
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void accessesTheCellAndNothingElse(Opcode opcode) throws Exception {
    String operation = opcode.name().substring(opcode.name().indexOf("atomic.") + 7);
    if (operation.contains("cmpxchg")) {
      check(opcode, OLD, OPERAND, OPERAND);
      check(opcode, OLD ^ 1, OPERAND, OLD);
    } else if (operation.startsWith("load")) {
      check(opcode, 0, 0, OLD);
    } else if (operation.startsWith("store")) {
      check(opcode, OPERAND, 0, OPERAND);
    } else {
      String function = operation.substring(operation.indexOf('.') + 1).replace("_u", "");
      long expected =
          switch (function) {
            case "add" -> OLD + OPERAND;
            case "sub" -> OLD - OPERAND;
            case "and" -> OLD & OPERAND;
            case "or" -> OLD | OPERAND;
            case "xor" -> OLD ^ OPERAND;
            case "xchg" -> OPERAND;
            default -> throw new IllegalStateException(function);
          };
      check(opcode, OPERAND, 0, expected);
    }
  }

  /**
   * Runs on a cell of {@link #OLD}: the cell's low bytes become {@code expected}, old ones result.
   */
  private void check(Opcode opcode, long first, long second, long expected) throws Exception {
    memory.writeBytes(CELL, LaneBytes.ofLong(OLD));
    memory.writeBytes(RESULT, new byte[8]);
    Method method = FunctionBuilder.class.getMethod(opcode.camelCase(), int.class);
    int width = 8 * opcode.width();
    boolean cmpxchg = opcode.name().contains("cmpxchg");
    long low = width == 64 ? -1 : (1L << width) - 1;
    FunctionBuilder f = define();
    if (!opcode.results().isEmpty()) {
      f.i32Const(RESULT);
    }
    f.i32Const(CELL - 16);
    for (int i = 1; i < opcode.operands().length(); i++) {
      // cmpxchg compares all bits of the expected value with the zero-extended cell
      long operand = i == 1 ? (cmpxchg ? first & low : first) : second;
      NumericInstructionTest.push(f, LaneBytes.ofLong(operand), opcode.operands().charAt(i));
    }
    method.invoke(f, 16);
    if (!opcode.results().isEmpty()) {
      NumericInstructionTest.store(f, opcode.results().charAt(0));
    }
    run(f);

    byte[] cell = LaneBytes.ofLong(OLD);
    LaneBytes.put(cell, width, 0, expected);
    assertThat(memory.readBytes(CELL, 8)).as("cell").isEqualTo(cell);
    if (!opcode.results().isEmpty()) {
      assertThat(memory.readBytes(RESULT, 8)).as("old").isEqualTo(LaneBytes.ofLong(OLD & low));
    }
  }

  @Test
  void fence() {
    assertThat(result(f -> f.atomicFence().i32Const(3).atomicFence())).isEqualTo(3);
  }

  @Test
  void misalignedAddressesTrap() {
    assertThatThrownBy(() -> result(f -> f.i32Const(2).i32AtomicLoad(0)))
        .hasMessageContaining("unaligned");
  }

  private int result(Consumer<FunctionBuilder> body) {
    FunctionBuilder f = define();
    f.i32Const(RESULT);
    body.accept(f);
    f.i32Store(0);
    run(f);
    return memory.readInts(RESULT, 1)[0];
  }

  private static FunctionBuilder define() {
    ModuleBuilder module =
        new ModuleBuilder().importMemory("env", "memory", MemoryType.shared(1, 4));
    FunctionBuilder f = module.define(module.declare("run", FunctionType.of()));
    module.export("run", f.handle());
    return f;
  }

  private void run(FunctionBuilder f) {
    GraalWasm.instantiate(f.module.toBytes(), memory).call("run");
  }
}
