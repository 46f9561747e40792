package dev.gossamer.checks;

import dev.gossamer.graph.HalfFloat;
import java.util.List;

/** Half precision is exact for every one of its 65,536 patterns. */
final class HalfFloatChecks {
  private HalfFloatChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of("half-float/values", HalfFloatChecks::values),
        Check.of("half-float/there-and-back", HalfFloatChecks::thereAndBack));
  }

  /** Against the definition: fraction x 2^-24 below the normal range, else (1 + f) x 2^(e - 15). */
  private static void values(CheckRun run) {
    float[] all = new float[1 << 16];
    for (int pattern = 0; pattern < all.length; pattern++) {
      all[pattern] = HalfFloat.toFloat((short) pattern);
      int exponent = pattern >> 10 & 31;
      if (exponent < 31) {
        double significand = (pattern & 1023) / 1024.0 + (exponent == 0 ? 0 : 1);
        double magnitude = significand * powerOfTwo(Math.max(exponent, 1) - 15);
        // Not -magnitude: negation by TeaVM makes 0 of 0 where Java makes -0.
        double value = (pattern < 0x8000 ? 1 : -1) * magnitude;
        Expect.equal((float) value, all[pattern], "pattern " + pattern);
      }
    }
    run.record(all);
  }

  private static void thereAndBack(CheckRun run) {
    for (int pattern = 0; pattern < 1 << 16; pattern++) {
      float value = HalfFloat.toFloat((short) pattern);
      if (value == value) {
        Expect.equal((short) pattern, HalfFloat.fromFloat(value), "pattern " + pattern);
      }
    }
    Expect.equal((short) 0x7c00, HalfFloat.fromFloat(65520), "the first value beyond the range");
    Expect.equal((short) 0x3c00, HalfFloat.fromFloat(1 + 0x1p-11f), "a tie, to even");
    Expect.equal((short) 0x3c02, HalfFloat.fromFloat(1 + 3 * 0x1p-11f), "a tie, to even");
  }

  private static double powerOfTwo(int exponent) {
    double power = 1;
    for (int i = 0; i < Math.abs(exponent); i++) {
      power = exponent > 0 ? power * 2 : power / 2;
    }
    return power;
  }
}
