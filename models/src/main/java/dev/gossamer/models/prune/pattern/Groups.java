package dev.gossamer.models.prune.pattern;

/**
 * Groups of weights in every kind of layer of a mobile network: blocks in convolutions and fully
 * connected layers, taps in depthwise windows (after SparseByteNN, Xu et al., 2023, whose kernels
 * take groups of 16x1 and 4x4).
 *
 * @param block of layers that mix channels
 * @param taps of depthwise windows
 */
public record Groups(Block block, Taps taps) implements Pattern {
  @Override
  public String label() {
    return block.label() + "+" + taps.label();
  }

  @Override
  public Pattern of(boolean depthwise) {
    return depthwise ? taps : block;
  }

  /**
   * @throws UnsupportedOperationException always: which weights these are, {@link #of} must be told
   */
  @Override
  public Mask select(float[] importance, int rows, int columns, double sparsity) {
    throw new UnsupportedOperationException(
        label() + " is two patterns: expected a choice of one by of(depthwise)");
  }
}
