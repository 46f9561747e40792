package dev.gossamer.finetune.render;

/** Value noise in three dimensions: smooth, from -1 to 1, the same for the same seed and place. */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  double at(double x, double y, double z) {
    long left = (long) Math.floor(x);
    long low = (long) Math.floor(y);
    long near = (long) Math.floor(z);
    double u = smooth(x - left);
    double v = smooth(y - low);
    double w = smooth(z - near);
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      int i = corner & 1;
      int j = corner >> 1 & 1;
      int k = corner >> 2;
      double share = (i == 0 ? 1 - u : u) * (j == 0 ? 1 - v : v) * (k == 0 ? 1 - w : w);
      sum += share * corner(left + i, low + j, near + k);
    }
    return sum;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** The finaliser of SplitMix64 over the corner's place. */
  private double corner(long x, long y, long z) {
    long bits = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL + z * 0x165667B19E3779F9L;
    bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (bits >> 11) * 0x1p-52;
  }
}
