package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;

/**
 * Relaxed SIMD where all machines agree; {@link OperandSets} supplies only such operands (products
 * that need no rounding, masks of all ones or zeros, indices below 16, second factors below 128).
 */
final class RelaxedSemantics {
  private RelaxedSemantics() {}

  static Semantics of(Opcode opcode) {
    String operation = Semantics.operation(opcode);
    if (!operation.startsWith("relaxed_")) {
      return null;
    }
    int width = Semantics.width(Semantics.shape(opcode));
    return switch (operation) {
      case "relaxed_swizzle" -> IntegerSemantics.of(Opcode.named("i8x16.swizzle"));
      case "relaxed_q15mulr_s" -> IntegerSemantics.of(Opcode.named("i16x8.q15mulr_sat_s"));
      case "relaxed_laneselect" -> IntegerSemantics::bitselect;
      case "relaxed_min" -> FloatSemantics.lanes(16, width, Math::min);
      case "relaxed_max" -> FloatSemantics.lanes(16, width, Math::max);
      case "relaxed_madd" -> operands -> multiplyAdd(operands, width, 1);
      case "relaxed_nmadd" -> operands -> multiplyAdd(operands, width, -1);
      case "relaxed_dot_i8x16_i7x16_s" ->
          operands -> WideningSemantics.dot(operands[0], operands[1], 8, 16);
      case "relaxed_dot_i8x16_i7x16_add_s" ->
          operands -> {
            byte[] dot = WideningSemantics.dot(operands[0], operands[1], 8, 32);
            return LaneBytes.of(
                16,
                32,
                lane -> LaneBytes.signed(dot, 32, lane) + LaneBytes.signed(operands[2], 32, lane));
          };
      default -> null;
    };
  }

  private static byte[] multiplyAdd(byte[][] operands, int width, int sign) {
    return LaneBytes.of(
        16,
        width,
        lane -> {
          double a = LaneBytes.floating(operands[0], width, lane);
          double b = LaneBytes.floating(operands[1], width, lane);
          double c = LaneBytes.floating(operands[2], width, lane);
          return LaneBytes.bits(sign * a * b + c, width);
        });
  }
}
