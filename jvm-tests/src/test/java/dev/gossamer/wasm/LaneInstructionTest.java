package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instructions with lane immediates, and constants. */
class LaneInstructionTest {
  private static final byte[] A = random(1);
  private static final byte[] B = random(2);

  static Stream<Opcode> laneAccesses() {
    return Opcode.all().stream().filter(opcode -> opcode.immediates().equals(List.of("lane")));
  }

  @ParameterizedTest
  @MethodSource("laneAccesses")
  void extractAndReplaceEveryLane(Opcode opcode) throws Exception {
    Method method = FunctionBuilder.class.getMethod(opcode.camelCase(), int.class);
    int width = Semantics.width(Semantics.shape(opcode));
    char result = opcode.results().charAt(0);
    for (int i = 0; i < 128 / width; i++) {
      int lane = i;
      byte[] actual =
          run(
              result,
              f -> {
                NumericInstructionTest.push(f, A, 'v');
                if (opcode.operands().length() == 2) {
                  NumericInstructionTest.push(f, B, opcode.operands().charAt(1));
                }
                invoke(method, f, lane);
              });
      assertThat(actual).startsWith(expected(opcode, width, lane));
    }
    assertThatThrownBy(() -> run(result, f -> invoke(method, f, 128 / width)))
        .hasRootCauseMessage("lane must be 0.." + (128 / width - 1) + ", got " + 128 / width);
    assertThatThrownBy(() -> run(result, f -> invoke(method, f, -1)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] expected(Opcode opcode, int width, int lane) {
    if (opcode.results().equals("v")) {
      byte[] replaced = A.clone();
      LaneBytes.put(replaced, width, lane, LaneBytes.unsigned(B, width, 0));
      return replaced;
    }
    boolean signed = opcode.name().endsWith("_s");
    long value = signed ? LaneBytes.signed(A, width, lane) : LaneBytes.unsigned(A, width, lane);
    return LaneBytes.of(Math.max(4, width / 8), Math.max(32, width), first -> value);
  }

  @Test
  void shufflePicksBytesOfBothOperands() {
    int[] lanes = {0, 31, 16, 15, 1, 1, 17, 30, 8, 24, 2, 3, 5, 7, 11, 13};
    byte[] actual = run('v', f -> both(f).i8x16Shuffle(lanes));
    assertThat(actual)
        .isEqualTo(
            LaneBytes.of(16, 8, lane -> lanes[lane] < 16 ? A[lanes[lane]] : B[lanes[lane] - 16]));
    byte[] words = run('v', f -> both(f).i32x4Shuffle(7, 0, 3, 4));
    assertThat(words)
        .isEqualTo(
            LaneBytes.of(
                16,
                32,
                lane ->
                    switch (lane) {
                      case 0 -> LaneBytes.signed(B, 32, 3);
                      case 1 -> LaneBytes.signed(A, 32, 0);
                      case 2 -> LaneBytes.signed(A, 32, 3);
                      default -> LaneBytes.signed(B, 32, 0);
                    }));
  }

  @Test
  void shuffleNeedsItsNumberOfLanesInRange() {
    assertThatThrownBy(() -> run('v', f -> f.i8x16Shuffle(1, 2)))
        .hasMessage("i8x16.shuffle needs 16 lanes, got 2");
    assertThatThrownBy(() -> run('v', f -> f.i32x4Shuffle(1, 2, 3)))
        .hasMessage("a shuffle of 4 lanes needs 4 indices, got 3");
    assertThatThrownBy(() -> run('v', f -> f.i32x4Shuffle(1, 2, 3, 8)))
        .hasMessage("lane must be 0..7, got 8");
    assertThatThrownBy(
            () ->
                run('v', f -> f.i8x16Shuffle(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 32)))
        .hasMessage("lane must be 0..31, got 32");
  }

  @Test
  void constants() {
    assertThat(run('i', f -> f.i32Const(-123456))).startsWith(LaneBytes.ofInt(-123456));
    assertThat(run('l', f -> f.i64Const(Long.MIN_VALUE)))
        .startsWith(LaneBytes.ofLong(Long.MIN_VALUE));
    assertThat(run('f', f -> f.f32Const(-0.0f))).startsWith(LaneBytes.ofFloat(-0.0f));
    assertThat(run('d', f -> f.f64Const(1e-300))).startsWith(LaneBytes.ofDouble(1e-300));
    assertThat(run('v', f -> f.f32x4Const(1, -2, 3.5f, Float.NEGATIVE_INFINITY)))
        .isEqualTo(
            LaneBytes.of(
                16,
                32,
                lane ->
                    Float.floatToRawIntBits(
                        new float[] {1, -2, 3.5f, Float.NEGATIVE_INFINITY}[lane])));
    assertThat(run('v', f -> f.i32x4Const(1, -2, 3, Integer.MIN_VALUE)))
        .isEqualTo(LaneBytes.of(16, 32, lane -> new int[] {1, -2, 3, Integer.MIN_VALUE}[lane]));
  }

  private static FunctionBuilder both(FunctionBuilder f) {
    NumericInstructionTest.push(f, A, 'v');
    NumericInstructionTest.push(f, B, 'v');
    return f;
  }

  private static byte[] run(char result, Consumer<FunctionBuilder> body) {
    ModuleBuilder module = new ModuleBuilder().importMemory("env", "memory", MemoryType.of(1));
    FunctionBuilder f = module.define(module.declare("run", FunctionType.of()));
    f.i32Const(0);
    body.accept(f);
    NumericInstructionTest.store(f, result);
    module.export("run", f.handle());
    GraalWasm.Memory memory = GraalWasm.memory(1);
    GraalWasm.instantiate(module.toBytes(), memory).call("run");
    return memory.readBytes(0, 16);
  }

  private static void invoke(Method method, FunctionBuilder f, int lane) {
    try {
      method.invoke(f, lane);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[16];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
