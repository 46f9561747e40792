package dev.gossamer.finetune;

import dev.gossamer.models.prune.pattern.Mask;

/** Chooses anew, now and then during training, which weights of a layer are zero. */
sealed interface MaskRule permits GradualPruning, Growth, Rigl {

  /** Whether masks change in front of this step; steps count from 0. */
  boolean isDue(int step);

  /**
   * The mask from this step on.
   *
   * @param mask as it was
   * @param first what the layer's mask was before training
   * @param weights row-major, zero where the mask is
   * @param gradient of the loss by every weight, those that are zero included
   */
  Mask next(int step, Mask mask, Mask first, float[] weights, float[] gradient);
}
