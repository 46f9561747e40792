package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conversions between integers and floats, and between widths of scalars. */
final class ConversionSemantics {
  private static final Pattern NAME =
      Pattern.compile(
          "([if])(32|64)(x[24])?\\.(relaxed_trunc|trunc_sat|trunc|convert|convert_low|demote|promote"
              + "|promote_low|wrap|extend|reinterpret)_([if])(32|64)(x[24])?(_s|_u)?(_zero)?");

  private ConversionSemantics() {}

  static Semantics of(Opcode opcode) {
    Matcher name = NAME.matcher(opcode.name());
    if (!name.matches()) {
      return null;
    }
    String operation = name.group(4);
    if (operation.equals("reinterpret")) {
      return operands -> operands[0];
    }
    int from = Integer.parseInt(name.group(6));
    int to = Integer.parseInt(name.group(2));
    boolean fromFloat = name.group(5).equals("f");
    boolean toFloat = name.group(1).equals("f");
    boolean signed = !"_u".equals(name.group(8));
    boolean traps = operation.equals("trunc") || operation.equals("relaxed_trunc");
    int size = name.group(3) != null ? 16 : to / 8;
    int sourceLanes = name.group(3) != null ? 128 / from : 1;
    return operands -> {
      byte[] result = new byte[size];
      for (int lane = 0; lane < Math.min(8 * size / to, sourceLanes); lane++) {
        if (fromFloat && !toFloat) {
          double value = LaneBytes.floating(operands[0], from, lane);
          if (traps && !fits(value, to, signed)) {
            return null;
          }
          LaneBytes.put(result, to, lane, truncate(value, to, signed));
        } else if (fromFloat) {
          double value = LaneBytes.floating(operands[0], from, lane);
          LaneBytes.put(result, to, lane, LaneBytes.bits(value, to));
        } else if (toFloat) {
          LaneBytes.put(result, to, lane, toFloat(operands[0], from, lane, to, signed));
        } else {
          LaneBytes.put(
              result,
              to,
              lane,
              signed
                  ? LaneBytes.signed(operands[0], from, lane)
                  : LaneBytes.unsigned(operands[0], from, lane));
        }
      }
      return result;
    };
  }

  private static boolean fits(double value, int width, boolean signed) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return false;
    }
    BigInteger truncated = new BigDecimal(value).toBigInteger();
    return truncated.equals(clamp(truncated, width, signed));
  }

  private static long truncate(double value, int width, boolean signed) {
    if (Double.isNaN(value)) {
      return 0;
    }
    double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    return clamp(new BigDecimal(finite).toBigInteger(), width, signed).longValue();
  }

  private static BigInteger clamp(BigInteger value, int width, boolean signed) {
    BigInteger low = signed ? BigInteger.ONE.shiftLeft(width - 1).negate() : BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(signed ? width - 1 : width).subtract(BigInteger.ONE);
    return value.max(low).min(high);
  }

  private static long toFloat(byte[] operand, int from, int lane, int to, boolean signed) {
    BigInteger value =
        signed
            ? BigInteger.valueOf(LaneBytes.signed(operand, from, lane))
            : new BigInteger(Long.toUnsignedString(LaneBytes.unsigned(operand, from, lane)));
    return to == 32
        ? Float.floatToRawIntBits(value.floatValue())
        : Double.doubleToRawLongBits(value.doubleValue());
  }
}
