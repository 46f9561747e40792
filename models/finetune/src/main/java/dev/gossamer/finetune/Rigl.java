package dev.gossamer.finetune;

import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;

/**
 * Drop and grow (Evci et al., Rigging the Lottery, 2020): of the units that are there the least go,
 * and as many of those that are not come back, starting from zero, where the gradient is greatest.
 * How many falls along a cosine; how many are there never changes.
 *
 * @param share of the units that are there that is exchanged at first, 0..1
 * @param frequency steps from one exchange to the next
 * @param end no exchange from this step on: masks must settle before training ends
 */
record Rigl(Pattern pattern, double share, int frequency, int end) implements MaskRule {
  Rigl {
    if (!(share > 0 && share <= 1) || frequency < 1 || end < 1) {
      throw new IllegalArgumentException(
          "RigL needs a share above 0 and up to 1, a frequency and an end of at least 1, got "
              + share
              + ", "
              + frequency
              + " and "
              + end);
    }
    if (pattern.ownSparsity().isPresent()) {
      throw new IllegalArgumentException(
          "RigL cannot thin out " + pattern.label() + ", which has a sparsity of its own");
    }
  }

  @Override
  public boolean isDue(int step) {
    return step > 0 && step < end && step % frequency == 0;
  }

  /** Of what is there, the share that is exchanged at a step. */
  double shareAt(int step) {
    return share / 2 * (1 + Math.cos(Math.PI * step / end));
  }

  @Override
  public Mask next(int step, Mask mask, Mask first, float[] weights, float[] gradient) {
    double sparsity = first.sparsity();
    double thinner = sparsity + shareAt(step) * (1 - sparsity);
    float[] importance = new float[weights.length];
    for (int i = 0; i < importance.length; i++) {
      importance[i] = mask.keep()[i] ? Math.max(Math.abs(weights[i]), Float.MIN_VALUE) : 0;
    }
    Mask staying = pattern.select(importance, mask.rows(), mask.columns(), thinner);
    return pattern.select(
        MaskRule.staysOrGradient(staying, gradient), mask.rows(), mask.columns(), sparsity);
  }
}
