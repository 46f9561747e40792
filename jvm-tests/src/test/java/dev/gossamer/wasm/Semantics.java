package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;
import java.util.HashMap;
import java.util.Map;

/** What an instruction computes, worked out in Java from the specification, lane by lane. */
interface Semantics {
  /** The result for these operands, or null where the specification traps or leaves it open. */
  byte[] apply(byte[][] operands);

  /** The instructions that take and give plain values and have no immediates. */
  static Map<Opcode, Semantics> all() {
    Map<Opcode, Semantics> all = new HashMap<>();
    for (Opcode opcode : Opcode.all()) {
      if (opcode.immediates().isEmpty() && opcode.operands() != null) {
        all.put(opcode, of(opcode));
      }
    }
    return all;
  }

  private static Semantics of(Opcode opcode) {
    Semantics semantics = ConversionSemantics.of(opcode);
    semantics = semantics != null ? semantics : WideningSemantics.of(opcode);
    semantics = semantics != null ? semantics : RelaxedSemantics.of(opcode);
    semantics = semantics != null ? semantics : FloatSemantics.of(opcode);
    semantics = semantics != null ? semantics : IntegerSemantics.of(opcode);
    if (semantics == null) {
      throw new IllegalStateException("no semantics for " + opcode);
    }
    return semantics;
  }

  /** {@code i32x4.add} gives {@code i32x4}. */
  static String shape(Opcode opcode) {
    return opcode.name().substring(0, opcode.name().indexOf('.'));
  }

  /** {@code i32x4.add} gives {@code add}. */
  static String operation(Opcode opcode) {
    return opcode.name().substring(opcode.name().indexOf('.') + 1);
  }

  /** Bits in a lane: of {@code i32x4} and {@code i32} 32. */
  static int width(String shape) {
    return Integer.parseInt(shape.substring(1).split("x")[0]);
  }

  /** Bytes in a value: 16 for vectors. */
  static int size(String shape) {
    return shape.contains("x") || shape.equals("v128") ? 16 : width(shape) / 8;
  }
}
