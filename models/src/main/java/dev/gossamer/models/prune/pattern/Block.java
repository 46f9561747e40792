package dev.gossamer.models.prune.pattern;

/**
 * Aligned blocks go as a whole. 2x1 is what the kernels like best; those at the lower and right
 * edge may be cut off.
 *
 * @param rows output channels of a block
 * @param columns input channels of a block
 */
public record Block(int rows, int columns) implements Pattern {
  public Block {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "blocks must be at least 1x1, got " + rows + "x" + columns);
    }
  }

  @Override
  public String label() {
    return rows + "x" + columns;
  }

  @Override
  public int columnGroup() {
    return columns;
  }

  @Override
  public Mask select(float[] importance, int height, int width, double sparsity) {
    Units.check(importance, height, width, sparsity);
    int across = (width + columns - 1) / columns;
    int down = (height + rows - 1) / rows;
    double[] sums = new double[across * down];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        sums[row / rows * across + column / columns] += importance[row * width + column];
      }
    }
    float[] means = new float[sums.length];
    for (int block = 0; block < means.length; block++) {
      int blockHeight = Math.min(rows, height - block / across * rows);
      int blockWidth = Math.min(columns, width - block % across * columns);
      means[block] = (float) (sums[block] / (blockHeight * blockWidth));
    }
    boolean[] kept = Units.best(means, Units.kept(means.length, sparsity));
    boolean[] keep = new boolean[importance.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = kept[block(i, width, across)];
    }
    return new Mask(height, width, keep);
  }

  /** The blocks in which something stays, whole. */
  public Mask covering(Mask mask) {
    int across = (mask.columns() + columns - 1) / columns;
    boolean[] stays = new boolean[across * ((mask.rows() + rows - 1) / rows)];
    boolean[] keep = mask.keep().clone();
    for (int i = 0; i < keep.length; i++) {
      stays[block(i, mask.columns(), across)] |= keep[i];
    }
    for (int i = 0; i < keep.length; i++) {
      keep[i] = stays[block(i, mask.columns(), across)];
    }
    return new Mask(mask.rows(), mask.columns(), keep);
  }

  private int block(int element, int width, int across) {
    return element / width / rows * across + element % width / columns;
  }
}
