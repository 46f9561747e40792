package dev.gossamer.finetune;

import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;

/**
 * Lets weights come back while training, starting from zero, where the gradient is greatest, as
 * RigL does, but nothing goes for them: from the layer's first sparsity along a line to another. A
 * layer that is less sparse already keeps its zeros. Blocks come back as a whole, and those of
 * which some weights are there are filled at once: a network with zeros of any kind becomes one
 * with blocks that computes the same at first, and may have far fewer zeros than asked for.
 *
 * @param pattern unstructured or blocks
 * @param sparsity that is left at the end, 0..1
 * @param frequency steps from one choice to the next
 * @param end the step of the last choice, itself among them
 */
record Growth(Pattern pattern, double sparsity, int frequency, int end) implements MaskRule {
  Growth {
    if (!(sparsity >= 0 && sparsity < 1) || frequency < 1 || end < 1) {
      throw new IllegalArgumentException(
          "growth needs a sparsity of 0 up to less than 1, a frequency and an end of at least 1,"
              + " got "
              + sparsity
              + ", "
              + frequency
              + " and "
              + end);
    }
    if (!(pattern instanceof Block || pattern instanceof Unstructured)) {
      throw new IllegalArgumentException(
          "growth is for unstructured zeros and blocks such as 2x1, got " + pattern.label());
    }
  }

  @Override
  public boolean isDue(int step) {
    return step == end || step < end && step % frequency == 0;
  }

  @Override
  public Mask next(int step, Mask mask, Mask first, float[] weights, float[] gradient) {
    Mask there = pattern instanceof Block block ? block.covering(mask) : mask;
    double wanted = first.sparsity() + (sparsity - first.sparsity()) * step / end;
    if (wanted >= there.sparsity()) {
      return there;
    }
    float[] importance = MaskRule.staysOrGradient(there, gradient);
    Mask grown = pattern.select(importance, mask.rows(), mask.columns(), wanted);
    // Blocks are counted, zeros are shares of elements: where edges cut blocks off they may differ.
    return grown.kept() < there.kept() ? there : grown;
  }
}
