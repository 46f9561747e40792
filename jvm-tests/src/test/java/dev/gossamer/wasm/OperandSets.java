package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Operands for an instruction: the edges of its types and seeded random values. */
final class OperandSets {
  private static final int SETS = 64;

  private static final long[] INTEGERS = {
    0,
    1,
    2,
    3,
    7,
    15,
    31,
    100,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFFFFFFL,
    0x80000000L,
    0xFFFFFFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -128,
    -32768,
    -1000
  };

  private static final double[] FLOATS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0.1,
    -3.75,
    1e-42,
    1e10,
    -1e10,
    3e38,
    2147483648.0,
    -2147483648.0,
    4294967295.0,
    1e19,
    16777217,
    1e300,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final Opcode opcode;
  private final String shape;
  private final Random random;

  private OperandSets(Opcode opcode) {
    this.opcode = opcode;
    this.shape = operandShape(opcode);
    this.random = new Random(opcode.name().hashCode());
  }

  static List<byte[][]> of(Opcode opcode) {
    OperandSets sets = new OperandSets(opcode);
    List<byte[][]> all = new ArrayList<>();
    for (int set = 0; set < SETS; set++) {
      byte[][] operands = new byte[opcode.operands().length()][];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = sets.operand(i, set);
      }
      all.add(operands);
    }
    return all;
  }

  /**
   * The shape of the operands, which conversions name last: {@code i32x4.trunc_sat_f64x2_s_zero}.
   */
  private static String operandShape(Opcode opcode) {
    String[] words = opcode.name().split("[._]");
    String shape = words[0];
    for (String word : words) {
      if (word.matches("[if](8|16|32|64)(x\\d+)?")) {
        shape = word;
      }
    }
    return shape;
  }

  private byte[] operand(int index, int set) {
    return switch (opcode.operands().charAt(index)) {
      case 'i' -> LaneBytes.ofInt((int) integer(set, index) & (narrowShift() ? 0x7FFFFFFF : -1));
      case 'l' -> LaneBytes.ofLong(integer(set, index));
      case 'f' -> LaneBytes.ofFloat((float) floating(set, index));
      case 'd' -> LaneBytes.ofDouble(floating(set, index));
      case 'v' -> opcode.name().contains("relaxed") ? relaxedVector(index) : vector(set);
      default -> throw new IllegalStateException(opcode.name());
    };
  }

  /**
   * GraalWasm 25.0.2 gives 0 or -1 for negative counts here, where V8 takes them modulo the width.
   */
  private boolean narrowShift() {
    return opcode.name().matches("(i8x16|i16x8)\\.sh.*");
  }

  private byte[] vector(int set) {
    if (set < 2) {
      return LaneBytes.of(16, 64, lane -> -set);
    }
    if (shape.startsWith("f")) {
      int width = Semantics.width(shape);
      return LaneBytes.of(16, width, lane -> LaneBytes.bits(floating(SETS, 0), width));
    }
    int width = shape.equals("v128") ? 8 : Semantics.width(shape);
    return LaneBytes.of(16, width, lane -> integer(SETS, 0));
  }

  private byte[] relaxedVector(int index) {
    String operation = Semantics.operation(opcode);
    int width = Semantics.width(shape);
    if (shape.startsWith("f")) {
      // halves up to 100: products and sums are exact; no zero, no NaN; no sign where it would trap
      boolean unsigned = operation.contains("_u");
      return LaneBytes.of(
          16,
          width,
          lane -> {
            double value = (1 + random.nextInt(200)) / 2.0;
            return LaneBytes.bits(unsigned || random.nextBoolean() ? value : -value, width);
          });
    }
    if (operation.contains("laneselect") && index == 2) {
      int lanes = Semantics.width(Semantics.shape(opcode));
      return LaneBytes.of(16, lanes, lane -> random.nextBoolean() ? -1 : 0);
    }
    if (operation.contains("swizzle") && index == 1) {
      return LaneBytes.of(16, 8, lane -> random.nextInt(16));
    }
    if (operation.contains("dot")) {
      return index == 2
          ? LaneBytes.of(16, 32, lane -> random.nextInt())
          : LaneBytes.of(16, 8, lane -> index == 1 ? random.nextInt(128) : random.nextInt());
    }
    return LaneBytes.of(16, 16, lane -> random.nextInt(65535) - 32767);
  }

  /** The first sets pair every edge with another one; the rest mixes edges and random bits. */
  private long integer(int set, int index) {
    if (set < INTEGERS.length) {
      return INTEGERS[(set + 7 * index) % INTEGERS.length];
    }
    return random.nextInt(3) == 0 ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextLong();
  }

  private double floating(int set, int index) {
    if (set < FLOATS.length) {
      return FLOATS[(set + 7 * index) % FLOATS.length];
    }
    return random.nextInt(2) == 0
        ? FLOATS[random.nextInt(FLOATS.length)]
        : random.nextGaussian() * Math.pow(10, random.nextInt(6));
  }
}
