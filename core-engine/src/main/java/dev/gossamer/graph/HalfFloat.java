package dev.gossamer.graph;

/** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. */
public final class HalfFloat {
  private HalfFloat() {}

  /** Exact, for every bit pattern; subnormals, infinities and NaN payloads included. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }

  /**
   * Rounds to nearest, ties to even; beyond 65519 to infinity. Gives back the bits that {@link
   * #toFloat} was given.
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= 0x7f800000) {
      int fraction = magnitude & 0x7fffff;
      int payload = fraction >> 13;
      // A NaN whose payload lies in the lost bits must not become infinity.
      return (short) (sign | 0x7c00 | (fraction != 0 && payload == 0 ? 1 : payload));
    }
    if (magnitude < 0x38800000) {
      // Below 2^-14 the result is a multiple of 2^-24, which rint rounds ties to even.
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
    }
    int rounded = magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1);
    return (short) (sign | Math.min(rounded >> 13, 0x7c00));
  }
}
