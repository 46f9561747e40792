package dev.gossamer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraalWasmTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 511, 512, 513, 40_000})
  void memoryGivesBackWhatWasWritten(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = i + 0.5f;
    }
    for (GraalWasm.Memory memory :
        new GraalWasm.Memory[] {GraalWasm.memory(3), GraalWasm.sharedMemory(3, 4)}) {
      memory.writeFloats(13, floats);
      assertThat(memory.size()).isEqualTo(3 * 65536);
      assertThat(memory.readFloats(13, count)).isEqualTo(floats);
      assertThat(memory.readBytes(0, 13)).containsOnly(0);
      assertThat(memory.readInts(13 + 4 * count, 8)).containsOnly(0);
    }
  }

  @Test
  void aModuleWorksOnTheMemoryItIsGiven() {
    GraalWasm.Memory memory = GraalWasm.memory(1);
    memory.writeInts(64, 20, 22);
    GraalWasm.Instance instance = GraalWasm.instantiate(addTwoInts(MemoryType.of(1)), memory);
    assertThat(instance.call("add", 64).asInt()).isEqualTo(42);
    GraalWasm.Memory shared = GraalWasm.sharedMemory(1, 16);
    shared.writeInts(64, 20, 23);
    instance = GraalWasm.instantiate(addTwoInts(MemoryType.shared(1, 16)), shared);
    assertThat(instance.call("add", 64).asInt()).isEqualTo(43);
  }

  @Test
  void importsByName() {
    ModuleBuilder module = new ModuleBuilder();
    FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
    module.export("twice", module.importFunction("host", "twice", type));
    ProxyExecutable twice = arguments -> 2 * arguments[0].asInt();
    GraalWasm.Instance instance =
        GraalWasm.instantiate(module.toBytes(), Map.of("host", Map.of("twice", twice)));
    assertThat(instance.call("twice", 21).asInt()).isEqualTo(42);
  }

  @Test
  void invalidModulesAndUnknownExportsAreRefused() {
    ModuleBuilder module = new ModuleBuilder();
    module.function("wrong", FunctionType.of().returning(ValueType.I32), f -> f.f32Const(1));
    assertThatThrownBy(() -> GraalWasm.validate(module.toBytes()))
        .isInstanceOf(PolyglotException.class);
    GraalWasm.Instance empty = GraalWasm.instantiate(new ModuleBuilder().toBytes());
    assertThatThrownBy(() -> empty.call("run")).hasMessageContaining("no export run");
  }

  private static byte[] addTwoInts(MemoryType memory) {
    ModuleBuilder module = new ModuleBuilder().importMemory("env", "memory", memory);
    module.export(
        "add",
        module.function(
            "add",
            FunctionType.of(ValueType.I32).returning(ValueType.I32),
            f -> f.localGet(0).i32Load(0).localGet(0).i32Load(4).i32Add()));
    return module.toBytes();
  }
}
