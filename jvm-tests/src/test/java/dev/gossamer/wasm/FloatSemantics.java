package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;

/**
 * Floating-point instructions that work on each lane alone. f32 is computed in double and rounded
 * once more, which is exact for these operations (53 >= 2 x 24 + 2 bits).
 */
final class FloatSemantics {
  private FloatSemantics() {}

  interface Binary {
    double apply(double a, double b);
  }

  private interface Comparison {
    boolean apply(double a, double b);
  }

  static Semantics of(Opcode opcode) {
    String shape = Semantics.shape(opcode);
    if (!shape.startsWith("f")) {
      return null;
    }
    int width = Semantics.width(shape);
    int size = Semantics.size(shape);
    String operation = Semantics.operation(opcode);
    if (operation.equals("splat")) {
      return operands -> LaneBytes.of(16, width, lane -> LaneBytes.unsigned(operands[0], width, 0));
    }
    Comparison comparison = comparison(operation);
    if (comparison != null) {
      return operands -> compare(operands, comparison, size, width);
    }
    Binary function = function(operation);
    return function == null ? null : lanes(size, width, function);
  }

  static Semantics lanes(int size, int width, Binary function) {
    return operands ->
        LaneBytes.of(
            size,
            width,
            lane -> {
              double a = LaneBytes.floating(operands[0], width, lane);
              double b = operands.length < 2 ? 0 : LaneBytes.floating(operands[1], width, lane);
              return LaneBytes.bits(function.apply(a, b), width);
            });
  }

  private static byte[] compare(byte[][] operands, Comparison comparison, int size, int width) {
    if (size < 16) {
      double a = LaneBytes.floating(operands[0], width, 0);
      double b = LaneBytes.floating(operands[1], width, 0);
      return LaneBytes.ofInt(comparison.apply(a, b) ? 1 : 0);
    }
    return LaneBytes.of(
        16,
        width,
        lane -> {
          double a = LaneBytes.floating(operands[0], width, lane);
          double b = LaneBytes.floating(operands[1], width, lane);
          return comparison.apply(a, b) ? -1 : 0;
        });
  }

  private static Comparison comparison(String operation) {
    return switch (operation) {
      case "eq" -> (a, b) -> a == b;
      case "ne" -> (a, b) -> a != b;
      case "lt" -> (a, b) -> a < b;
      case "gt" -> (a, b) -> a > b;
      case "le" -> (a, b) -> a <= b;
      case "ge" -> (a, b) -> a >= b;
      default -> null;
    };
  }

  private static Binary function(String operation) {
    return switch (operation) {
      case "abs" -> (a, b) -> Math.abs(a);
      case "neg" -> (a, b) -> -a;
      case "ceil" -> (a, b) -> Math.ceil(a);
      case "floor" -> (a, b) -> Math.floor(a);
      case "trunc" -> (a, b) -> a < 0 ? Math.ceil(a) : Math.floor(a);
      case "nearest" -> (a, b) -> Math.rint(a);
      case "sqrt" -> (a, b) -> Math.sqrt(a);
      case "add" -> (a, b) -> a + b;
      case "sub" -> (a, b) -> a - b;
      case "mul" -> (a, b) -> a * b;
      case "div" -> (a, b) -> a / b;
      case "min" -> Math::min;
      case "max" -> Math::max;
      case "pmin" -> (a, b) -> b < a ? b : a;
      case "pmax" -> (a, b) -> a < b ? b : a;
      case "copysign" ->
          (a, b) -> {
            boolean negative = Double.doubleToRawLongBits(b) < 0;
            return negative ? -Math.abs(a) : Math.abs(a);
          };
      default -> null;
    };
  }
}
