package dev.gossamer.checks;

import dev.gossamer.wasm.ByteWriter;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/** The WebAssembly encoder writes the bytes of the specification, in a page as on the JVM. */
final class EncoderChecks {
  private EncoderChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of("encoder/leb128", EncoderChecks::leb128),
        Check.of("encoder/floats", EncoderChecks::floats),
        Check.of("encoder/names", EncoderChecks::names),
        Check.of("encoder/module", EncoderChecks::module));
  }

  private static void leb128(CheckRun run) {
    // The two examples of the DWARF standard, which defined LEB128, and the ends of the ranges.
    Expect.bytes("e58e26", new ByteWriter().unsigned(624485).toBytes(), "unsigned 624485");
    Expect.bytes("c0bb78", new ByteWriter().signed(-123456).toBytes(), "signed -123456");
    Expect.bytes("ffffffff0f", new ByteWriter().unsigned(-1).toBytes(), "unsigned 2^32 - 1");
    Expect.bytes(
        "80808080 80808080 807f",
        new ByteWriter().signed(Long.MIN_VALUE).toBytes(),
        "signed -2^63");
    ByteWriter many = new ByteWriter();
    for (int shift = 0; shift < 64; shift++) {
      for (long near = -1; near <= 1; near++) {
        many.signed((1L << shift) + near).unsigned((int) ((1L << shift) + near));
      }
    }
    run.record(many.toBytes());
  }

  private static void floats(CheckRun run) {
    ByteWriter out = new ByteWriter();
    out.f32(1).f32(-0f).f32(Float.MIN_VALUE).f32(Float.NEGATIVE_INFINITY).f64(-2);
    Expect.bytes(
        "0000803f 00000080 01000000 000080ff 00000000000000c0", out.toBytes(), "IEEE 754 bits");
  }

  private static void names(CheckRun run) {
    Expect.bytes("06 66c3bce282ac", new ByteWriter().name("fü€").toBytes(), "length in bytes");
  }

  private static void module(CheckRun run) {
    FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
    ModuleBuilder module = new ModuleBuilder().keepNames(false);
    FunctionHandle next = module.function("next", type, f -> f.localGet(0).i32Const(1).i32Add());
    module.export("next", next);
    byte[] bytes = module.toBytes();
    Expect.bytes(
        "0061736d 01000000"
            + " 01 06 01 60 01 7f 01 7f"
            + " 03 02 01 00"
            + " 07 08 01 04 6e657874 00 00"
            + " 0a 09 01 07 00 20 00 41 01 6a 0b",
        bytes,
        "a module with one function");
    run.record(bytes);
  }
}
