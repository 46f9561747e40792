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

  /**
   * What to select by where some elements stay whatever happens and others come back: those of the
   * greatest gradient first.
   */
  static float[] staysOrGradient(Mask staying, float[] gradient) {
    float[] importance = new float[gradient.length];
    for (int i = 0; i < importance.length; i++) {
      // Gradients are cut off, so that what stays is ahead of them.
      importance[i] = staying.keep()[i] ? 1e30f : Math.min(Math.abs(gradient[i]), 1e20f);
    }
    return importance;
  }
}
