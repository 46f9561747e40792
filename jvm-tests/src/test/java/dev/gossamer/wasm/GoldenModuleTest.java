package dev.gossamer.wasm;

import static dev.gossamer.wasm.ValueType.EXTERNREF;
import static dev.gossamer.wasm.ValueType.F32;
import static dev.gossamer.wasm.ValueType.FUNCREF;
import static dev.gossamer.wasm.ValueType.I32;
import static dev.gossamer.wasm.ValueType.V128;

import dev.gossamer.testing.GoldenFiles;
import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.Opcode;
import dev.gossamer.testing.WasmDisassembler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disassemblies of whole modules; {@code -Dgossamer.bless=true} rewrites them. */
class GoldenModuleTest {
  @Test
  void everySection() {
    ModuleBuilder module = new ModuleBuilder().name("every section");
    module.importMemory("env", "memory", MemoryType.shared(1, 16));
    FunctionHandle log = module.importFunction("env", "log", FunctionType.of(I32));
    GlobalHandle base = module.importGlobal("env", "base", new GlobalType(I32, false));
    TableHandle imported = module.importTable("env", "table", TableType.of(FUNCREF, 1));
    TableHandle own = module.table(new TableType(FUNCREF, 2, 8));
    GlobalHandle count = module.global(new GlobalType(I32, true), ConstantExpression.i32(-1));
    GlobalHandle scale = module.global(new GlobalType(F32, false), ConstantExpression.f32(0.5f));
    FunctionHandle start = module.declare("start", FunctionType.of());
    FunctionHandle main =
        module.function(
            "main",
            FunctionType.of(I32, F32).returning(F32),
            f -> {
              f.nameLocal(0, "n").nameLocal(1, "x");
              int i = f.local(I32, "i");
              f.call(start).localGet(0).call(log);
              f.forRange(i, 0, 8, 2, () -> f.localGet(1).globalGet(scale).f32Mul().localSet(1));
              f.localGet(1);
            });
    DataSegment passive = module.data(new byte[40]);
    module.data(ConstantExpression.globalGet(base), new byte[] {1, 2, 3});
    module.define(
        start,
        f ->
            f.i32Const(0)
                .i32Const(0)
                .i32Const(40)
                .memoryInit(passive)
                .dataDrop(passive)
                .refFunc(main)
                .drop()
                .globalGet(count)
                .i32Const(1)
                .i32Add()
                .globalSet(count));
    module.elements(imported, 0, start);
    module.elements(own, 1, main);
    module.elements(main, log);
    module.start(start).export("main", main).export("table", own).export("count", count);
    module.exportMemory("memory").custom("note", new byte[] {42});
    check("every-section", module);
  }

  @Test
  void control() {
    ModuleBuilder module = new ModuleBuilder();
    TableHandle table = module.table(TableType.of(FUNCREF, 1));
    FunctionType type = FunctionType.of(I32).returning(I32, I32);
    module.function(
        "control",
        type,
        f -> {
          Label done = new Label("done");
          f.beginBlock(BlockType.result(I32), done);
          f.localGet(0).localGet(0).brIf(done).drop();
          f.loop(again -> f.localGet(0).brTable(again, again, again));
          f.localGet(0).ifElse(() -> f.nop(), f::unreachable);
          f.localGet(0).ifThen(() -> f.i32Const(3).i32Const(4).returnNow());
          f.i32Const(1).i32Const(2).localGet(0).select().drop().localGet(0);
          f.end().drop();
          f.localGet(0).block(new BlockType(type), inside -> f.i32Const(-7));
          f.localGet(0).localGet(0).callIndirect(table, FunctionType.of(I32));
        });
    check("control", module);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "saturating", "vector", "atomic"})
  void everyInstruction(String group) throws Exception {
    int prefix = List.of("scalar", "", "", "", "saturating", "vector", "atomic").indexOf(group);
    ModuleBuilder module = new ModuleBuilder().importMemory("m", "m", MemoryType.shared(1, 2));
    for (Opcode opcode : Opcode.all()) {
      if (opcode.prefix() == (prefix == 0 ? 0 : 0xF8 + prefix) && isPlain(opcode)) {
        add(module, opcode);
      }
    }
    check("instructions-" + group, module);
  }

  private static boolean isPlain(Opcode opcode) {
    List<String> kinds = List.of("memory", "lane", "zero");
    return opcode.operands() != null && kinds.containsAll(opcode.immediates());
  }

  /** A function whose parameters are the operands; immediates are 7 and lane 1. */
  private static void add(ModuleBuilder module, Opcode opcode) throws Exception {
    FunctionType type = new FunctionType(types(opcode.operands()), types(opcode.results()));
    FunctionBuilder f = module.define(module.declare(opcode.name(), type));
    for (int i = 0; i < opcode.operands().length(); i++) {
      f.localGet(i);
    }
    List<String> kinds = opcode.immediates();
    Object[] immediates =
        kinds.stream()
            .filter(kind -> !kind.equals("zero"))
            .map(kind -> kind.equals("memory") ? 7 : 1)
            .toArray();
    Class<?>[] classes = new Class<?>[immediates.length];
    Arrays.fill(classes, int.class);
    Method method = FunctionBuilder.class.getMethod(opcode.camelCase(), classes);
    method.invoke(f, immediates);
  }

  private static List<ValueType> types(String letters) {
    return letters
        .chars()
        .mapToObj(
            letter ->
                switch (letter) {
                  case 'i' -> I32;
                  case 'l' -> ValueType.I64;
                  case 'f' -> F32;
                  case 'd' -> ValueType.F64;
                  case 'v' -> V128;
                  default -> EXTERNREF;
                })
        .toList();
  }

  private static void check(String name, ModuleBuilder module) {
    byte[] wasm = module.toBytes();
    GraalWasm.validate(wasm);
    GoldenFiles.assertMatches(
        "jvm-tests/src/test/resources/golden/wasm/" + name + ".wat",
        WasmDisassembler.disassemble(wasm));
  }
}
