package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;

/** Integer instructions that work on each lane alone, scalars being a single lane. */
final class IntegerSemantics {
  private IntegerSemantics() {}

  private interface Binary {
    long apply(long a, long b);
  }

  static Semantics of(Opcode opcode) {
    String shape = Semantics.shape(opcode);
    String operation = Semantics.operation(opcode);
    if (shape.equals("v128")) {
      return bits(operation);
    }
    int width = Semantics.width(shape);
    int size = Semantics.size(shape);
    switch (operation) {
      case "splat":
        return operands ->
            LaneBytes.of(16, width, lane -> LaneBytes.unsigned(operands[0], width, 0));
      case "swizzle":
        return operands -> swizzle(operands[0], operands[1]);
      case "all_true":
        return operands -> allTrue(operands[0], width);
      case "bitmask":
        return operands -> bitmask(operands[0], width);
      default:
    }
    Binary comparison = comparison(operation, width);
    if (comparison != null) {
      return size == 16
          ? lanes(size, width, (a, b) -> -comparison.apply(a, b))
          : operands ->
              LaneBytes.ofInt(
                  (int) comparison.apply(lane(operands, 0, width), lane(operands, 1, width)));
    }
    if (operation.startsWith("div") || operation.startsWith("rem")) {
      return division(operation, width);
    }
    Binary function = function(operation, width);
    return function == null ? null : lanes(size, width, function);
  }

  /** Applies {@code function} to sign-extended lanes; a shorter second operand serves all lanes. */
  private static Semantics lanes(int size, int width, Binary function) {
    return operands ->
        LaneBytes.of(
            size,
            width,
            lane -> {
              long a = LaneBytes.signed(operands[0], width, lane);
              if (operands.length == 1) {
                return function.apply(a, 0);
              }
              boolean shared = operands[1].length < size;
              return function.apply(
                  a,
                  shared
                      ? LaneBytes.signed(operands[1], 32, 0)
                      : LaneBytes.signed(operands[1], width, lane));
            });
  }

  private static Binary comparison(String operation, int width) {
    return switch (operation) {
      case "eqz" -> (a, b) -> a == 0 ? 1 : 0;
      case "eq" -> (a, b) -> a == b ? 1 : 0;
      case "ne" -> (a, b) -> a != b ? 1 : 0;
      case "lt_s" -> (a, b) -> a < b ? 1 : 0;
      case "gt_s" -> (a, b) -> a > b ? 1 : 0;
      case "le_s" -> (a, b) -> a <= b ? 1 : 0;
      case "ge_s" -> (a, b) -> a >= b ? 1 : 0;
      case "lt_u" -> (a, b) -> unsignedOrder(a, b, width) < 0 ? 1 : 0;
      case "gt_u" -> (a, b) -> unsignedOrder(a, b, width) > 0 ? 1 : 0;
      case "le_u" -> (a, b) -> unsignedOrder(a, b, width) <= 0 ? 1 : 0;
      case "ge_u" -> (a, b) -> unsignedOrder(a, b, width) >= 0 ? 1 : 0;
      default -> null;
    };
  }

  private static Binary function(String operation, int width) {
    return switch (operation) {
      case "add" -> (a, b) -> a + b;
      case "sub" -> (a, b) -> a - b;
      case "mul" -> (a, b) -> a * b;
      case "and" -> (a, b) -> a & b;
      case "or" -> (a, b) -> a | b;
      case "xor" -> (a, b) -> a ^ b;
      case "neg" -> (a, b) -> -a;
      case "abs" -> (a, b) -> a < 0 ? -a : a;
      case "clz" -> (a, b) -> Long.numberOfLeadingZeros(mask(a, width)) - (64 - width);
      case "ctz" -> (a, b) -> Math.min(width, Long.numberOfTrailingZeros(a));
      case "popcnt" -> (a, b) -> Long.bitCount(mask(a, width));
      case "shl" -> (a, b) -> a << (b & width - 1);
      case "shr_s" -> (a, b) -> a >> (b & width - 1);
      case "shr_u" -> (a, b) -> mask(a, width) >>> (b & width - 1);
      case "rotl" -> (a, b) -> rotateLeft(mask(a, width), (int) b & width - 1, width);
      case "rotr" -> (a, b) -> rotateLeft(mask(a, width), width - ((int) b & width - 1), width);
      case "extend8_s" -> (a, b) -> (byte) a;
      case "extend16_s" -> (a, b) -> (short) a;
      case "extend32_s" -> (a, b) -> (int) a;
      case "min_s" -> (a, b) -> Math.min(a, b);
      case "max_s" -> (a, b) -> Math.max(a, b);
      case "min_u" -> (a, b) -> unsignedOrder(a, b, width) < 0 ? a : b;
      case "max_u" -> (a, b) -> unsignedOrder(a, b, width) > 0 ? a : b;
      case "add_sat_s" -> (a, b) -> clampSigned(a + b, width);
      case "sub_sat_s" -> (a, b) -> clampSigned(a - b, width);
      case "add_sat_u" -> (a, b) -> clampUnsigned(mask(a, width) + mask(b, width), width);
      case "sub_sat_u" -> (a, b) -> clampUnsigned(mask(a, width) - mask(b, width), width);
      case "avgr_u" -> (a, b) -> (mask(a, width) + mask(b, width) + 1) / 2;
      case "q15mulr_sat_s" -> (a, b) -> clampSigned((a * b + 0x4000) >> 15, width);
      default -> null;
    };
  }

  private static Semantics division(String operation, int width) {
    return operands -> {
      long a = lane(operands, 0, width);
      long b = lane(operands, 1, width);
      boolean overflows = a == -1L << width - 1 && b == -1;
      if (b == 0 || operation.equals("div_s") && overflows) {
        return null;
      }
      long result =
          switch (operation) {
            case "div_s" -> a / b;
            case "rem_s" -> a % b;
            case "div_u" -> Long.divideUnsigned(mask(a, width), mask(b, width));
            case "rem_u" -> Long.remainderUnsigned(mask(a, width), mask(b, width));
            default -> throw new IllegalStateException(operation);
          };
      return LaneBytes.of(width / 8, width, lane -> result);
    };
  }

  private static Semantics bits(String operation) {
    return switch (operation) {
      case "not" -> lanes(16, 64, (a, b) -> ~a);
      case "and" -> lanes(16, 64, (a, b) -> a & b);
      case "andnot" -> lanes(16, 64, (a, b) -> a & ~b);
      case "or" -> lanes(16, 64, (a, b) -> a | b);
      case "xor" -> lanes(16, 64, (a, b) -> a ^ b);
      case "bitselect" -> IntegerSemantics::bitselect;
      case "any_true" ->
          operands -> {
            long any = LaneBytes.signed(operands[0], 64, 0) | LaneBytes.signed(operands[0], 64, 1);
            return LaneBytes.ofInt(any == 0 ? 0 : 1);
          };
      default -> null;
    };
  }

  static byte[] bitselect(byte[][] operands) {
    return LaneBytes.of(
        16,
        8,
        lane -> operands[0][lane] & operands[2][lane] | operands[1][lane] & ~operands[2][lane]);
  }

  private static byte[] swizzle(byte[] values, byte[] indices) {
    return LaneBytes.of(16, 8, lane -> (indices[lane] & 0xFF) < 16 ? values[indices[lane]] : 0);
  }

  private static byte[] allTrue(byte[] value, int width) {
    boolean all = true;
    for (int lane = 0; lane < 128 / width; lane++) {
      all &= LaneBytes.unsigned(value, width, lane) != 0;
    }
    return LaneBytes.ofInt(all ? 1 : 0);
  }

  private static byte[] bitmask(byte[] value, int width) {
    int mask = 0;
    for (int lane = 0; lane < 128 / width; lane++) {
      mask |= LaneBytes.signed(value, width, lane) < 0 ? 1 << lane : 0;
    }
    return LaneBytes.ofInt(mask);
  }

  private static long lane(byte[][] operands, int index, int width) {
    return index < operands.length ? LaneBytes.signed(operands[index], width, 0) : 0;
  }

  private static long mask(long value, int width) {
    return width == 64 ? value : value & (1L << width) - 1;
  }

  private static int unsignedOrder(long a, long b, int width) {
    return Long.compareUnsigned(mask(a, width), mask(b, width));
  }

  private static long rotateLeft(long bits, int count, int width) {
    return width == 64 ? Long.rotateLeft(bits, count) : bits << count | bits >>> width - count;
  }

  static long clampSigned(long value, int width) {
    return Math.max(-1L << width - 1, Math.min((1L << width - 1) - 1, value));
  }

  static long clampUnsigned(long value, int width) {
    return Math.max(0, Math.min((1L << width) - 1, value));
  }
}
