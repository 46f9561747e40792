package dev.gossamer.wasm;

import static dev.gossamer.wasm.ValueType.EXTERNREF;
import static dev.gossamer.wasm.ValueType.F32;
import static dev.gossamer.wasm.ValueType.FUNCREF;
import static dev.gossamer.wasm.ValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.testing.GraalWasm;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ControlInstructionTest {
  private static final FunctionType UNARY = FunctionType.of(I32).returning(I32);

  @Test
  void branchesFindTheirLabelThroughNestedBlocks() {
    GraalWasm.Instance instance =
        unary(
            f ->
                f.block(
                        outer ->
                            f.block(
                                inner -> {
                                  f.localGet(0).ifThen(() -> f.i32Const(7).localSet(0).br(outer));
                                  f.i32Const(1).brIf(inner).unreachable();
                                }))
                    .localGet(0));
    assertThat(instance.call("run", 3).asInt()).isEqualTo(7);
    assertThat(instance.call("run", 0).asInt()).isZero();
  }

  @Test
  void branchTable() {
    GraalWasm.Instance instance =
        unary(
            f -> {
              Label zero = new Label("zero");
              Label one = new Label("one");
              Label many = new Label("many");
              f.beginBlock(many).beginBlock(one).beginBlock(zero);
              f.localGet(0).brTable(many, zero, one).end();
              f.i32Const(100).returnNow().end();
              f.i32Const(101).returnNow().end();
              f.i32Const(102);
            });
    assertThat(instance.call("run", 0).asInt()).isEqualTo(100);
    assertThat(instance.call("run", 1).asInt()).isEqualTo(101);
    assertThat(instance.call("run", 2).asInt()).isEqualTo(102);
    assertThat(instance.call("run", -1).asInt()).isEqualTo(102);
  }

  @Test
  void blocksWithValues() {
    GraalWasm.Instance instance =
        unary(
            f ->
                f.localGet(0)
                    .ifElse(BlockType.result(I32), () -> f.i32Const(10), () -> f.i32Const(20))
                    .block(new BlockType(UNARY), label -> f.i32Const(1).i32Add().br(label))
                    .block(BlockType.result(I32), label -> f.i32Const(100))
                    .i32Add()
                    .loop(new BlockType(UNARY), again -> f.i32Const(1000).i32Add())
                    .nop());
    assertThat(instance.call("run", 5).asInt()).isEqualTo(1111);
    assertThat(instance.call("run", 0).asInt()).isEqualTo(1121);
  }

  @Test
  void beginElseWithoutValues() {
    GraalWasm.Instance instance =
        unary(
            f ->
                f.localGet(0)
                    .beginIf(new Label("test"))
                    .i32Const(1)
                    .localSet(0)
                    .beginElse()
                    .i32Const(2)
                    .localSet(0)
                    .end()
                    .localGet(0));
    assertThat(instance.call("run", 9).asInt()).isEqualTo(1);
    assertThat(instance.call("run", 0).asInt()).isEqualTo(2);
  }

  @Test
  void loops() {
    GraalWasm.Instance sum =
        unary(
            f -> {
              int total = f.local(I32, "total");
              f.countDown(0, () -> f.localGet(total).localGet(0).i32Add().localSet(total));
              f.localGet(total);
            });
    assertThat(sum.call("run", 10).asInt()).isEqualTo(45 + 10);
    GraalWasm.Instance range =
        unary(
            f -> {
              int i = f.local(I32);
              f.forRange(
                  i,
                  3,
                  12,
                  4,
                  () -> f.increment(0, 1).localGet(0).localGet(i).i32Add().localSet(0));
              f.forRange(i, 5, 5, 1, f::unreachable);
              f.localGet(0);
            });
    assertThat(range.call("run", 0).asInt()).as("3 + 7 + 11, once more each").isEqualTo(24);
    assertThatThrownBy(() -> unary(f -> f.forRange(0, 0, 1, 0, f::nop)))
        .hasMessage("step must be at least 1, got 0");
  }

  @Test
  void selectAndDrop() {
    GraalWasm.Instance instance =
        unary(f -> f.i32Const(5).drop().i32Const(1).i32Const(2).localGet(0).select());
    assertThat(instance.call("run", 1).asInt()).isEqualTo(1);
    assertThat(instance.call("run", 0).asInt()).isEqualTo(2);
    GraalWasm.Instance typed =
        unary(f -> f.refNull(FUNCREF).refNull(FUNCREF).localGet(0).select(FUNCREF).refIsNull());
    assertThat(typed.call("run", 1).asInt()).isEqualTo(1);
  }

  @Test
  void callsBeforeDefinition() {
    ModuleBuilder module = new ModuleBuilder();
    FunctionHandle even = module.declare("even", UNARY);
    FunctionHandle odd = module.declare("odd", UNARY);
    module.define(odd, f -> parity(f, 0, even));
    module.define(even, f -> parity(f, 1, odd));
    module.export("even", even);
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes());
    assertThat(instance.call("even", 10).asInt()).isEqualTo(1);
    assertThat(instance.call("even", 7).asInt()).isZero();
  }

  private static void parity(FunctionBuilder f, int atZero, FunctionHandle other) {
    f.localGet(0)
        .ifElse(
            BlockType.result(I32),
            () -> f.localGet(0).i32Const(1).i32Sub().call(other),
            () -> f.i32Const(atZero));
  }

  @Test
  void indirectCallsThroughTheSecondTable() {
    ModuleBuilder module = new ModuleBuilder();
    module.table(TableType.of(FUNCREF, 1));
    TableHandle table = module.table(TableType.of(FUNCREF, 4));
    FunctionHandle twice = module.function("twice", UNARY, f -> f.localGet(0).i32Const(1).i32Shl());
    FunctionHandle square =
        module.function("square", UNARY, f -> f.localGet(0).localGet(0).i32Mul());
    FunctionHandle half =
        module.function(
            "half", FunctionType.of(F32).returning(F32), f -> f.localGet(0).f32Const(2).f32Div());
    module.elements(table, 1, twice, square, half);
    module.export(
        "run",
        module.function(
            "run",
            FunctionType.of(I32, I32).returning(I32),
            f -> f.localGet(1).localGet(0).callIndirect(table, UNARY)));
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes());
    assertThat(instance.call("run", 1, 9).asInt()).isEqualTo(18);
    assertThat(instance.call("run", 2, 9).asInt()).isEqualTo(81);
    assertThatThrownBy(() -> instance.call("run", 3, 9)).hasMessageContaining("indirect call");
    assertThatThrownBy(() -> instance.call("run", 0, 9)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void tableInstructions() {
    ModuleBuilder module = new ModuleBuilder();
    TableHandle table = module.table(TableType.of(FUNCREF, 4));
    TableHandle other = module.table(new TableType(FUNCREF, 2, 10));
    FunctionHandle one =
        module.function("one", FunctionType.of().returning(I32), f -> f.i32Const(1));
    ElementSegment segment = module.elements(one, one);
    module.export(
        "run",
        module.function(
            "run",
            FunctionType.of().returning(I32),
            f -> {
              f.i32Const(2).i32Const(0).i32Const(2).tableInit(segment, table).elemDrop(segment);
              f.i32Const(0).i32Const(3).i32Const(1).tableCopy(other, table);
              f.i32Const(1).i32Const(0).tableGet(other).tableSet(other);
              f.refFunc(one).i32Const(3).tableGrow(other).drop();
              f.i32Const(4).refNull(FUNCREF).i32Const(1).tableFill(other);
              f.tableSize(other).i32Const(1000).i32Mul();
              f.i32Const(4).tableGet(other).refIsNull().i32Const(100).i32Mul().i32Add();
              f.i32Const(1).callIndirect(other, one.type()).i32Const(10).i32Mul().i32Add();
              f.i32Const(3).callIndirect(other, one.type()).i32Add();
            }));
    assertThat(GraalWasm.instantiate(module.toBytes()).call("run").asInt()).isEqualTo(5111);
    assertThatThrownBy(() -> unary(f -> f.refNull(I32)))
        .hasMessage("ref.null needs FUNCREF or EXTERNREF, not I32");
  }

  @Test
  void externReferencesGoThroughATable() {
    ModuleBuilder module = new ModuleBuilder();
    TableHandle table = module.table(TableType.of(EXTERNREF, 1));
    module.export(
        "set",
        module.function(
            "set", FunctionType.of(EXTERNREF), f -> f.i32Const(0).localGet(0).tableSet(table)));
    module.export(
        "get",
        module.function(
            "get", FunctionType.of().returning(EXTERNREF), f -> f.i32Const(0).tableGet(table)));
    GraalWasm.Instance instance = GraalWasm.instantiate(module.toBytes());
    instance.call("set", "gossamer");
    assertThat(instance.call("get").asString()).isEqualTo("gossamer");
  }

  @Test
  void unreachableTraps() {
    GraalWasm.Instance instance = unary(FunctionBuilder::unreachable);
    assertThatThrownBy(() -> instance.call("run", 0)).hasMessageContaining("unreachable");
  }

  private static GraalWasm.Instance unary(Consumer<FunctionBuilder> body) {
    ModuleBuilder module = new ModuleBuilder();
    module.export("run", module.function("run", UNARY, body));
    return GraalWasm.instantiate(module.toBytes());
  }
}
