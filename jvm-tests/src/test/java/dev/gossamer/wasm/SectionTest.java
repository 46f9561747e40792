package dev.gossamer.wasm;

import static dev.gossamer.wasm.ValueType.EXTERNREF;
import static dev.gossamer.wasm.ValueType.F32;
import static dev.gossamer.wasm.ValueType.F64;
import static dev.gossamer.wasm.ValueType.FUNCREF;
import static dev.gossamer.wasm.ValueType.I32;
import static dev.gossamer.wasm.ValueType.I64;
import static dev.gossamer.wasm.ValueType.V128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of each section, spelled out by hand from the specification. */
class SectionTest {
  private static final String HEADER = "0061736d 01000000 ";

  @Test
  void emptySectionsLeaveOnlyTheHeader() {
    assertThat(new WasmModule().section(new TypeSection()).section(new NameSection()).toBytes())
        .isEqualTo(bytes(HEADER));
  }

  @Test
  void typesAreWrittenOnce() {
    TypeSection types = new TypeSection();
    assertThat(types.index(FunctionType.of(I32, I64).returning(F32))).isZero();
    assertThat(types.index(FunctionType.of(F64, V128, FUNCREF, EXTERNREF))).isEqualTo(1);
    assertThat(types.index(FunctionType.of(I32, I64).returning(F32))).isZero();
    assertContent(types, "01 0e 02 60 02 7f 7e 01 7d 60 04 7c 7b 70 6f 00");
  }

  @Test
  void imports() {
    ImportSection imports =
        new ImportSection()
            .function("a", "f", 3)
            .table("a", "t", new TableType(FUNCREF, 1, 200))
            .memory("a", "m", MemoryType.shared(1, 128))
            .global("a", "g", new GlobalType(F32, true));
    assertContent(
        imports,
        "02 21 04"
            + "01 61 01 66 00 03"
            + "01 61 01 74 01 70 01 01 c8 01"
            + "01 61 01 6d 02 03 01 80 01"
            + "01 61 01 67 03 7d 01");
  }

  @Test
  void tablesMemoriesGlobals() {
    assertContent(new TableSection().table(TableType.of(EXTERNREF, 2)), "04 04 01 6f 00 02");
    assertContent(new MemorySection().memory(MemoryType.of(3)), "05 03 01 00 03");
    assertContent(new MemorySection().memory(MemoryType.of(3, 4)), "05 04 01 01 03 04");
    assertContent(
        new GlobalSection()
            .global(new GlobalType(I32, false), ConstantExpression.i32(-1))
            .global(new GlobalType(I64, false), ConstantExpression.i64(64))
            .global(new GlobalType(F32, true), ConstantExpression.f32(1))
            .global(new GlobalType(F64, true), ConstantExpression.f64(1))
            .global(new GlobalType(FUNCREF, false), ConstantExpression.refNull(FUNCREF)),
        "06 25 05"
            + "7f 00 41 7f 0b"
            + "7e 00 42 c0 00 0b"
            + "7d 01 43 00 00 80 3f 0b"
            + "7c 01 44 00 00 00 00 00 00 f0 3f 0b"
            + "70 00 d0 70 0b");
    assertContent(
        new GlobalSection().global(new GlobalType(V128, true), ConstantExpression.v128(1, 2)),
        "06 16 01 7b 01 fd 0c 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 0b");
  }

  @Test
  void exportsStartAndFunctions() {
    assertContent(new FunctionSection().function(0).function(300), "03 04 02 00 ac 02");
    assertContent(
        new ExportSection().function("f", 1).table("t", 2).memory("m", 0).global("g", 3),
        "07 11 04 01 66 00 01 01 74 01 02 01 6d 02 00 01 67 03 03");
    assertContent(new StartSection(5), "08 01 05");
  }

  @Test
  void elementSegments() {
    ConstantExpression two = ConstantExpression.i32(2);
    assertContent(
        new ElementSection().active(0, two, 7, 8).active(1, two, 9).passive(3).declarative(4, 5),
        "09 19 04"
            + "00 41 02 0b 02 07 08"
            + "02 01 41 02 0b 00 01 09"
            + "01 00 01 03"
            + "03 00 02 04 05");
  }

  @Test
  void codeAndData() {
    assertContent(new DataCountSection(2), "0c 01 02");
    assertContent(
        new CodeSection().body(bytes("00 0b")).body(new ByteWriter().u8(0).u8(1).u8(11)),
        "0a 08 02 02 00 0b 03 00 01 0b");
    assertContent(
        new DataSection().active(ConstantExpression.i32(0), bytes("aa bb")).passive(bytes("cc")),
        "0b 0b 02 00 41 00 0b 02 aa bb 01 01 cc");
  }

  @Test
  void customAndNames() {
    assertContent(new CustomSection("é", bytes("01 02")), "00 05 02 c3 a9 01 02");
    NameSection names =
        new NameSection()
            .module("m")
            .function(0, "f")
            .function(2, "g")
            .local(0, 1, "x")
            .local(0, 3, "y")
            .local(2, 0, "z");
    assertContent(
        names,
        "00 22 04 6e616d65"
            + "00 02 01 6d"
            + "01 07 02 00 01 66 02 01 67"
            + "02 0e 02 00 02 01 01 78 03 01 79 02 01 00 01 7a");
  }

  @Test
  void nameIndicesMustAscend() {
    assertThatThrownBy(() -> new NameSection().function(2, "b").function(1, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("indices must ascend: 1 came after 2");
    assertThatThrownBy(() -> new NameSection().local(0, 1, "b").local(0, 1, "a"))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> new NameSection().local(1, 1, "b").local(0, 1, "a"))
        .hasMessageContaining("ascend");
  }

  @Test
  void sectionsComeInTheOrderOfTheSpecification() {
    WasmModule module =
        new WasmModule()
            .section(new MemorySection().memory(MemoryType.of(1)))
            .section(new CustomSection("anywhere", new byte[0]))
            .section(new DataCountSection(1));
    assertThatThrownBy(() -> module.section(new ElementSection().passive()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("section element cannot follow section data count");
    module.section(new CodeSection()).section(new DataSection().passive(bytes("00")));
    assertThatThrownBy(() -> module.section(new DataSection().passive(bytes("00"))))
        .hasMessage("section data cannot follow section data");
    assertThatThrownBy(() -> module.section(new CodeSection()))
        .hasMessageContaining("section code");
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> MemoryType.of(-1))
        .hasMessage("minimum must be 0..65536 pages, got -1");
    assertThatThrownBy(() -> MemoryType.of(2, 1))
        .hasMessage("maximum must be 2..65536 pages, got 1");
    assertThatThrownBy(() -> MemoryType.of(2, 65537)).hasMessageContaining("got 65537");
    assertThatThrownBy(() -> new MemoryType(1, MemoryType.UNBOUNDED, true))
        .hasMessage("a shared memory needs a maximum");
    assertThatThrownBy(() -> TableType.of(I32, 1)).hasMessageContaining("not I32");
    assertThatThrownBy(() -> TableType.of(FUNCREF, -1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> new TableType(FUNCREF, 3, 2)).hasMessageContaining("got 2");
    assertThatThrownBy(() -> ConstantExpression.refNull(I32)).hasMessageContaining("not I32");
  }

  private static void assertContent(Section section, String hex) {
    byte[] module = new WasmModule().section(section).toBytes();
    assertThat(HexFormat.of().formatHex(module)).isEqualTo((HEADER + hex).replace(" ", ""));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
