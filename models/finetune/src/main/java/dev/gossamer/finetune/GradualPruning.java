package dev.gossamer.finetune;

import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.Schedule;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;

/**
 * Prunes while training: every so many steps the least weights go, as a schedule says, and the
 * others make good for them until the next time. What has gone stays gone.
 */
record GradualPruning(Schedule schedule, Pattern pattern) implements MaskRule {
  @Override
  public boolean isDue(int step) {
    return schedule.updatesAt(step);
  }

  @Override
  public Mask next(int step, Mask mask, Mask first, float[] weights, float[] gradient) {
    float[] importance = Criterion.MAGNITUDE_L1.importance(weights);
    for (int i = 0; i < importance.length; i++) {
      // What is kept so far must stay ahead of what has gone, even where it happens to be zero.
      importance[i] = mask.keep()[i] ? Math.max(importance[i], Float.MIN_VALUE) : 0;
    }
    double sparsity = Math.max(schedule.sparsityAt(step), first.sparsity());
    return pattern.select(importance, mask.rows(), mask.columns(), sparsity);
  }
}
