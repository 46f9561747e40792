package dev.gossamer.plan;

import dev.gossamer.graph.Constant;

/** Constants as kernels read them: integers and booleans become floats, sparse ones dense. */
final class ConstantFloats {
  private ConstantFloats() {}

  /** One float per element, row-major; not to be written to. */
  static float[] of(Constant constant) {
    return switch (constant) {
      case Constant.Floats floats -> floats.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints -> widened(ints.ints());
    };
  }

  private static float[] widened(int[] ints) {
    float[] floats = new float[ints.length];
    for (int i = 0; i < ints.length; i++) {
      floats[i] = ints[i];
    }
    return floats;
  }
}
