package dev.gossamer.wasm;

import static dev.gossamer.wasm.ValueType.F32;
import static dev.gossamer.wasm.ValueType.FUNCREF;
import static dev.gossamer.wasm.ValueType.I32;
import static dev.gossamer.wasm.ValueType.V128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.WasmDisassembler;
import java.util.Map;
import java.util.function.Consumer;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;

class ModuleBuilderTest {
  private static final FunctionType ACTION = FunctionType.of();
  private static final FunctionType UNARY = FunctionType.of(I32).returning(I32);

  @Test
  void importsMayBeAddedLast() {
    ModuleBuilder module = new ModuleBuilder();
    GlobalHandle own = module.global(new GlobalType(I32, true), ConstantExpression.i32(1000));
    FunctionHandle first = module.function("first", UNARY, f -> f.localGet(0).i32Const(1).i32Add());
    FunctionHandle run = module.declare("run", UNARY);
    module.export("run", run);
    FunctionHandle host = module.importFunction("host", "twice", UNARY);
    module.define(
        run,
        f ->
            f.localGet(0)
                .call(host)
                .call(first)
                .globalGet(own)
                .i32Add()
                .globalSet(own)
                .globalGet(own));
    ProxyExecutable twice = arguments -> 2 * arguments[0].asInt();
    GraalWasm.Instance instance =
        GraalWasm.instantiate(module.toBytes(), Map.of("host", Map.of("twice", twice)));
    assertThat(instance.call("run", 20).asInt()).isEqualTo(1041);
  }

  @Test
  void importedGlobalPlacesData() {
    ModuleBuilder base = new ModuleBuilder();
    base.export("base", base.global(new GlobalType(I32, false), ConstantExpression.i32(100)));
    ModuleBuilder module = new ModuleBuilder().memory(MemoryType.of(1)).exportMemory("memory");
    GlobalHandle imported = module.importGlobal("env", "base", new GlobalType(I32, false));
    module.data(ConstantExpression.globalGet(imported), new byte[] {1, 2, 3});
    GraalWasm.Instance baseInstance = GraalWasm.instantiate(base.toBytes());
    GraalWasm.Instance instance =
        GraalWasm.instantiate(
            module.toBytes(), Map.of("env", Map.of("base", baseInstance.export("base"))));
    assertThat(instance.memory("memory").readBytes(100, 3)).containsExactly(1, 2, 3);
    GlobalHandle own = module.global(new GlobalType(I32, false), ConstantExpression.i32(1));
    assertThatThrownBy(() -> ConstantExpression.globalGet(own))
        .hasMessage("only an imported immutable global is constant");
  }

  @Test
  void startRunsAtInstantiation() {
    ModuleBuilder module = new ModuleBuilder().memory(MemoryType.of(1)).exportMemory("memory");
    module.start(module.function("start", ACTION, f -> f.i32Const(8).i32Const(77).i32Store(0)));
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes());
    assertThat(instance.memory("memory").readInts(8, 1)).containsExactly(77);
    FunctionHandle unary = module.function("unary", UNARY, f -> f.localGet(0));
    assertThatThrownBy(() -> module.start(unary))
        .hasMessage("a start function takes and gives nothing");
  }

  @Test
  void modulesShareTablesAndGlobals() {
    ModuleBuilder owner = new ModuleBuilder();
    owner.export("table", owner.table(TableType.of(FUNCREF, 2)));
    owner.export("count", owner.global(new GlobalType(I32, true), ConstantExpression.i32(5)));
    GraalWasm.Instance first = GraalWasm.instantiate(owner.toBytes());

    ModuleBuilder user = new ModuleBuilder();
    TableHandle table = user.importTable("env", "table", TableType.of(FUNCREF, 2));
    GlobalHandle count = user.importGlobal("env", "count", new GlobalType(I32, true));
    FunctionHandle add = user.function("add", UNARY, f -> f.localGet(0).globalGet(count).i32Add());
    user.elements(table, 1, add);
    user.export(
        "run",
        user.function("run", UNARY, f -> f.localGet(0).i32Const(1).callIndirect(table, UNARY)));
    GraalWasm.Instance second =
        GraalWasm.instantiate(
            user.toBytes(),
            Map.of("env", Map.of("table", first.export("table"), "count", first.export("count"))));
    assertThat(second.call("run", 10).asInt()).isEqualTo(15);
  }

  @Test
  void localsAreGroupedByTypeAndReused() {
    ModuleBuilder module = new ModuleBuilder();
    module.function(
        "run",
        FunctionType.of(F32),
        f -> {
          int a = f.local(V128, "a");
          int b = f.local(I32, "b");
          int c = f.local(V128, "c");
          f.scope(
              () -> {
                int d = f.local(I32, "d");
                f.localGet(b).localSet(d);
              });
          int e = f.local(I32, "e");
          f.localGet(a).localSet(c).localGet(b).localTee(e).drop();
          f.release(c);
          assertThat(f.local(V128)).as("released").isEqualTo(c);
          assertThat(f.local(V128)).as("none left").isGreaterThan(c);
        });
    String text = WasmDisassembler.disassemble(module.toBytes());
    assertThat(text)
        .contains("(local 1 to 2 i32)\n    (local 3 to 5 v128)\n")
        .contains("local.get 1 ;; b\n    local.set 2 ;; d\n")
        .contains("local.get 3 ;; a\n    local.set 4 ;; c\n    local.get 1 ;; b\n    local.tee 2");
    GraalWasm.validate(module.toBytes());
  }

  @Test
  void manyLocalsNeedWiderIndices() {
    ModuleBuilder module = new ModuleBuilder();
    module.export(
        "run",
        module.function(
            "run",
            UNARY,
            f -> {
              int last = 0;
              for (int i = 0; i < 300; i++) {
                int next = f.local(I32);
                f.localGet(last).i32Const(1).i32Add().localSet(next);
                last = next;
              }
              f.localGet(last);
            }));
    assertThat(GraalWasm.instantiate(module.toBytes()).call("run", 5).asInt()).isEqualTo(305);
  }

  @Test
  void namesCanBeLeftOut() {
    ModuleBuilder module = new ModuleBuilder().name("net");
    module.importFunction("env", "log", FunctionType.of(I32));
    module.function("run", UNARY, f -> f.nameLocal(0, "x").localGet(0));
    String named = WasmDisassembler.disassemble(module.toBytes());
    assertThat(named).contains("(func 0 $log", "(func 1 $run", "local.get 0 ;; x", "\"name\"");
    String bare = WasmDisassembler.disassemble(module.keepNames(false).toBytes());
    assertThat(bare).contains("(func 1 (type 1)").doesNotContain("$run", "\"name\"");
  }

  @Test
  void customSectionsAndRepeatedAssembly() {
    ModuleBuilder module = new ModuleBuilder().custom("plan", new byte[] {1, 2, 3});
    module.function("run", ACTION, f -> f.nop());
    byte[] once = module.toBytes();
    assertThat(WasmDisassembler.disassemble(once)).contains("(custom \"plan\" 3 bytes 01 02 03)");
    assertThat(module.toBytes()).isEqualTo(once);
    module.function("later", ACTION, f -> f.nop());
    assertThat(module.toBytes()).hasSizeGreaterThan(once.length);
    GraalWasm.validate(module.toBytes());
  }

  @Test
  void unbalancedBlocksAreRefused() {
    assertMisuse(f -> f.end(), "end without an open block");
    assertMisuse(f -> f.beginLoop(new Label("rows")), "function run ends inside [loop rows]");
    assertMisuse(f -> f.beginElse(), "else needs an open if, but the innermost block is none");
    assertMisuse(
        f -> f.beginBlock(new Label("b")).beginElse(),
        "else needs an open if, but the innermost block is block b");
    assertMisuse(
        f -> f.i32Const(1).beginIf(new Label("i")).beginElse().beginElse(),
        "else needs an open if, but the innermost block is else i");
    Label label = new Label("twice");
    assertMisuse(f -> f.beginBlock(label).beginBlock(label), "label twice is already open");
    assertMisuse(
        f -> f.block(inside -> f.beginBlock(new Label("left open"))),
        "a block opened or closed inside a lambda: open are [block, block left open]");
    assertMisuse(
        f -> f.block(inside -> f.end()), "a block opened or closed inside a lambda: open are []");
  }

  @Test
  void branchesNeedAnOpenLabel() {
    assertMisuse(f -> f.br(new Label("nowhere")), "label nowhere is not open; open are []");
    Label closed = new Label("closed");
    assertMisuse(
        f -> f.beginBlock(closed).end().beginLoop(new Label("rows")).brIf(closed),
        "label closed is not open; open are [loop rows]");
  }

  @Test
  void localsMustExistAndBeInUse() {
    assertMisuse(f -> f.localGet(1), "local must be 0..0, got 1");
    assertMisuse(f -> f.localSet(-1), "local must be 0..0, got -1");
    assertMisuse(f -> f.release(0), "local 0 is a parameter");
    assertMisuse(f -> f.release(f.local(I32)).localGet(1), "local 1 has been released");
    assertMisuse(f -> f.scope(() -> f.local(I32)).localTee(1), "local 1 has been released");
  }

  @Test
  void functionsAreDefinedOnceAndAllOfThem() {
    ModuleBuilder module = new ModuleBuilder();
    FunctionHandle run = module.declare("run", ACTION);
    assertThatThrownBy(module::toBytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("function run has no body");
    module.define(run, f -> f.nop());
    assertThatThrownBy(() -> module.define(run)).hasMessage("function run has a body");
    FunctionHandle host = module.importFunction("env", "host", ACTION);
    assertThatThrownBy(() -> module.define(host)).hasMessage("function host is imported");
    FunctionBuilder open = module.define(module.declare("open", ACTION));
    open.beginBlock(new Label("b"));
    assertThatThrownBy(module::toBytes).hasMessage("function open ends inside [block b]");
  }

  @Test
  void handlesStayInTheirModule() {
    ModuleBuilder other = new ModuleBuilder();
    FunctionHandle foreign = other.function("foreign", ACTION, f -> f.nop());
    ModuleBuilder module = new ModuleBuilder();
    assertThatThrownBy(() -> module.function("run", ACTION, f -> f.call(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a handle of another module");
    assertThatThrownBy(() -> module.export("foreign", foreign)).hasMessageContaining("another");
    GlobalHandle constant = module.global(new GlobalType(I32, false), ConstantExpression.i32(0));
    assertThatThrownBy(() -> module.function("set", ACTION, f -> f.i32Const(1).globalSet(constant)))
        .hasMessage("global.set needs a mutable global");
  }

  @Test
  void memoryAndExportNamesAreUnique() {
    ModuleBuilder module = new ModuleBuilder();
    assertThatThrownBy(() -> module.exportMemory("memory"))
        .hasMessage("there is no memory to export");
    module.memory(MemoryType.of(1)).exportMemory("memory");
    assertThatThrownBy(() -> module.importMemory("env", "memory", MemoryType.of(1)))
        .hasMessage("a module has at most one memory");
    FunctionHandle run = module.function("run", ACTION, f -> f.nop());
    assertThatThrownBy(() -> module.export("memory", run))
        .hasMessage("export name memory is already used");
  }

  private static void assertMisuse(Consumer<FunctionBuilder> body, String message) {
    assertThatThrownBy(() -> new ModuleBuilder().function("run", UNARY, body))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
        .hasMessage(message);
  }
}
