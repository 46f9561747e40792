package dev.gossamer.wasm;

import dev.gossamer.testing.Opcode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Integer vector instructions whose operands and results have lanes of different width. */
final class WideningSemantics {
  private static final Pattern NAME =
      Pattern.compile(
          "i(\\d+)x\\d+\\.(narrow|extend|extmul|extadd_pairwise|dot)_(low_|high_)?i(\\d+)x\\d+_([su])");

  private WideningSemantics() {}

  static Semantics of(Opcode opcode) {
    Matcher name = NAME.matcher(opcode.name());
    if (!name.matches()) {
      return null;
    }
    int to = Integer.parseInt(name.group(1));
    int from = Integer.parseInt(name.group(4));
    boolean signed = name.group(5).equals("s");
    int first = "high_".equals(name.group(3)) ? 128 / to : 0;
    return switch (name.group(2)) {
      case "narrow" -> operands -> narrow(operands, from, to, signed);
      case "extend" ->
          operands -> LaneBytes.of(16, to, lane -> read(operands[0], from, first + lane, signed));
      case "extmul" ->
          operands ->
              LaneBytes.of(
                  16,
                  to,
                  lane ->
                      read(operands[0], from, first + lane, signed)
                          * read(operands[1], from, first + lane, signed));
      case "extadd_pairwise" ->
          operands ->
              LaneBytes.of(
                  16,
                  to,
                  lane ->
                      read(operands[0], from, 2 * lane, signed)
                          + read(operands[0], from, 2 * lane + 1, signed));
      case "dot" -> operands -> dot(operands[0], operands[1], from, to);
      default -> throw new IllegalStateException(opcode.name());
    };
  }

  /** Sums of products of adjacent signed lanes. */
  static byte[] dot(byte[] a, byte[] b, int from, int to) {
    int group = to / from;
    return LaneBytes.of(
        16,
        to,
        lane -> {
          long sum = 0;
          for (int i = group * lane; i < group * (lane + 1); i++) {
            sum += LaneBytes.signed(a, from, i) * LaneBytes.signed(b, from, i);
          }
          return sum;
        });
  }

  private static byte[] narrow(byte[][] operands, int from, int to, boolean signed) {
    int half = 128 / from;
    return LaneBytes.of(
        16,
        to,
        lane -> {
          long value = LaneBytes.signed(operands[lane / half], from, lane % half);
          return signed
              ? IntegerSemantics.clampSigned(value, to)
              : IntegerSemantics.clampUnsigned(value, to);
        });
  }

  private static long read(byte[] value, int width, int lane, boolean signed) {
    return signed ? LaneBytes.signed(value, width, lane) : LaneBytes.unsigned(value, width, lane);
  }
}
