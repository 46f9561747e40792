package dev.gossamer.models.prune.rearrange;

import dev.gossamer.graph.Constant;

/**
 * Constants with their channels in another order: new channel i is old channel order[i]. A constant
 * of fewer channels takes the first entries of the order, which must stay among themselves.
 */
final class Permuted {
  private Permuted() {}

  static float[] floats(Constant constant) {
    return switch (constant) {
      case Constant.Floats dense -> dense.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints -> throw new IllegalArgumentException("weights must be floats");
    };
  }

  /** Output channels of weights: the first axis. */
  static Constant rows(Constant constant, int[] order) {
    float[] old = floats(constant);
    float[] floats = new float[old.length];
    int rows = constant.shape().dim(0);
    int length = old.length / rows;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(old, order[row] * length, floats, row * length, length);
    }
    return new Constant.Floats(constant.type(), constant.shape(), floats);
  }

  /**
   * The last axis.
   *
   * @param channels its extent, or a divisor: then they come again and again along it
   */
  static Constant channels(Constant constant, int channels, int[] order) {
    float[] old = floats(constant);
    float[] floats = new float[old.length];
    for (int i = 0; i < floats.length; i++) {
      int channel = i % channels;
      floats[i] = old[i - channel + order[channel]];
    }
    return new Constant.Floats(constant.type(), constant.shape(), floats);
  }
}
