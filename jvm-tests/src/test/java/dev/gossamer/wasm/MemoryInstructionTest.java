package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads, stores and bulk instructions against a copy of memory kept in Java. */
class MemoryInstructionTest {
  private static final int RESULT = 1024;
  private static final int DATA = 256;

  private final byte[] bytes = new byte[DATA];
  private final GraalWasm.Memory memory = GraalWasm.memory(1);

  MemoryInstructionTest() {
    new Random(7).nextBytes(bytes);
    memory.writeBytes(0, bytes);
  }

  static Stream<Opcode> loads() {
    return accesses().filter(opcode -> opcode.operands().equals("i"));
  }

  static Stream<Opcode> stores() {
    return accesses().filter(opcode -> opcode.results().isEmpty());
  }

  private static Stream<Opcode> accesses() {
    return Opcode.all().stream()
        .filter(opcode -> opcode.prefix() != 0xFE)
        .filter(opcode -> opcode.immediates().equals(List.of("memory")));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void loadsFromAddressPlusOffset(Opcode opcode) {
    for (int address : new int[] {0, 1, 7, 96}) {
      for (int offset : new int[] {0, 3, 128}) {
        run(
            f -> {
              f.i32Const(RESULT).i32Const(address);
              access(f, opcode, offset);
              NumericInstructionTest.store(f, opcode.results().charAt(0));
            });
        byte[] expected = loaded(opcode, Arrays.copyOfRange(bytes, address + offset, DATA));
        assertThat(memory.readBytes(RESULT, expected.length)).isEqualTo(expected);
      }
    }
  }

  /** What a load gives if memory starts with {@code source}. */
  private static byte[] loaded(Opcode opcode, byte[] source) {
    String name = Semantics.operation(opcode);
    int size =
        switch (opcode.results()) {
          case "v" -> 16;
          case "l", "d" -> 8;
          default -> 4;
        };
    int width = 8 * opcode.width();
    if (name.endsWith("_splat")) {
      return LaneBytes.of(16, width, lane -> LaneBytes.unsigned(source, width, 0));
    }
    if (name.contains("x")) {
      int from = Integer.parseInt(name.substring(4, name.indexOf('x')));
      return LaneBytes.of(
          16,
          2 * from,
          lane ->
              name.endsWith("_s")
                  ? LaneBytes.signed(source, from, lane)
                  : LaneBytes.unsigned(source, from, lane));
    }
    byte[] result = new byte[size];
    System.arraycopy(source, 0, result, 0, opcode.width());
    if (name.endsWith("_s")) {
      long value = LaneBytes.signed(source, width, 0);
      return LaneBytes.of(size, 8 * size, lane -> value);
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void storesTheLowBytesAndNothingElse(Opcode opcode) {
    byte[] value = new byte[16];
    new Random(8).nextBytes(value);
    char type = opcode.operands().charAt(1);
    for (int offset : new int[] {0, 5, 130}) {
      run(
          f -> {
            f.i32Const(11);
            NumericInstructionTest.push(f, value, type);
            access(f, opcode, offset);
          });
      System.arraycopy(value, 0, bytes, 11 + offset, opcode.width());
      assertThat(memory.readBytes(0, DATA)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("laneAccesses")
  void singleLanes(Opcode opcode) throws Exception {
    var method = FunctionBuilder.class.getMethod(opcode.camelCase(), int.class, int.class);
    int width = 8 * opcode.width();
    byte[] vector = new byte[16];
    new Random(9).nextBytes(vector);
    for (int lane = 0; lane < 16 / opcode.width(); lane++) {
      boolean load = !opcode.results().isEmpty();
      FunctionBuilder f = define();
      if (load) {
        f.i32Const(RESULT);
      }
      f.i32Const(21);
      NumericInstructionTest.push(f, vector, 'v');
      method.invoke(f, 4, lane);
      if (load) {
        f.v128Store(0);
      }
      run(f);
      byte[] expected = vector.clone();
      if (load) {
        LaneBytes.put(expected, width, lane, LaneBytes.unsigned(at(25), width, 0));
        assertThat(memory.readBytes(RESULT, 16)).isEqualTo(expected);
      } else {
        System.arraycopy(vector, lane * opcode.width(), bytes, 25, opcode.width());
        assertThat(memory.readBytes(0, DATA)).isEqualTo(bytes);
      }
    }
    assertThatThrownBy(() -> method.invoke(define(), 0, 16 / opcode.width()))
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lane must be 0.." + (16 / opcode.width() - 1) + ", got " + 16 / opcode.width());
  }

  static Stream<Opcode> laneAccesses() {
    return Opcode.all().stream()
        .filter(opcode -> opcode.immediates().equals(List.of("memory", "lane")));
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void alignmentIsAPowerOfTwoUpToTheSizeOfTheAccess(Opcode opcode) throws Exception {
    var method = FunctionBuilder.class.getMethod(opcode.camelCase(), int.class, int.class);
    for (int align = 1; align <= opcode.width(); align *= 2) {
      FunctionBuilder f = define();
      method.invoke(f, 0, align);
      assertThat(f.size()).isGreaterThan(0);
    }
    for (int align : new int[] {-1, 0, 3, 2 * opcode.width()}) {
      assertThatThrownBy(() -> method.invoke(define(), 0, align))
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("align must be a power of two, 1..%d bytes, got %d", opcode.width(), align);
    }
    assertThatThrownBy(() -> method.invoke(define(), -1, 1))
        .cause()
        .hasMessage("offset must be at least 0, got -1");
  }

  @Test
  void copyAndFill() {
    run(f -> f.i32Const(50).i32Const(40).i32Const(30).memoryCopy());
    System.arraycopy(bytes, 40, bytes, 50, 30);
    assertThat(memory.readBytes(0, DATA)).isEqualTo(bytes);
    run(f -> f.i32Const(9).i32Const(0x1A7).i32Const(8).memoryFill());
    Arrays.fill(bytes, 9, 17, (byte) 0xA7);
    assertThat(memory.readBytes(0, DATA)).isEqualTo(bytes);
  }

  @Test
  void activeAndPassiveData() {
    ModuleBuilder module = new ModuleBuilder().importMemory("env", "memory", MemoryType.of(1));
    module.data(ConstantExpression.i32(4), new byte[] {1, 2, 3});
    DataSegment passive = module.data(new byte[] {10, 11, 12, 13, 14});
    module.export(
        "init",
        module.function(
            "init",
            FunctionType.of(),
            f -> f.i32Const(32).i32Const(1).i32Const(3).memoryInit(passive)));
    module.export("drop", module.function("drop", FunctionType.of(), f -> f.dataDrop(passive)));
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes(), memory);
    assertThat(memory.readBytes(4, 3)).containsExactly(1, 2, 3);
    instance.call("init");
    assertThat(memory.readBytes(32, 3)).containsExactly(11, 12, 13);
    instance.call("drop");
    assertThatThrownBy(() -> instance.call("init")).hasMessageContaining("out of bounds");
  }

  @Test
  void sizeAndGrow() {
    ModuleBuilder module = new ModuleBuilder().memory(MemoryType.of(1, 3));
    FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
    module.export("grow", module.function("grow", type, f -> f.localGet(0).memoryGrow()));
    FunctionType sizeType = FunctionType.of().returning(ValueType.I32);
    module.export("size", module.function("size", sizeType, f -> f.memorySize()));
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes());
    assertThat(instance.call("grow", 2).asInt()).isEqualTo(1);
    assertThat(instance.call("size").asInt()).isEqualTo(3);
    assertThat(instance.call("grow", 1).asInt()).isEqualTo(-1);
  }

  private static void access(FunctionBuilder f, Opcode opcode, int offset) {
    try {
      FunctionBuilder.class.getMethod(opcode.camelCase(), int.class).invoke(f, offset);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] at(int address) {
    return Arrays.copyOfRange(bytes, address, DATA);
  }

  private static FunctionBuilder define() {
    ModuleBuilder module = new ModuleBuilder().importMemory("env", "memory", MemoryType.of(1));
    FunctionBuilder f = module.define(module.declare("run", FunctionType.of()));
    module.export("run", f.handle());
    return f;
  }

  private void run(Consumer<FunctionBuilder> body) {
    FunctionBuilder f = define();
    body.accept(f);
    run(f);
  }

  private void run(FunctionBuilder f) {
    GraalWasm.instantiate(f.module.toBytes(), memory).call("run");
  }
}
