package dev.gossamer.finetune;

import dev.gossamer.models.prune.pattern.Block;

/**
 * Group lasso (Yuan and Lin, 2006): the loss plus strength x sum over blocks of sqrt(size) x
 * |block|. Its proximal step follows each step of the optimizer: every block gets shorter by the
 * same, and one that is shorter than that becomes zero as a whole. A penalty in the loss itself
 * would never reach zero.
 *
 * @param block that goes as a whole
 * @param strength by learning rate x strength x sqrt(size) a block gets shorter; Adam's steps are
 *     about the learning rate long whatever the loss, so that 1 leaves nothing
 */
record GroupLasso(Block block, float strength) {
  GroupLasso {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("strength must be above 0, got " + strength);
    }
  }

  /**
   * Shortens the blocks of a matrix.
   *
   * @param weights row-major, changed in place
   * @param learningRate of the step before
   */
  void shrink(float[] weights, int rows, int columns, float learningRate) {
    for (int top = 0; top < rows; top += block.rows()) {
      int bottom = Math.min(rows, top + block.rows());
      for (int left = 0; left < columns; left += block.columns()) {
        int right = Math.min(columns, left + block.columns());
        double square = 0;
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            double weight = weights[row * columns + column];
            square += weight * weight;
          }
        }
        int size = (bottom - top) * (right - left);
        double less = learningRate * strength * Math.sqrt(size);
        double length = Math.sqrt(square);
        float factor = length > less ? (float) (1 - less / length) : 0;
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            int index = row * columns + column;
            weights[index] = factor == 0 ? 0 : weights[index] * factor;
          }
        }
      }
    }
  }
}
